"""`parley agreement`: how far readers agree on the sources of an encounter, and the passages where they do not."""

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from parley.serve.choices import Folder, Offline, Readers, split_names

if TYPE_CHECKING:
    from parley.agreement import Agreement, Share
    from parley.vocabulary import Position


def run(
    folder: Folder,
    *,
    reader: Readers = ["grammar", "model"],  # noqa: B006 - typer reads it and never changes it
    format_: Annotated[str, typer.Option("--format", "-f", help="text or json.")] = "text",
    offline: Offline = False,
) -> None:
    """Measure the agreement of readers (Krippendorff's alpha) and list where they disagree."""
    from parley.acquire.documents import acquire
    from parley.agreement import measure_agreement
    from parley.errors import SettingsError
    from parley.pipeline import read_documents
    from parley.settings import Settings

    names = split_names(reader)
    if len(set(names)) < 2:
        raise SettingsError("agreement takes two readers or more", remedy="give --reader twice")
    if format_ not in ("text", "json"):
        raise SettingsError(f"there is no format '{format_}' for agreement", remedy="choose one of: text, json")
    settings = Settings.from_environment(offline=offline)
    acquired = acquire(folder)
    positions: dict[str, list[Position]] = {}
    unread: set[str] = set()
    for name in dict.fromkeys(names):
        read, skipped = read_documents(acquired.encounter, acquired.documents, (name,), settings)
        positions[name] = [position for _, reading in read for position in reading.positions]
        lost = {one.id for one in acquired.documents} & {one.source_id for one in skipped}
        lost |= {reading.source for document, reading in read if reading.partial and not document.partial}
        for source in sorted(lost - unread):
            typer.echo(f"parley: {source} is left out: {name} did not read it whole", err=True)
        unread |= lost
    # What a reader has not read it cannot disagree on.
    positions = {name: [one for one in found if one.source not in unread] for name, found in positions.items()}
    languages = {document.id: document.language for document in acquired.documents}
    agreement = measure_agreement(positions, languages)
    typer.echo(json.dumps(_as_json(agreement), ensure_ascii=False, indent=1) if format_ == "json" else _tell(agreement))


def _as_json(agreement: "Agreement") -> dict[str, Any]:
    def table(shares: Any) -> dict[str, Any]:
        return {name: share._asdict() for name, share in shares.items()}

    return {
        **agreement._asdict(),
        "by_field": table(agreement.by_field),
        "by_language": {code: table(shares) for code, shares in agreement.by_language.items()},
        "by_issue": table(agreement.by_issue),
        "by_act": table(agreement.by_act),
        "disagreements": [{**one._asdict(), "values": dict(one.values)} for one in agreement.disagreements],
    }


def _tell(agreement: "Agreement") -> str:
    found = ", ".join(f"{reader} {number}" for reader, number in agreement.found.items())
    lines = [
        f"positions: {found} · passages: {agreement.passages}, found by all: {agreement.found_by_all}",
        "",
        "Krippendorff's alpha over the passages that two readers or more found (1 full agreement, 0 as by chance)",
    ]
    groups = [("all", agreement.by_field), *agreement.by_language.items()]
    lines += [_row(f"{code} {name}", share) for code, shares in groups for name, share in shares.items()]
    lines += ["", "one issue, then one act, against all others"]
    lines += [_row(name, share) for name, share in (*agreement.by_issue.items(), *agreement.by_act.items())]
    lines += ["", f"where they disagree ({len(agreement.disagreements)})"]
    for one in agreement.disagreements:
        said = ", ".join(f"{reader}: {value}" for reader, value in one.values)
        lines.append(f"  {one.source} [{one.span.start}, {one.span.end}) {one.field} · {said} · “{_line(one.quote)}”")
    return "\n".join(lines)


def _row(name: str, share: "Share") -> str:
    alpha = "not defined" if share.alpha is None else f"{share.alpha:.2f}"
    return f"  {name:28} {alpha:>11}   {share.units} passages"


def _line(words: str) -> str:
    return " ".join(words.split())[:80]
