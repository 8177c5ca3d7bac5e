"""`parley agreement` over a folder, one of its readers asking a real local server."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from parley.errors import SettingsError
from parley.serve.command_line import make_app

SENTENCE = "The two ministers agreed to resume talks next week."


class Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        position = {
            "quote": "agreed to resume talks",
            "holder": ["AA"],
            "act": "agree",
            "strength": 6,
            "issue": "talks",
        }
        content = json.dumps({"positions": [position]})
        answer = json.dumps({"choices": [{"message": {"content": content}}]}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *args: Any) -> None:
        del args


@pytest.fixture
def address() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/v1"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "ministry.en.txt").write_text(SENTENCE + "\n", encoding="utf-8")
    (tmp_path / "encounter.toml").write_text(
        'title = "Talks"\nheld_on = 2031-05-04\nchannel = "meeting"\nparties = ["AA", "BB"]\n\n'
        '[[sources]]\nfile = "sources/ministry.en.txt"\npublisher = "Ministry"\nkind = "readout"\n'
        'speaks_for = "AA"\npublished_on = 2031-05-04\nlanguage = "en"\n',
        encoding="utf-8",
    )
    return tmp_path


def run(folder: Path, address: str, *options: str) -> Any:
    environment = {
        "PARLEY_MODEL_URL": address,
        "PARLEY_MODEL_NAME": "test",
        "PARLEY_MODEL_KEY": "",
        "PARLEY_OFFLINE": "",
        "PARLEY_CACHE": str(folder / "cache"),
    }
    return CliRunner().invoke(make_app(), ["agreement", str(folder), *options], env=environment)


def test_agreement_tells_what_each_reader_found(folder: Path, address: str) -> None:
    done = run(folder, address, "--reader", "grammar", "--reader", "model", "--format", "json")
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    assert told["readers"] == ["grammar", "model"]
    assert told["found"]["model"] == 1
    assert all(one["source"] == "ministry.en" for one in told["disagreements"])


def test_a_source_that_a_reader_could_not_read_is_left_out_and_named(folder: Path, address: str) -> None:
    done = run(folder, address, "--offline")
    assert done.exit_code == 0, done.output
    assert "ministry.en is left out: model did not read it whole" in done.stderr
    assert "where they disagree (0)" in done.stdout


def test_agreement_needs_two_readers(folder: Path, address: str) -> None:
    assert isinstance(run(folder, address, "--reader", "grammar").exception, SettingsError)
