"""Who speaks: turns of a transcript, report frames ("X said that"), quotations that go on."""

from bisect import bisect_left
from operator import attrgetter
from typing import NamedTuple

from parley.attribute.readers.grammar.language import Language
from parley.attribute.readers.grammar.local_names import LocalNames
from parley.attribute.readers.grammar.mentions import Mention, find_mentions
from parley.attribute.readers.grammar.patterns import Match
from parley.attribute.readers.grammar.sentences import Segment, Sentence, find_clause
from parley.attribute.readers.grammar.tokens import tokenize
from parley.vocabulary import Document, Encounter, Source, SourceKind, Voice, Zone

_NEAR_WORDS = 14
# A subject with no more than these words between it and its verb is the verb's own: "they also said".
_BESIDE = 1
_start_of = attrgetter("start")
_SPEAKS_ITSELF = {SourceKind.REMARKS, SourceKind.INTERVIEW}


class Speaker(NamedTuple):
    """Who says a passage: name as written, parties it speaks for, and what sort of voice it is.

    `kind` is nobody, party, analyst, anonymous, media, reporter or other; `span` is where the name stands in the text,
    `cue` where the reporting word does; `through` are those who report that it says so, the outermost first.
    """

    name: str
    parties: tuple[str, ...]
    kind: str
    span: tuple[int, int] | None = None
    cue: tuple[int, int] | None = None
    through: tuple["Speaker", ...] = ()


class Frame(NamedTuple):
    """Words that make somebody the reporter of what follows: the place of the reporting word, the first word of the
    whole, the speaker, and whether it opens a clause of its own ("said that").
    """

    at: int
    first: int
    speaker: Speaker
    opens: bool


NOBODY = Speaker("", (), "nobody")


class SpeakerTracker:
    """Follows a document from its first sentence to its last and tells who speaks in each segment."""

    def __init__(self, document: Document, encounter: Encounter, language: Language, names: LocalNames) -> None:
        self._language = language
        self._turns: dict[str, Speaker] = {}
        self._text = document.text
        self._source = document.source
        self._encounter = encounter
        self.names = names
        self.answering = False
        self._paragraph = -1
        self._last = NOBODY
        self._last_in_quotes = False

    def speakers(self, sentence: Sentence, mentions: list[Mention], zone: Zone, inside: list[bool]) -> list[Speaker]:
        """Return the speaker of each segment of the sentence."""
        turn = self._turn(zone) if zone.speaker else NOBODY
        if turn.kind == "reporter":
            self.answering = True
            return [turn] * len(sentence.segments)
        self.answering = self.answering and turn is not NOBODY
        if sentence.paragraph != self._paragraph:
            self._paragraph = sentence.paragraph
            self._last_in_quotes = self._last_in_quotes and bool(inside and inside[0])
            if not self._last_in_quotes:
                self._last = NOBODY
        frames = self._frames(sentence, mentions, turn)
        if frames:
            found = [self._nearest(frames, segment.last, sentence.segments) for segment in sentence.segments]
        else:
            goes_on = (inside and inside[0]) or self._begins_with_pronoun(sentence, mentions)
            found = [self._last if goes_on and self._last is not NOBODY else turn] * len(sentence.segments)
        self._last = found[-1]
        self._last_in_quotes = bool(inside and inside[-1])
        return found

    def _turn(self, zone: Zone) -> Speaker:
        name = zone.speaker or ""
        if name not in self._turns:
            self._turns[name] = self._resolve_turn(name)
        return self._turns[name]

    def _resolve_turn(self, name: str) -> Speaker:
        """A turn belongs to the party that its name or title tells, to a reporter, or to whom the source speaks for."""
        tokens = tokenize(name)
        marks = self._language.patterns.find(tokens)
        if any(m.label.file == "roles" and m.label.key in {"reporter", "interviewer"} for m in marks):
            return Speaker(name, (), "reporter")
        mentions = find_mentions(tokens, marks, self.names, name)
        for mention in mentions:
            if mention.parties:
                return Speaker(name, mention.parties, "party")
        if self._source.kind is SourceKind.INTERVIEW and not mentions:
            return Speaker(name, (), "reporter")
        return Speaker(name, self.default_parties(), "party" if self.default_parties() else "other")

    def _begins_with_pronoun(self, sentence: Sentence, mentions: list[Mention]) -> bool:
        return any(mention.how == "third" and mention.first <= 1 for mention in mentions)

    def _frames(self, sentence: Sentence, mentions: list[Mention], turn: Speaker) -> list[Frame]:
        frames = []
        for mark in sentence.marks:
            if mark.label.file == "reports" and mark.label.key in {"verbs", "according", "media", "texts"}:
                speaker = self._frame(mark, sentence, mentions, turn)
                first = bisect_left(sentence.tokens, speaker.span[0], key=_start_of) if speaker.span else mark.first
                frames.append(Frame(mark.first, min(first, mark.first), speaker, _opens_clause(mark, sentence)))
            elif mark.label.file == "marks" and mark.label.key == "analysts":
                frames.append(Frame(mark.first, mark.first, self._named("analyst", mark, sentence), opens=False))
        return [frame for frame in frames if frame.speaker is not NOBODY]

    def _named(self, kind: str, mark: Match, sentence: Sentence) -> Speaker:
        span = (sentence.tokens[mark.first].start, sentence.tokens[mark.last - 1].end)
        return Speaker(self._text[span[0] : span[1]], (), kind, span=span)

    def _frame(self, mark: Match, sentence: Sentence, mentions: list[Mention], turn: Speaker) -> Speaker:
        cue = (sentence.tokens[mark.first].start, sentence.tokens[mark.last - 1].end)
        for other in sentence.marks:
            is_nameless = other.label.file == "marks" and other.label.key in {"analysts", "anonymous"}
            if is_nameless and abs(other.first - mark.first) <= _NEAR_WORDS:
                kind = "analyst" if other.label.key == "analysts" else "anonymous"
                speaker = self._named(kind, other, sentence)
                near = [m for m in mentions if m.parties and abs(m.first - other.first) <= _NEAR_WORDS // 2]
                return speaker._replace(cue=cue, parties=near[0].parties if near and kind == "anonymous" else ())
        mention = self._subject(mark, mentions)
        if mark.label.key == "media":
            return self._named("media", mark, sentence)
        if mention is None:
            return turn
        span = (sentence.tokens[mention.first].start, sentence.tokens[min(mention.last, len(sentence.tokens)) - 1].end)
        name = self._text[span[0] : span[1]]
        if mention.how == "third":
            return self._last if self._last is not NOBODY else turn
        if mention.how in {"first", "own"}:
            return turn
        parties = mention.parties or self.default_parties()
        if mention.how in {"joint", "conflict", "pair"}:
            return NOBODY
        return Speaker(name, parties, "party" if parties else "other", span, cue)

    def _subject(self, mark: Match, mentions: list[Mention]) -> Mention | None:
        """The subject of a reporting word stands close before it, else close behind it."""
        before = [m for m in mentions if m.last <= mark.first and mark.first - m.last <= _NEAR_WORDS]
        after = [m for m in mentions if m.first >= mark.last and m.first - mark.last <= _NEAR_WORDS // 2]
        if mark.label.key == "according":
            inside = [m for m in mentions if mark.first <= m.first and m.last <= mark.last]
            return next(iter([*inside, *after]), None)
        if before and before[-1].role == "bare" and mark.first - before[-1].last <= _BESIDE:
            return before[-1]
        people = [m for m in before if m.named_person or m.how in {"role", "third", "first"}]
        if people:
            return people[-1]
        people = [m for m in after if m.named_person or m.how in {"role", "third"}]
        if people:
            return people[0]
        return before[-1] if before else None

    def default_parties(self) -> tuple[str, ...]:
        """Return whom an unnamed office holder of this source stands for: the party that the source speaks for."""
        return self._source.speaks_for if len(self._source.speaks_for) == 1 else ()

    @staticmethod
    def _nearest(frames: list[Frame], last: int, segments: list[Segment]) -> Speaker:
        """Return who says what ends before `last`: the reporter named last before it, through those who report that."""
        before = [frame for frame in frames if frame.at < last]
        if not before:
            return frames[0].speaker
        inner = before[-1]
        through: list[Speaker] = []
        for outer in reversed(before[:-1]):
            is_other = outer.speaker.name not in {inner.speaker.name, *(one.name for one in through)}
            parted = any(outer.at < s.first <= inner.first and s.boundary in _PARTING for s in segments)
            if parted or not outer.opens:
                break
            if outer.at < inner.first and is_other:
                through.insert(0, outer.speaker)
        return inner.speaker._replace(through=tuple(through))


# A new main clause, which the reporter of the one before does not report.
_PARTING = {"coordinators", "contrast", "semicolon"}


def _opens_clause(mark: Match, sentence: Sentence) -> bool:
    """Whether what follows a reporting word is a clause that it reports."""
    if mark.label.key in {"according", "media"}:
        return True
    if any(segment.first == mark.last and segment.boundary in {"comma", "colon"} for segment in sentence.segments):
        return True
    return find_clause(mark, sentence) is not None


def chain_speakers(speaker: Speaker, source: Source, voice: Voice) -> list[Speaker]:
    """Return the reporting voices after the publisher: none in a readout's own account."""
    if source.kind in _SPEAKS_ITSELF:
        return [speaker if speaker is not NOBODY else Speaker(", ".join(source.speaks_for), source.speaks_for, "party")]
    if source.kind in {SourceKind.PRESS_REPORT, SourceKind.COMMENTARY, SourceKind.LIST} and speaker is not NOBODY:
        return [*speaker.through, speaker]
    return []
