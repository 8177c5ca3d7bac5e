"""A workbench over a ledger in a file, and a browser without a screen that takes its forms as a browser would."""

import re
import shutil
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("fastapi", reason="the workbench is not installed (extra 'web')")

with warnings.catch_warnings():
    # Starlette asks for another client than the httpx that the model reader uses; both do the same here.
    warnings.simplefilter("ignore")
    from fastapi.testclient import TestClient

from parley.ledger import Ledger, open_ledger
from parley.serve.web.application import make_app
from parley.serve.web.settings import Entrance, WebSettings
from parley.stores.accounts import Account, accounts_of
from parley.vocabulary import Result

PASSWORD = "correct horse battery"


@dataclass
class Visitor:
    """A client with cookies of its own. `send` posts a form with the token of the page it stands on."""

    client: TestClient

    def get(self, path: str, **options: Any) -> Any:
        return self.client.get(path, **options)

    def token(self, path: str = "/sign-in") -> str:
        page = self.client.get(path).text
        found = re.search(r'name="csrf" value="([0-9a-f]+)"', page)
        assert found, page[:400]
        return found[1]

    def send(self, path: str, data: dict[str, Any] | None = None, *, page: str = "/sign-in", **options: Any) -> Any:
        return self.client.post(path, data={"csrf": self.token(page), **(data or {})}, **options)

    def sign_in(self, name: str, password: str = PASSWORD) -> Any:
        return self.send("/sign-in", {"name": name, "password": password}, follow_redirects=False)


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hash passwords with little memory: how much the real ones take is tested with the passwords."""
    from argon2 import PasswordHasher

    hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr("parley.serve.web.passwords._hasher", lambda: hasher)
    monkeypatch.setattr("parley.serve.web.passwords._hash_of_nobody", lambda: hasher.hash("nobody"))


@pytest.fixture
def make_bench(tmp_path: Path, sqlite_template: Path) -> Iterator[Callable[..., "Bench"]]:
    opened: list[Bench] = []

    def make(*results: Result, **settings: Any) -> Bench:
        address = str(shutil.copyfile(sqlite_template, tmp_path / f"ledger-{len(opened)}.db"))
        with open_ledger(address) as ledger:
            for result in results:
                ledger.add(result)
        chosen = WebSettings(ledger=address, drafts=tmp_path / f"drafts-{len(opened)}", user="local user", **settings)
        bench = Bench(make_app(chosen), chosen)
        opened.append(bench)
        return bench

    yield make
    for bench in opened:
        bench.app.state.workbench.readings.close()
        bench.app.state.workbench.desk.close()


@dataclass
class Bench:
    app: Any
    settings: WebSettings

    def visitor(self, address: str = "127.0.0.1", base: str = "http://127.0.0.1") -> Visitor:
        return Visitor(TestClient(self.app, base_url=base, client=(address, 50000), raise_server_exceptions=False))

    @property
    def ledger(self) -> Ledger:
        found: Ledger = self.app.state.workbench.desk.ledger
        return found

    def add_account(self, name: str, role: str, password: str = PASSWORD) -> None:
        from parley.serve.web.passwords import hash_password

        accounts_of(self.ledger.store).put_account(Account(name, role, hash_password(password)))

    def position(self, quote: str) -> str:
        found = [item for item in self.ledger.positions() if (item.shown or {}).get("quote") == quote]
        assert len(found) == 1
        return found[0].id


@pytest.fixture
def bench(make_bench: Callable[..., Bench], small_result: Result) -> Bench:
    return make_bench(small_result)


@pytest.fixture
def team(make_bench: Callable[..., Bench], small_result: Result) -> Bench:
    made = make_bench(small_result, entrance=Entrance.ACCOUNTS, host="0.0.0.0")
    for role in ("reader", "reviewer", "owner"):
        made.add_account(role, role)
    return made


def text_of(page: Any) -> str:
    """Return what a page says, without its markup."""
    body = re.sub(r"<(script|style)\b.*?</\1>", " ", page.text, flags=re.S)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())
