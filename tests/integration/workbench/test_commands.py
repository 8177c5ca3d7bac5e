"""`parley serve` and `parley account` as a user starts them."""

import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

pytest.importorskip("uvicorn", reason="the workbench is not installed (extra 'web')")

PARLEY = [sys.executable, "-m", "parley"]


def start(*options: str) -> tuple[subprocess.Popen[str], str]:
    server = subprocess.Popen([*PARLEY, "serve", "--port", "0", *options], stderr=subprocess.PIPE, text=True)
    assert server.stderr is not None
    found = re.search(r"http://[\w.:]+", server.stderr.readline())
    assert found
    return server, found[0]


def stop(server: subprocess.Popen[str]) -> None:
    server.terminate()
    server.wait(20)
    assert server.stderr is not None
    server.stderr.close()


def test_serve_makes_a_ledger_and_answers_with_the_invitation(tmp_path: Path) -> None:
    server, address = start("--ledger", str(tmp_path / "own.db"), "--as", "a user", "--language", "uk")
    try:
        page = httpx.get(address, headers={"accept-language": "xx"}, timeout=30)
        assert page.status_code == 200
        assert "Ще нічого не прочитано" in page.text
        assert "a user" in page.text
    finally:
        stop(server)
    assert (tmp_path / "own.db").is_file()


def test_an_account_made_on_the_command_line_signs_in(tmp_path: Path) -> None:
    ledger = str(tmp_path / "own.db")
    made = subprocess.run(
        [*PARLEY, "account", "chief", "--role", "owner", "--ledger", ledger],
        input="a long password\n",
        text=True,
        capture_output=True,
        check=True,
    )
    assert "chief is owner" in made.stderr
    listed = subprocess.run([*PARLEY, "account", "--ledger", ledger], text=True, capture_output=True, check=True)
    assert listed.stdout == "chief\towner\n"
    server, address = start("--ledger", ledger, "--accounts")
    try:
        with httpx.Client(base_url=address, timeout=30) as client:
            token = re.search(r'name="csrf" value="(\w+)"', client.get("/sign-in").text)
            assert token
            sent = {"csrf": token[1], "name": "chief", "password": "a long password"}
            assert client.post("/sign-in", data=sent).status_code == 303
            assert client.get("/accounts").status_code == 200
    finally:
        stop(server)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["serve", "--host", "0.0.0.0"], "nobody would have to sign in"),
        (["serve", "--language", "xx"], "no interface in 'xx'"),
        (["serve", "--proxy-header", "X-User"], "anyone could send that header"),
        (["account", "x", "--role", "king"], "no role 'king'"),
        (["account", "x", "--role", "reader"], "12 to 256 characters"),
    ],
)
def test_what_cannot_be_had_is_refused_with_the_reason(options: list[str], told: str, tmp_path: Path) -> None:
    tried = subprocess.run(
        [*PARLEY, *options, "--ledger", str(tmp_path / "own.db")],
        input="short\n",
        text=True,
        capture_output=True,
        check=False,
        env={**os.environ, "PARLEY_DEBUG": ""},
    )
    assert tried.returncode == 2
    assert told in tried.stderr
    assert "Traceback" not in tried.stderr


def test_a_port_that_is_taken_is_refused_with_what_to_do(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        tried = subprocess.run(
            [*PARLEY, "serve", "--port", port, "--ledger", str(tmp_path / "own.db")],
            text=True,
            capture_output=True,
            check=False,
        )
    assert tried.returncode == 2
    assert "--port" in tried.stderr
