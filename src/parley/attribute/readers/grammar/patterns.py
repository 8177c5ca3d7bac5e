"""Patterns of the language data → a trie over tokens, searched in one pass over a sentence.

The pattern language is described in docs/languages.md.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from parley.attribute.readers.grammar.tokens import TOKEN, Token, fold_word

GAP_WORDS = 4
GAP_CHARACTERS = 8
_GAP = ("…",)
_HAN = re.compile(r"[一-鿿㐀-䶿]")
_HAN_ALONE = re.compile(r"[一-鿿㐀-䶿]+")
_HAN_OR_RUN = re.compile(r"[一-鿿㐀-䶿]|[^一-鿿㐀-䶿]+")
# Prefixes are looked up by length; a word is cut at most this often.
_LONGEST_PREFIX = 24
_MOST_CACHED_WORDS = 50_000

# A pattern's steps, each the forms that may stand there; a form ending in `*` is a prefix.
Steps = Sequence[Sequence[str]]


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
    """A place in the trie; what goes on from it is unfolded when a text first comes by."""

    __slots__ = ("exact", "gap", "labels", "lengths", "prefix", "waiting")

    def __init__(self) -> None:
        self.exact: dict[str, _Node] | None = None
        self.prefix: dict[str, _Node] | None = None
        self.lengths: tuple[int, ...] = ()
        self.gap: _Node | None = None
        self.labels: tuple[Label, ...] = ()
        self.waiting: list[tuple[Steps, int, Label]] | None = None

    def put(self, steps: Steps, at: int, label: Label) -> None:
        """Take in a pattern of which `at` steps lie behind."""
        if at == len(steps):
            if label not in self.labels:
                self.labels += (label,)
        elif self.waiting is None:
            self.waiting = [(steps, at, label)]
        else:
            self.waiting.append((steps, at, label))

    def unfold(self) -> None:
        """Make the nodes of the next step."""
        waiting, self.waiting = self.waiting, None
        for steps, at, label in waiting or ():
            for child in self._children(steps[at]):
                child.put(steps, at + 1, label)

    def _children(self, step: Sequence[str]) -> list["_Node"]:
        if step == _GAP:
            if self.gap is None:
                self.gap = _Node()
            return [self.gap]
        children = []
        for form in step:
            if form[-1:] == "*":
                children.append(self._prefix_child(form[:-1][:_LONGEST_PREFIX]))
                continue
            if self.exact is None:
                self.exact = {}
            child = self.exact.get(form)
            if child is None:
                child = self.exact[form] = _Node()
            children.append(child)
        return children

    def _prefix_child(self, stem: str) -> "_Node":
        if self.prefix is None:
            self.prefix = {}
        child = self.prefix.get(stem)
        if child is None:
            child = self.prefix[stem] = _Node()
            if len(stem) not in self.lengths:
                self.lengths = tuple(sorted((*self.lengths, len(stem))))
        return child

    def follow(self, form: str) -> list["_Node"]:
        """Return the nodes to which a word leads."""
        if self.waiting is not None:
            self.unfold()
        found = []
        if self.exact is not None and (node := self.exact.get(form)) is not None:
            found.append(node)
        if self.prefix is not None:
            for length in self.lengths:
                if length > len(form):
                    break
                node = self.prefix.get(form[:length])
                if node is not None:
                    found.append(node)
        return found


def split_patterns(text: str) -> list[str]:
    """Return the patterns of one string of the language data: separated by commas or lines, without comments."""
    return [stripped for pattern in _cut(text) if (stripped := pattern.strip())]


def _cut(text: str) -> list[str]:
    if "#" in text:
        text = "\n".join(line.split("#", 1)[0] for line in text.splitlines())
    return text.replace("\n", ",").split(",")


def _split_steps(pattern: str) -> Steps:
    pattern = pattern.strip()
    if _HAN_ALONE.fullmatch(pattern):
        return pattern  # each character is a step of one form
    if "…" in pattern or "..." in pattern:
        pattern = pattern.replace("...", "…").replace("…", " … ")
    steps: list[Sequence[str]] = []
    for word in pattern.split():
        if word == "…":
            steps.append(_GAP)
        elif _HAN.search(word) and "/" not in word:
            steps += [(form.lower(),) for form in _HAN_OR_RUN.findall(word)]
        else:
            steps.append(_alternatives(word))
    return steps


@lru_cache(maxsize=20_000)
def _alternatives(word: str) -> tuple[str, ...]:
    """Return the forms that a word of a pattern stands for, as tokens have them."""
    forms: list[str] = []
    for alternative in word.split("/"):
        starred = alternative.endswith("*")
        if alternative[: len(alternative) - starred].isalpha() and not _HAN.search(alternative):
            forms.append(alternative.lower())
            continue
        tokens = [fold_word(found.group()) for found in TOKEN.finditer(alternative)]
        if len(tokens) != 1:  # a full stop or a slash inside: "U.S" is matched by its first letters' tokens
            tokens = ["".join(tokens)] if len(tokens) > 1 and starred else tokens[:1]
        forms += [form + "*" if starred else form for form in tokens]
    return tuple(forms)


def _is_its_own_head(word: str) -> bool:
    """Tell cheaply, for every word is asked, whether a word in lower case is the only form that it stands for."""
    if word[-1] == "*" and len(word) <= _LONGEST_PREFIX:
        word = word[:-1]
    return word.isalpha() and (word.isascii() or len(word) == 1 or not _HAN.search(word))


def _heads(word: str) -> list[str]:
    """Return the forms with which a pattern of this first word can begin, a prefix cut as its node will be."""
    steps = _split_steps(word)
    if not steps or steps[0] == _GAP:
        return []
    return [form[:-1][:_LONGEST_PREFIX] + "*" if form[-1:] == "*" else form for form in steps[0]]


class PatternSet:
    """All patterns of a language in one trie.

    A pattern is kept as written until a word comes by with which it may begin: a language has tens of thousands of
    patterns, and a text needs few of them.
    """

    def __init__(self, spaces: bool) -> None:
        self._root = _Node()
        self._gap = GAP_WORDS if spaces else GAP_CHARACTERS
        self._first: dict[str, list[_Node]] = {}
        # What waits, by its first word: a pattern and its label in turn, for a pair would be one more thing to make.
        self._waiting: dict[str, list[str | Label]] = {}
        self._words_of_head: defaultdict[str, list[str]] = defaultdict(list)

    def add(self, patterns: str, label: Label) -> None:
        """Add every pattern of a string of the language data under one label."""
        waiting = self._waiting
        for pattern in _cut(patterns):
            words = pattern.split(None, 1)
            if not words:
                continue
            word = words[0].lower()
            if "一" <= word[0] <= "鿿" and "/" not in word:
                word = word[0]
            kept = waiting.get(word)
            if kept is None:
                kept = waiting[word] = []
                if not _is_its_own_head(word):
                    for head in _heads(word):
                        self._words_of_head[head].append(word)
            kept.append(pattern)
            kept.append(label)

    def _grow_from(self, form: str) -> list[_Node]:
        """Put into the trie what may begin with a word, and return the nodes to which the word leads."""
        heads = [form, *(form[:length] + "*" for length in range(1, min(len(form), _LONGEST_PREFIX) + 1))]
        self._root.waiting = [
            (_split_steps(pattern), 0, label)
            for head in heads
            for word in (head, *self._words_of_head.pop(head, ()))
            for pattern, label in _in_pairs(self._waiting.pop(word, []))
        ]
        return self._root.follow(form)

    def find(self, tokens: list[Token]) -> list[Match]:
        """Return the matches in a sentence's tokens, in order.

        Of one file's matches, those that lie inside a longer one are left out; so are all that lie inside a shield.
        """
        found: list[Match] = []
        forms = [token.form for token in tokens]
        for first, form in enumerate(forms):
            nodes = self._first.get(form)
            if nodes is None:
                nodes = self._grow_from(form)
                if len(self._first) < _MOST_CACHED_WORDS:
                    self._first[form] = nodes
            if nodes:
                self._go_on(nodes, forms, first, found)
        return _keep_longest(found) if found else found

    def _go_on(self, nodes: list[_Node], forms: list[str], first: int, found: list[Match]) -> None:
        """Follow the words behind the first as far as any pattern goes; add what is found."""
        stack = [(node, first + 1) for node in nodes]
        while stack:
            node, at = stack.pop()
            for label in node.labels:
                found.append(Match(first, at, label))
            if at == len(forms):
                continue
            stack += [(following, at + 1) for following in node.follow(forms[at])]
            if node.gap is not None:
                for skipped in range(at, min(at + self._gap + 1, len(forms))):
                    stack += [(following, skipped + 1) for following in node.gap.follow(forms[skipped])]


def _in_pairs(flat: list[str | Label]) -> list[tuple[str, Label]]:
    return list(zip(flat[::2], flat[1::2], strict=True))  # type: ignore[arg-type]


SHIELD = "shield"


def _keep_longest(matches: list[Match]) -> list[Match]:
    """Leave out matches that lie strictly inside a longer one of the same file, or inside any shield."""
    spans: dict[str, set[tuple[int, int]]] = {}
    for first, last, label in matches:
        spans.setdefault(label.file, set()).add((first, last))
    kept_spans = {file: _outermost(of_file) if len(of_file) > 1 else of_file for file, of_file in spans.items()}
    shields = kept_spans.get(SHIELD)
    kept_matches = {match for match in matches if (match.first, match.last) in kept_spans[match.label.file]}
    if shields:
        kept_matches = {match for match in kept_matches if not _is_shielded(match, shields)}
    return sorted(kept_matches, key=_in_order)


def _outermost(spans: set[tuple[int, int]]) -> set[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for first, last in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not kept or last > kept[-1][1]:
            kept.append((first, last))
    return set(kept)


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
