"""Every command of the documents on monitoring and outlook prints what the documents say it prints.

In a `console` block, lines after `$ ` are commands; each line below one has to stand in its output, in that order. A
line that ends with … has to be the beginning of one.
"""

import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from parley.serve.command_line import make_app

DOCS = Path(__file__).parents[2] / "docs"
BLOCK = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)


def commands_of(document: str) -> list[tuple[str, list[str]]]:
    """Return the commands of a document in their order, each with the lines that it is said to print."""
    found: list[tuple[str, list[str]]] = []
    for block in BLOCK.findall((DOCS / document).read_text(encoding="utf-8")):
        for line in block.splitlines():
            if line.startswith("$ "):
                found.append((line[2:], []))
            elif line.strip():
                found[-1][1].append(line)
    return found


@pytest.mark.parametrize("document", ["monitoring.md", "outlook.md"])
def test_every_line_of_a_documented_command_is_printed(
    document: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    runner, app = CliRunner(), make_app()
    printed: dict[str, list[str]] = {}
    checked = 0
    for command, expected in commands_of(document):
        if command not in printed:
            result = runner.invoke(app, shlex.split(command)[1:])
            assert result.exit_code == 0, (command, result.output, result.exception)
            printed[command] = result.stdout.splitlines()
        lines = iter(printed[command])
        for line in expected:
            start = line.removesuffix(" …").removesuffix("…")
            assert any(one.startswith(start) if line.endswith("…") else one == line for one in lines), (command, line)
            checked += 1
    assert checked > 10
