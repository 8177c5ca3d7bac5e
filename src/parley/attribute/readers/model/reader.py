"""The model reader: Document → Reading. Cut, ask or take from the cache, parse, check; what fails is named."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from parley.attribute.readers.model.cache import Kept, ReplyCache
from parley.attribute.readers.model.checks import NAME, Passage, Refused, check_position
from parley.attribute.readers.model.endpoint import Endpoint, NoAnswer
from parley.attribute.readers.model.progress import report_progress
from parley.attribute.readers.model.prompt import PROMPT_VERSION, build_messages, build_repair, reply_schema
from parley.attribute.readers.model.replies import UnusableReply, parse_reply, quote_of, validate_item
from parley.attribute.readers.model.windows import Window, cut_windows
from parley.settings import Progress, Settings, find_cache_folder
from parley.vocabulary import Document, Encounter, Position, Reading, Refusal

# After so many windows in a row without an answer the endpoint counts as gone, and the rest is not waited for.
_GONE_AFTER = 2


class _Answer(NamedTuple):
    """The items of a reply, the tokens that they cost when they were paid for, and whether that was before."""

    items: list[Any]
    tokens: int
    cached: bool


class ModelReader:
    """Reads a document by asking a model, one window at a time; every quote of it is located or refused."""

    name = NAME
    version = PROMPT_VERSION

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._endpoint = Endpoint(settings)
        self._cache = ReplyCache(find_cache_folder(settings))
        self._by = f"model {settings.model_name}, prompt {PROMPT_VERSION}"

    def read(self, document: Document, encounter: Encounter, documents: Sequence[Document] = ()) -> Reading:
        """Return the positions of a document; a window without a usable answer makes the reading partial."""
        windows = cut_windows(document)
        positions: list[Position] = []
        refusals: list[Refusal] = []
        notes: list[str] = []
        failed = in_a_row = cached = spent = tokens = 0
        for window in windows:
            try:
                if in_a_row >= _GONE_AFTER and not self._is_kept(window, document, encounter):
                    raise NoAnswer("not asked: the endpoint gave no answer to those before")
                answer = self._answer(window, document, encounter)
            except NoAnswer as error:
                failed, in_a_row = failed + 1, in_a_row + 1
                where = f"[{window.span.start}, {window.span.end})"
                notes.append(f"window {window.number} of {len(windows)} {where} was not read: {error}")
            else:
                in_a_row = 0
                tokens += answer.tokens
                cached, spent = cached + answer.cached, spent + answer.tokens * (not answer.cached)
                self._take(answer.items, Passage(document, window, encounter), positions, refusals, notes)
            report_progress(Progress(document.id, window.number, len(windows), cached, spent), self._settings)
        notes.append(f"{self._by}: {len(windows) - failed} of {len(windows)} windows, {tokens} tokens")
        positions.sort(key=lambda position: (position.span, position.id))
        return Reading(document.id, tuple(positions), tuple(refusals), document.partial or failed > 0, tuple(notes))

    def _take(
        self, items: list[Any], passage: Passage, positions: list[Position], refusals: list[Refusal], notes: list[str]
    ) -> None:
        """Check the items of one window; add what passes and what does not."""
        seen = {_same(position) for position in positions}
        for item in items:
            returned = validate_item(item)
            try:
                if isinstance(returned, str):
                    raise Refused(returned)
                checked = check_position(returned, passage, len(positions) + 1, self._by)
            except Refused as refused:
                refusals.append(Refusal(passage.document.id, NAME, quote_of(item), str(refused)))
                continue
            if _same(checked.position) not in seen:
                seen.add(_same(checked.position))
                positions.append(checked.position)
                notes += [f"{checked.position.id}: {note}" for note in checked.notes]

    def _key(self, messages: list[dict[str, str]]) -> str:
        return self._cache.key(model=self._settings.model_name, prompt=PROMPT_VERSION, messages=messages)

    def _is_kept(self, window: Window, document: Document, encounter: Encounter) -> bool:
        return self._cache.get(self._key(build_messages(window, document, encounter))) is not None

    def _answer(self, window: Window, document: Document, encounter: Encounter) -> _Answer:
        """Return a usable answer: kept, else asked for, else asked for once more with what was wrong."""
        messages = build_messages(window, document, encounter)
        key = self._key(messages)
        kept = self._cache.get(key)
        if kept is not None:
            try:
                return _Answer(parse_reply(kept.reply), kept.tokens, cached=True)
            except UnusableReply:
                pass  # the file was changed by somebody: ask again
        first = self._endpoint.ask(messages, reply_schema())
        text, tokens = first
        try:
            items = parse_reply(text)
        except UnusableReply as fault:
            second = self._endpoint.ask(build_repair(messages, text[:4000], str(fault)), reply_schema())
            text, tokens = second.text, tokens + second.tokens
            try:
                items = parse_reply(text)
            except UnusableReply as again:
                raise NoAnswer(f"the reply cannot be used, nor its repair: {again}") from None
        self._cache.put(key, Kept(text, tokens))
        return _Answer(items, tokens, cached=False)


def _same(position: Position) -> tuple[object, ...]:
    return position.span, position.issue, position.act, position.holder
