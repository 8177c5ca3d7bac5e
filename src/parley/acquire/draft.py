"""The `encounter.toml` that `parley init` writes: what source files tell, and what a person must still say."""

import json
import re
import shutil
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from parley.acquire.blocks import Extracted
from parley.acquire.description import Described, describe_file, language_of, title_of
from parley.acquire.documents import extract_file
from parley.errors import InputError
from parley.registry import language_names
from parley.vocabulary import SourceKind

_UNSAFE = re.compile(r"[^\w.-]+")
_CHANNELS = (
    (r"\bcall\b|telephone|телефон|通话|通电话|téléphonique", "telephone call"),
    (r"joint statement|совместное заявление|спільна заява|联合声明", "joint statement"),
    (r"\btalks\b|переговор|会谈|谈判|négociations", "round of talks"),
)
_FIRST_PARTY, _SECOND_PARTY = "AA", "BB"


def draft_encounter(folder: Path, files: Sequence[Path]) -> str:
    """Return the text of an `encounter.toml` for these files, which are copied into `folder/sources/` first.

    The lines to check are marked TODO; no file is overwritten, and one that lies there already stays as it is.

    Raises:
        InputError: a file cannot be read, or its name is taken by another file.
    """
    if not files:
        raise InputError("no source files are given", remedy="parley init FOLDER FILE...")
    read = [(path, extract_file(path)) for path in files]
    names = _copy_files(files, folder / "sources")
    described = [describe_file(path, extracted) for path, extracted in read]
    lines = [*_head_lines(folder, [extracted for _, extracted in read], described)]
    for name, (_, extracted), source in zip(names, read, described, strict=True):
        lines += ["", *_source_lines(name, extracted, source)]
    return "\n".join(lines) + "\n"


def _head_lines(folder: Path, extracted: Sequence[Extracted], described: Sequence[Described]) -> Iterator[str]:
    days = [one.source.published_on for one in described if one.is_dated] or [
        one.source.published_on for one in described
    ]
    title = next((title_of(one) for one in extracted), "") or folder.resolve().name
    yield "# Written by `parley init`: check every line marked TODO."
    yield f"title = {_quote(title)}  # TODO: name the encounter"
    yield f"held_on = {_likely_day(days)}  # TODO: its day, or [first, last]"
    yield f"channel = {_quote(_guess_channel(extracted))}  # TODO: call, meeting, round of talks, exchange of notes"
    yield f'parties = ["{_FIRST_PARTY}", "{_SECOND_PARTY}"]  # TODO: whose versions are compared, as in ["US", "RU"]'
    yield "# concerned = []  # bound or affected, not taking part"


def _likely_day(days: Sequence[date]) -> date:
    """The texts about an encounter mostly appear on its day: the commonest day, the earliest of equals."""
    return min(days, key=lambda day: (-days.count(day), day))


def _guess_channel(extracted: Sequence[Extracted]) -> str:
    heads = " ".join(one.text[:400] for one in extracted).lower()
    return next((channel for cue, channel in _CHANNELS if re.search(cue, heads)), "meeting")


def _source_lines(name: str, extracted: Extracted, described: Described) -> Iterator[str]:
    source, language = described.source, language_of(extracted)
    yield "[[sources]]"
    yield f"file = {_quote(f'sources/{name}')}"
    yield f"publisher = {_quote(source.publisher)}" + ("" if extracted.publisher else "  # TODO: who published it")
    yield f"kind = {_quote(source.kind.value)}  # TODO: one of {', '.join(SourceKind)}"
    yield f'# speaks_for = "{_FIRST_PARTY}"  # TODO: the party it speaks for; leave out for a third party'
    yield f"published_on = {source.published_on}" + (
        "" if described.is_dated else "  # TODO: no date found in the text"
    )
    if language in language_names():
        yield f"language = {_quote(str(language))}"


def _copy_files(files: Sequence[Path], into: Path) -> list[str]:
    """Copy under safe names and return them; everything is checked before anything is written."""
    names = [_safe_name(path.name) for path in files]
    stems = [name.rpartition(".")[0] for name in names]
    for path, name, stem in zip(files, names, stems, strict=True):
        target = into / name
        if stems.count(stem) > 1:
            raise InputError(
                f"two files would be the source '{stem}'",
                where=str(path),
                remedy="rename one: the suffix does not count",
            )
        if target.exists() and target.resolve() != path.resolve():
            raise InputError("another file has this name there", where=str(target), remedy=f"rename {path}")
    into.mkdir(parents=True, exist_ok=True)
    for path, name in zip(files, names, strict=True):
        if not (into / name).exists():
            shutil.copyfile(path, into / name)
    return names


def _safe_name(name: str) -> str:
    """Keep letters of every script, figures, dots and hyphens; whatever else could trouble a shell becomes a hyphen."""
    stem, _, suffix = unicodedata.normalize("NFC", name).rpartition(".")
    return f"{_UNSAFE.sub('-', stem).strip('-.') or 'source'}.{suffix.lower()}"


def _quote(words: str) -> str:
    """Write a TOML basic string: JSON's escapes are among TOML's, but for the DEL that JSON leaves alone."""
    return json.dumps(words, ensure_ascii=False).replace("\x7f", "\\u007f")
