"""Patterns of the language data → a trie over tokens, searched in one pass over a sentence.

The pattern language is described in docs/languages.md.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from parley.attribute.readers.grammar.tokens import TOKEN, Token, fold_word

GAP_WORDS = 4
GAP_CHARACTERS = 8
_GAPS = {"…", "..."}
_HAN = re.compile(r"[一-鿿㐀-䶿]")
# Prefixes are looked up by length; a word is cut at most this often.
_LONGEST_PREFIX = 24
_MOST_CACHED_WORDS = 50_000


class Label(NamedTuple):
    """What a pattern stands for: the file it is from, its table or key, and a strength where it has one."""

    file: str
    key: str
    strength: int | None = None


class Match(NamedTuple):
    """A label found on the tokens `[first, last)` of a sentence."""

    first: int
    last: int
    label: Label


class _Node:
    __slots__ = ("exact", "gap", "labels", "lengths", "prefix")

    def __init__(self) -> None:
        self.exact: dict[str, _Node] = {}
        self.prefix: dict[str, _Node] = {}
        self.lengths: tuple[int, ...] = ()
        self.gap: _Node | None = None
        self.labels: list[Label] = []

    def follow(self, form: str) -> list["_Node"]:
        found = []
        node = self.exact.get(form)
        if node is not None:
            found.append(node)
        for length in self.lengths:
            if length > len(form):
                break
            node = self.prefix.get(form[:length])
            if node is not None:
                found.append(node)
        return found


def split_patterns(text: str) -> Iterator[str]:
    """Yield the patterns of one string of the language data: separated by commas or lines, without comments."""
    for line in text.splitlines():
        for pattern in line.split("#", 1)[0].split(","):
            stripped = pattern.strip()
            if stripped:
                yield stripped


def _split_steps(pattern: str) -> list[list[str]]:
    """Return a pattern's steps, each a list of alternatives; an alternative ending in `*` is a prefix."""
    steps: list[list[str]] = []
    for word in pattern.replace("...", "…").replace("…", " … ").split():
        if word in _GAPS:
            steps.append(["…"])
            continue
        if _HAN.search(word) and "/" not in word:
            steps += [[form.lower()] for form in re.findall(r"[一-鿿㐀-䶿]|[^一-鿿㐀-䶿]+", word)]
            continue
        steps.append(_alternatives(word))
    return steps


def _alternatives(word: str) -> list[str]:
    forms = []
    for alternative in word.split("/"):
        starred = alternative.endswith("*")
        tokens = [fold_word(found.group()) for found in TOKEN.finditer(alternative)]
        if len(tokens) != 1:  # a full stop or a slash inside: "U.S" is matched by its first letters' tokens
            tokens = ["".join(tokens)] if len(tokens) > 1 and starred else tokens[:1]
        forms += [form + "*" if starred else form for form in tokens]
    return forms


def _heads(pattern: str) -> list[str]:
    """Return the forms with which a pattern can begin, as its first step has them; cheap: every pattern is asked."""
    word = pattern.split(None, 1)[0].split("…", 1)[0]
    if not word or word.startswith("..."):
        return []
    if "一" <= word[0] <= "鿿" and "/" not in word:
        return [word[0]]
    if word.isalpha() and not _HAN.search(word):
        return [word.lower()]
    stem = word[:-1]
    if word[-1] == "*" and stem.isalpha() and not _HAN.search(word):
        return [stem.lower() + "*"]
    return next(iter(_split_steps(pattern)), [])


class PatternSet:
    """All patterns of a language in one trie.

    A pattern is kept as written until a word comes by with which it may begin: a language has tens of thousands of
    patterns, and a text needs few of them.
    """

    def __init__(self, spaces: bool) -> None:
        self._root = _Node()
        self._gap = GAP_WORDS if spaces else GAP_CHARACTERS
        self._first: dict[str, list[_Node]] = {}
        self._waiting: dict[str, list[tuple[str, Label]]] = {}
        self._prefix_lengths: list[int] = []

    def add(self, patterns: str, label: Label) -> None:
        """Add every pattern of a string of the language data under one label."""
        for pattern in split_patterns(patterns):
            for head in _heads(pattern):
                self._waiting.setdefault(head, []).append((pattern, label))

    def _grow_from(self, form: str) -> None:
        """Put into the trie what may begin with a word."""
        if not self._prefix_lengths:
            self._prefix_lengths = sorted(
                {min(len(head) - 1, _LONGEST_PREFIX) for head in self._waiting if head[-1] == "*"}
            )
            for head in [head for head in self._waiting if head[-1] == "*" and len(head) > _LONGEST_PREFIX + 1]:
                self._waiting.setdefault(head[:_LONGEST_PREFIX] + "*", []).extend(self._waiting.pop(head))
        heads = [form, *(form[:length] + "*" for length in self._prefix_lengths if length <= len(form))]
        for head in heads:
            for pattern, label in self._waiting.pop(head, ()):
                self._add_one(pattern, label)

    def _add_one(self, pattern: str, label: Label) -> None:
        steps = _split_steps(pattern)
        nodes = [self._root]
        for step in steps:
            nodes = [nxt for node in nodes for nxt in _grow(node, step)]
        for node in nodes:
            if node is not self._root and label not in node.labels:
                node.labels.append(label)

    def find(self, tokens: list[Token]) -> list[Match]:
        """Return the matches in a sentence's tokens, in order.

        Of one file's matches, those that lie inside a longer one are left out; so are all that lie inside a shield.
        """
        found: list[Match] = []
        forms = [token.form for token in tokens]
        for first in range(len(forms)):
            found += [Match(first, last, label) for last, label in self._from(forms, first)]
        return _keep_longest(found)

    def _from(self, forms: list[str], first: int) -> Iterator[tuple[int, Label]]:
        form = forms[first]
        nodes = self._first.get(form)
        if nodes is None:
            self._grow_from(form)
            nodes = self._root.follow(form)
            if len(self._first) < _MOST_CACHED_WORDS:
                self._first[form] = nodes
        stack = [(node, first + 1) for node in nodes]
        while stack:
            node, at = stack.pop()
            for label in node.labels:
                yield at, label
            if at < len(forms):
                stack += [(following, at + 1) for following in node.follow(forms[at])]
            if node.gap is not None:
                for skipped in range(at, min(at + self._gap + 1, len(forms))):
                    stack += [(following, skipped + 1) for following in node.gap.follow(forms[skipped])]


def _grow(node: _Node, step: list[str]) -> list[_Node]:
    if step == ["…"]:
        if node.gap is None:
            node.gap = _Node()
        return [node.gap]
    grown = []
    for form in step:
        if form.endswith("*"):
            stem = form[:-1][:_LONGEST_PREFIX]
            if stem not in node.prefix:
                node.prefix[stem] = _Node()
                node.lengths = tuple(sorted({*node.lengths, len(stem)}))
            grown.append(node.prefix[stem])
        else:
            grown.append(node.exact.setdefault(form, _Node()))
    return grown


SHIELD = "shield"


def _keep_longest(matches: list[Match]) -> list[Match]:
    """Leave out matches that lie strictly inside a longer one of the same file, or inside any shield."""
    longest: dict[tuple[str, int], int] = {}
    for match in matches:
        key = (match.label.file, match.first)
        longest[key] = max(longest.get(key, 0), match.last)
    reach: dict[str, list[tuple[int, int]]] = {}
    for (file, first), last in sorted(longest.items(), key=lambda item: (item[0][1], -item[1])):
        kept = reach.setdefault(file, [])
        if not kept or last > kept[-1][1]:
            kept.append((first, last))
    kept_spans = {file: set(spans) for file, spans in reach.items()}
    shields = kept_spans.get(SHIELD, set())
    kept_matches = {
        match
        for match in matches
        if (match.first, match.last) in kept_spans[match.label.file] and not _is_shielded(match, shields)
    }
    return sorted(kept_matches, key=_in_order)


def _in_order(match: Match) -> tuple[int, int, str, str, int]:
    """Order by place, the longer first; the strength settles it where one word is listed with two."""
    return match.first, -match.last, match.label.file, match.label.key, match.label.strength or 0


def _is_shielded(match: Match, shields: set[tuple[int, int]]) -> bool:
    if match.label.file == SHIELD:
        return True
    if match.label.file.startswith("time."):  # "5月14日前": a shield for 日前 must not hide the date's own 前
        return False
    return any(
        first <= match.first and match.last <= last and last - first > match.last - match.first
        for first, last in shields
    )
