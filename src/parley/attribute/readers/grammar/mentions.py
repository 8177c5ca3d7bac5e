"""Marks of a sentence → mentions: the parties that words name, by name, by role or by pronoun."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from parley.attribute.readers.grammar.local_names import LocalNames
from parley.attribute.readers.grammar.patterns import Match
from parley.attribute.readers.grammar.tokens import Token

_PRONOUNS = {"first_singular", "first_plural", "second", "third"}
# Words that relate a name to a verb or another name.
RELATING = frozenset({"oblique", "agent", "accompanied"})
_NAMELESS_ROLES = {"leader", "minister", "official", "government"}
# How many words may stand between a name and the role beside it: "Foreign Minister Sergei X".
_NEAR = 3
# "By the words of the envoy, Ecuador …": a role before such a mark is somebody else's.
_PARTS = re.compile(r"[,，;；:：.。]")


class Mention(NamedTuple):
    """Tokens `[first, last)` that stand for parties.

    `how` is name, person, role, pair, joint, own, counterpart, first, third or conflict; `parties` is empty where only
    the encounter or the context can tell. `role` is what the word before makes of it: oblique ("of", "against"), agent
    ("by"), accompanied ("with"), or bare, as a subject stands.
    """

    first: int
    last: int
    how: str
    parties: tuple[str, ...]
    named_person: bool = False
    role: str = "bare"


def find_mentions(tokens: list[Token], marks: list[Match], names: LocalNames, text: str) -> list[Mention]:
    """Return the mentions in order: the names that only this encounter knows, and the marks of names and roles.

    What the encounter or the text itself binds to a name goes before the lists: two conflicts share many surnames.
    """
    mentions = [
        Mention(first, last, "person", (party,), named_person=True) for first, last, party in names.find(tokens)
    ]
    taken = {at for mention in mentions for at in range(mention.first, mention.last)}
    for mention in _direct(marks):
        in_lower_case = mention.how == "person" and text[tokens[mention.first].start].islower()
        if not in_lower_case and not taken.intersection(range(mention.first, mention.last)):
            mentions.append(mention)
    joined = _join_roles(sorted(mentions), _roles(marks), tokens, text)
    return [
        mention._replace(role="oblique") if _owns(mention, tokens, text) else _relate(mention, marks)
        for mention in joined
    ]


def _owns(mention: Mention, tokens: list[Token], text: str) -> bool:
    """Whether a name only owns what follows: "the minister's letter"."""
    last = tokens[min(mention.last, len(tokens)) - 1]
    return text[last.start : last.end].endswith(("'s", "’s", "s'", "s’"))


# An article or an adjective may stand between a preposition and its name.
_REACH = 2


def _relate(mention: Mention, marks: list[Match]) -> Mention:
    """Say what the nearest relating word close before a mention makes of it."""
    near = [
        m for m in marks
        if m.label.file == "marks" and m.label.key in RELATING and 0 <= mention.first - m.last < _REACH
    ]  # fmt: skip
    return mention._replace(role=max(near, key=lambda m: m.last).label.key) if near else mention


def _direct(marks: list[Match]) -> Iterator[Mention]:
    for mark in marks:
        file, key = mark.label.file, mark.label.key
        if file == "names" and ":" in key:
            table, value = key.split(":", 1)
            if table == "parties":
                yield Mention(mark.first, mark.last, "name", (value,))
            elif table == "persons":
                yield Mention(mark.first, mark.last, "person", (value,), named_person=True)
            elif table == "pairs":
                yield Mention(mark.first, mark.last, "pair", tuple(sorted(value.split("+"))))
        elif file == "roles" and key in {"joint", "own_side", "counterpart", "sides_of_conflict"}:
            how = {"own_side": "own", "sides_of_conflict": "conflict"}.get(key, key)
            yield Mention(mark.first, mark.last, how, ())
        elif file == "marks" and key in _PRONOUNS:
            yield Mention(mark.first, mark.last, key.split("_")[0], ())


def _roles(marks: list[Match]) -> list[Match]:
    return [mark for mark in marks if mark.label.file == "roles" and mark.label.key in _NAMELESS_ROLES | {"side_nouns"}]


def _join_roles(mentions: list[Mention], roles: list[Match], tokens: list[Token], text: str) -> list[Mention]:
    """A role beside a name is one mention with it; a role alone is a mention that the context resolves."""

    def is_beside(role: Match, first: int, last: int) -> bool:
        if not (-_NEAR <= role.first - last <= 1 and first - _NEAR < role.last and first - _NEAR <= role.first):
            return False
        between = text[tokens[role.last - 1].end : tokens[first].start] if role.last <= first else ""
        return not _PARTS.search(between)

    joined = []
    used: set[int] = set()
    for mention in mentions:
        first, last, person = mention.first, mention.last, mention.named_person
        if mention.how in {"name", "person"}:
            for number, role in enumerate(roles):
                if is_beside(role, first, last):
                    first, last = min(first, role.first), max(last, role.last)
                    used.add(number)
                    person = True
        joined.append(Mention(first, last, mention.how, mention.parties, person))
    for number, role in enumerate(roles):
        if number not in used and role.label.key != "side_nouns":
            joined.append(Mention(role.first, role.last, "role", ()))
    return sorted(set(joined))
