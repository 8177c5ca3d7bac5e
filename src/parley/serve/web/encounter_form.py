"""The form between a draft and the ledger: what was detected or declared goes in, an encounter file comes out."""

import json
import re
from collections.abc import Collection, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from parley.errors import InputError
from parley.serve.web.archives import ENCOUNTER_FILE
from parley.serve.web.detection import Detected, detect, likely_parties
from parley.serve.web.drafts import Draft, change_draft_note, name_encounter, read_draft_note
from parley.vocabulary import Encounter, SourceKind


def detect_all(draft: Draft) -> list[Detected]:
    """Return what the sources of a draft show of themselves."""
    return [detect(path) for path in draft.sources]


def proposed_form(draft: Draft, detected: Sequence[Detected]) -> dict[str, Any]:
    """Return the form's first values: what was detected, or what the encounter file of the draft says."""
    if draft.has_encounter_file:
        from parley.acquire.encounter import load_encounter

        return _form_of_encounter(load_encounter(draft.folder))
    readable = [one for one in detected if not one.fault]
    days = [one.published_on for one in readable if one.published_on]
    parties = likely_parties(readable)
    return {
        "title": next((one.title for one in readable if one.title), ""),
        "first": min(days, key=lambda day: (-days.count(day), day)) if days else None,
        "last": None,
        "channel": "meeting",
        "place": "",
        "parties": ", ".join(parties),
        "concerned": "",
        "previous": "",
        "sources": {one.file: one for one in detected},
    }


def _form_of_encounter(encounter: Encounter) -> dict[str, Any]:
    first, last = encounter.held_on
    return {
        "title": encounter.title,
        "first": first,
        "last": last if last != first else None,
        "channel": encounter.channel,
        "place": encounter.place or "",
        "parties": ", ".join(encounter.parties),
        "concerned": ", ".join(encounter.concerned),
        "previous": encounter.previous or "",
        "sources": {
            Path(source.file).name: Detected(
                Path(source.file).name,
                source.publisher,
                source.kind.value,
                source.language or "",
                source.published_on,
                ", ".join(source.speaks_for),
            )
            for source in encounter.sources
        },
    }


def write_encounter_file(draft: Draft, form: dict[str, Any], taken: Collection[str] = ()) -> None:
    """Write the form as the draft's encounter file and check it; a new encounter gets an id that is not `taken`.

    An encounter folder keeps its own name, so that a later version of it is taken for that.

    Raises:
        InputError: a field is missing or wrong; the fault names it.
        SettingsError: as `load_encounter` tells it.
    """
    from parley.acquire.encounter import load_encounter

    _refuse_gaps(form)
    lines = [f"title = {quote_toml(form['title'])}"]
    first, last = _day(form["first"], "held_on"), _day(form["last"] or form["first"], "held_on")
    lines.append(f"held_on = [{first}, {last}]")
    lines.append(f"channel = {quote_toml(form['channel'])}")
    lines.append(f"parties = {_list(form['parties'])}")
    lines += [f"concerned = {_list(form['concerned'])}"] if split_list(form["concerned"]) else []
    lines += [f"{key} = {quote_toml(form[key])}" for key in ("place", "previous") if form[key].strip()]
    for file, source in form["sources"].items():
        lines += ["", "[[sources]]", f"file = {quote_toml(f'sources/{file}')}"]
        lines.append(f"publisher = {quote_toml(source['publisher'])}")
        lines.append(f"kind = {quote_toml(source['kind'])}")
        lines.append(f"published_on = {_day(source['published_on'], f'{file}: published_on')}")
        lines += [f"speaks_for = {_list(source['speaks_for'])}"] if split_list(source["speaks_for"]) else []
        lines += [f"{key} = {quote_toml(source[key])}" for key in ("language", "url") if source.get(key, "").strip()]
    lines += _kept_tables(draft)
    own = read_draft_note(draft).get("named") or name_encounter(form["title"], first, taken)
    change_draft_note(draft, extends="", encounter_id=own)
    target = draft.folder / ENCOUNTER_FILE
    before = target.read_bytes() if target.is_file() else None
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")
    try:
        load_encounter(draft.folder)
    except Exception:
        if before is None:
            target.unlink()
        else:
            target.write_bytes(before)
        raise


def extend_known(draft: Draft, encounter: str, form: dict[str, Any]) -> None:
    """Note that a draft's sources belong to an encounter that the ledger has.

    Raises:
        InputError: a field is missing or wrong.
    """
    for file, told in form["sources"].items():
        told["published_on"] = _day(told["published_on"], f"{file}: published_on")
        if not told["publisher"] or told["kind"] not in set(SourceKind):
            raise InputError("the publisher or the kind is missing", where=file, remedy="fill in the form")
        if told["url"] and not re.fullmatch(r"https?://\S+", told["url"]):
            raise InputError("this is no address of a page", where=f"{file}: url", remedy="begin it with https://")
    if not form["sources"]:
        raise InputError("every source was left out", where="form", remedy="keep one")
    change_draft_note(draft, extends=encounter, encounter_id=encounter, sources=form["sources"])


def _refuse_gaps(form: dict[str, Any]) -> None:
    """Raise InputError for the first field that a person has to fill in and did not."""
    needed = {"title": "the encounter has no title", "first": "the day of the encounter is missing"}
    needed["parties"] = "the parties whose versions are compared are missing"
    for name, what in needed.items():
        if not form[name]:
            raise InputError(what, where=name, remedy="fill it in")
    if not form["sources"]:
        raise InputError("every source was left out", where="sources", remedy="keep one")
    for file, source in form["sources"].items():
        if not source["publisher"].strip():
            raise InputError("it is not said who published it", where=file, remedy="fill in the publisher")


def _kept_tables(draft: Draft) -> list[str]:
    """Return the `[[actors]]` and `[[align]]` of an encounter file that was sent: the form does not show them."""
    if not draft.has_encounter_file:
        return []
    from parley.acquire.encounter import load_encounter

    encounter = load_encounter(draft.folder)
    lines: list[str] = []
    for actor in encounter.actors:
        lines += ["", "[[actors]]", f"id = {quote_toml(actor.id)}", f"names = {json.dumps(list(actor.names))}"]
        lines += [f"acts_for = {quote_toml(actor.acts_for)}"] if actor.acts_for else []
    for align in encounter.align:
        quotes = ", ".join(f"[{quote_toml(source)}, {quote_toml(words)}]" for source, words in align.quotes)
        lines += ["", "[[align]]", f"action = {quote_toml(align.action)}", f"quotes = [{quotes}]"]
        lines.append(f"reason = {quote_toml(align.reason)}")
    return lines


def quote_toml(words: str) -> str:
    """Write a TOML basic string: JSON's escapes are among TOML's, but for the DEL that JSON leaves alone."""
    cleaned = words.strip().encode("utf-8", "replace").decode()
    return json.dumps(cleaned, ensure_ascii=False).replace("\x7f", "\\u007f")


def split_list(words: str) -> list[str]:
    """Return the ids in a field, parted by commas or white space, in capitals."""
    return list(dict.fromkeys(part.upper() for part in re.split(r"[,;、，\s]+", words) if part))


def _list(words: str) -> str:
    return f"[{', '.join(quote_toml(part) for part in split_list(words))}]"


def _day(value: object, name: str) -> str:
    """Return an ISO date."""
    try:
        return date.fromisoformat(str(value)).isoformat()
    except ValueError as error:
        raise InputError(f"{name} is no date", where=name, remedy="write it as 2031-05-04") from error
