"""Names that only an encounter knows: those its file declares, and people whom a text introduces by office and country.

"The Ruritanian foreign minister, Anna Example" binds Example to Ruritania for the rest of the text, so nothing depends
on a list of who holds an office in one year.
"""

import re
from collections.abc import Iterable, Iterator

from parley.attribute.readers.grammar.patterns import Match
from parley.attribute.readers.grammar.sentences import Sentence
from parley.attribute.readers.grammar.tokens import Token, tokenize
from parley.vocabulary import Encounter

_OFFICES = {"leader", "minister", "official", "side_nouns"}
# How far before an office its country may stand, and how many names may follow.
_REACH = 3
_MOST_NAMES = 3
_SHORTEST_SURNAME = 4
_CYRILLIC = re.compile(r"[а-яёіїєґ]")


class LocalNames:
    """Names with the party that each stands for; a Cyrillic name matches in every case by its stem."""

    def __init__(self) -> None:
        self._entries: dict[str, list[tuple[tuple[str, ...], str]]] = {}

    def add(self, name: str, party: str) -> None:
        """Bind a name of one word or several to a party."""
        forms = tuple(_stem(token.form) for token in tokenize(name))
        if forms:
            bound = self._entries.setdefault(forms[0], [])
            if (forms, party) not in bound:
                bound.append((forms, party))

    def find(self, tokens: list[Token]) -> Iterator[tuple[int, int, str]]:
        """Yield `(first, last, party)` for each name in the tokens."""
        if not self._entries:
            return
        stems = [_stem(token.form) for token in tokens]
        for at, stem in enumerate(stems):
            for forms, party in self._entries.get(stem, ()):
                if tuple(stems[at : at + len(forms)]) == forms:
                    yield at, at + len(forms), party


def _stem(form: str) -> str:
    """Cut the ending off a Cyrillic word: its last two letters where enough is left."""
    return form[: max(_SHORTEST_SURNAME, len(form) - 2)] if _CYRILLIC.search(form) else form


def declared_names(encounter: Encounter) -> LocalNames:
    """Return the names of the encounter's `[[actors]]`."""
    names = LocalNames()
    for actor in encounter.actors:
        for name in actor.names:
            names.add(name, actor.acts_for or actor.id)
    return names


def learn_names(names: LocalNames, sentences: Iterable[Sentence], text: str) -> None:
    """Add the people whom a text introduces by office and country."""
    for sentence in sentences:
        countries = {m.last: m.label.key.split(":")[1] for m in sentence.marks if _is_party(m)}
        known = {at for m in sentence.marks if m.label.file == "names" for at in range(m.first, m.last)}
        for mark in sentence.marks:
            if mark.label.file == "roles" and mark.label.key in _OFFICES:
                party = next(
                    (countries[at] for at in range(mark.last, mark.first - _REACH, -1) if at in countries), None
                )
                surname = _surname(sentence.tokens, mark.last, known, text)
                if party and surname:
                    names.add(surname, party)


def _is_party(mark: Match) -> bool:
    return mark.label.file == "names" and mark.label.key.startswith("parties:")


def _surname(tokens: list[Token], at: int, known: set[int], text: str) -> str | None:
    """Return the last of the capitalised words that follow an office, or None where it is known or no name."""
    last = None
    for number in range(at, min(at + _MOST_NAMES, len(tokens))):
        token = tokens[number]
        if number in known or not text[token.start].isupper() or text[tokens[number - 1].end : token.start].strip(" ,"):
            break
        last = number
    if last is None or len(tokens[last].form) < _SHORTEST_SURNAME:
        return None
    return tokens[last].form
