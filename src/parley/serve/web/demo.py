"""The demo: the shipped examples, brought in as drafts and read in the background as one process."""

import tomllib
from importlib import resources
from typing import TYPE_CHECKING

from parley.serve.folders import EXAMPLES
from parley.serve.web.drafts import Draft, change_draft_note

if TYPE_CHECKING:
    from parley.serve.web.application import Workbench


def begin_demo(workbench: "Workbench", by: str) -> list[Draft]:
    """Begin to read every shipped example that the ledger does not have; return their drafts, the earliest first."""
    known = {info.id for process in workbench.desk.processes() for info in process.encounters}
    begun: list[Draft] = []
    for name in example_names():
        if name in known:
            continue
        draft = copy_demo(workbench, name, by)
        # Named, so that the order in which they are done does not matter.
        workbench.readings.start(draft, by=by, process=process_of(name))
        begun.append(draft)
    return begun


def example_names() -> list[str]:
    """Return the names of the shipped examples, which begin with their day."""
    root = resources.files(EXAMPLES)
    return sorted(entry.name for entry in root.iterdir() if (entry / "encounter.toml").is_file())


def process_of(name: str) -> str:
    """Return the name of the process that an example belongs to: the first of those before it."""
    names = set(example_names())
    seen = {name}
    while (before := _previous(name)) in names and before not in seen:
        name = before
        seen.add(name)
    return name


def _previous(name: str) -> str:
    written = (resources.files(EXAMPLES) / name / "encounter.toml").read_text(encoding="utf-8")
    return str(tomllib.loads(written).get("previous", ""))


def copy_demo(workbench: "Workbench", name: str, by: str) -> Draft:
    """Return a draft with the files of an example."""
    draft = workbench.drafts.begin(by)
    example = resources.files(EXAMPLES) / name
    (draft.folder / "encounter.toml").write_bytes((example / "encounter.toml").read_bytes())
    for source in (example / "sources").iterdir():
        (draft.folder / "sources" / source.name).write_bytes(source.read_bytes())
    change_draft_note(draft, extends="", encounter_id=name)
    return draft
