"""Attacks: injection in every field and file name, forged forms, roles, sessions, paths, zips, sizes, foreign hosts."""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from parley.serve.web.identity import FAILURES_OF_NAME, SESSION_COOKIE, VISIT_COOKIE
from parley.serve.web.settings import Bounds, Entrance
from parley.vocabulary import Document, Result

from .conftest import PASSWORD, Bench, Visitor, text_of

E = "/encounters/arda-burland"
ATTACK = "\"'><img src=x onerror=alert(1)><script>alert(2)</script>{{7191*7}}${7191*7}</textarea></title>"


class Inspector(HTMLParser):
    """Collects what could run: script and style elements, handlers, links with a scheme, elements of the attack."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        source = values.get("src", "")
        if tag == "script" and not source.startswith("/static/"):
            self.found.append(f"script {source}")
        if tag in ("style", "iframe", "object", "embed", "base"):
            self.found.append(tag)
        if tag == "form" and values.get("method") != "dialog" and not values.get("action", "").startswith("/"):
            self.found.append("form")
        if tag == "img" and not re.match(r"/ledger\.svg|/processes/[^/]+/distances\.svg$", source):
            self.found.append(f"img {source}")
        for name, value in values.items():
            if name.startswith("on") or name == "style":
                self.found.append(f"{tag} {name}")
            if name in ("href", "src", "action", "data-hx-get") and not re.match(r"/|#|https?://|$", value):
                self.found.append(f"{tag} {name}={value}")


def assert_harmless(page: Any) -> None:
    inspector = Inspector()
    inspector.feed(page.text)
    assert inspector.found == [], page.request.url
    assert "50337" not in page.text


def links_of(page: Any) -> set[str]:
    found = re.findall(r'(?:href|data-hx-get|data-from)="(/[^"#]*)', page.text)
    return {link.replace("&amp;", "&") for link in found if not link.startswith("/static")}


def test_nothing_that_a_source_or_its_sender_wrote_runs_on_any_page(
    make_bench: Callable[..., Bench], hostile_result: Result
) -> None:
    document: Document = replace(hostile_result.documents[0], sha256="1" * 64)
    visitor = make_bench(replace(hostile_result, documents=(document,))).visitor()
    seen: set[str] = set()
    todo = {"/", "/ledger", "/review", "/search?q=alert", "/search?q=script"}
    while todo and len(seen) < 120:
        path = todo.pop()
        seen.add(path)
        page = visitor.get(path)
        assert page.status_code in (200, 404), path
        if "text/html" in page.headers["content-type"] and "/brief/" not in path:
            assert_harmless(page)
            todo |= links_of(page) - seen
    assert any("/sources/" in path for path in seen)
    assert any("/positions/" in path for path in seen)
    assert any("/items/" in path for path in seen)


def test_what_is_asked_for_is_shown_escaped(bench: Bench) -> None:
    visitor = bench.visitor()
    for path in (
        "/search", "/ledger", "/review", "/add", "/sign-in", E, f"{E}/side-by-side", f"{E}/sources/ministry.en",
        f"{E}/sources/ministry.en/add",
    ):  # fmt: skip
        for name in ("q", "on", "known_on", "process", "kind", "encounter", "back", "by", "s", "at", "position"):
            page = visitor.get(path, params={name: ATTACK}, follow_redirects=False)
            assert page.status_code in (200, 303), (path, name)
            assert_harmless(page)
    for path in (f"/{ATTACK}", f"/encounters/{ATTACK}", f"/items/{ATTACK}", f"/processes/{ATTACK}", f"/add/{ATTACK}"):
        page = visitor.get(path)
        assert page.status_code == 404
        assert_harmless(page)


def test_every_field_of_a_review_is_shown_escaped(bench: Bench) -> None:
    visitor = bench.visitor()
    position = bench.position("agreed to a pause in strikes on ports and depots")
    decided = {
        "action": "correct", "revision": "1", "reason": ATTACK, "holder": f"AA, {ATTACK}", "scope": ATTACK,
        "place": ATTACK, "act": "agree", "strength": "7", "issue": "trade",
    }  # fmt: skip
    assert visitor.send(f"/items/{position}/decide", decided).status_code == 200
    for path in (E, f"{E}/positions/{position}", f"/items/{position}", "/review", "/ledger", f"{E}/points", "/"):
        assert_harmless(visitor.get(path))
    conflict = visitor.send(f"/items/{position}/decide", decided)
    assert conflict.status_code == 409
    assert_harmless(conflict)


def test_a_file_name_and_every_field_of_the_form_are_shown_escaped(bench: Bench) -> None:
    visitor = bench.visitor()
    token = visitor.token("/add")
    files = [("files", (f"{ATTACK}.txt", b"Ministers met on 4 May 2031.", "text/plain"))]
    page = visitor.client.post("/add", data={"csrf": token}, files=files)
    assert page.status_code == 200
    assert_harmless(page)
    form = dict.fromkeys(("title", "first", "channel", "place", "parties", "publisher0", "kind0", "url0"), ATTACK)
    answer = visitor.client.post(str(page.request.url), data={"csrf": token, **form})
    assert answer.status_code == 400
    assert_harmless(answer)


def test_pasted_names_lead_nowhere_but_into_the_draft(bench: Bench) -> None:
    visitor = bench.visitor()
    for name in ("../../../../tmp/evil", "/etc/passwd", "..\\..\\evil", "a\x00b", "." * 90, "con"):
        visitor.send("/add", {"name1": name, "text1": "Ministers met on 4 May 2031."}, page="/add")
    drafts = bench.settings.drafts
    written = list(drafts.rglob("*.txt"))
    assert len(written) >= 5
    assert all(path.resolve().is_relative_to(drafts.resolve()) and path.parent.name == "sources" for path in written)
    assert not Path("/tmp/evil.txt").exists()


def test_a_zip_that_leads_out_is_refused_and_leaves_nothing(bench: Bench) -> None:
    visitor = bench.visitor()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        packed.writestr("../../evil.txt", "x")
    token = visitor.token("/add")
    files = [("files", ("a.zip", buffer.getvalue(), "application/zip"))]
    answer = visitor.client.post("/add", data={"csrf": token}, files=files)
    assert answer.status_code == 400
    assert "path" in text_of(answer)
    assert list(bench.settings.drafts.glob("*")) == []


def test_a_bomb_is_refused_and_leaves_nothing(bench: Bench) -> None:
    visitor = bench.visitor()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("a.txt", "0" * 12_000_000)
    token = visitor.token("/add")
    answer = visitor.client.post("/add", data={"csrf": token}, files=[("files", ("a.zip", buffer.getvalue()))])
    assert answer.status_code == 400
    assert list(bench.settings.drafts.glob("*")) == []


def test_too_large_a_body_is_refused_by_what_it_says_and_by_what_comes(
    make_bench: Callable[..., Bench], small_result: Result
) -> None:
    bench = make_bench(small_result, bounds=Bounds(request_bytes=20_000, file_bytes=5_000))
    visitor = bench.visitor()
    token = visitor.token("/add")
    answer = visitor.client.post("/add", data={"csrf": token}, files=[("files", ("a.txt", b"x" * 30_000))])
    assert answer.status_code == 413

    def chunks() -> Any:
        for _ in range(40):
            yield b"x" * 1_000

    kind = {"content-type": "application/x-www-form-urlencoded"}
    assert visitor.client.post("/add", content=chunks(), headers=kind).status_code == 413
    answer = visitor.client.post("/add", data={"csrf": token}, files=[("files", ("a.txt", b"x" * 6_000))])
    assert answer.status_code == 400


CHANGES = (
    ("/language", {"language": "ru"}),
    ("/demo", {}),
    ("/add", {"text1": "words"}),
    ("/sign-out", {}),
    ("/items/{position}/decide", {"action": "confirm", "revision": "1"}),
    (f"{E}/sources/ministry.en/add", {"quote": "The ministers"}),
)


@pytest.mark.parametrize(("path", "data"), CHANGES)
def test_a_form_without_the_token_of_this_browser_changes_nothing(
    bench: Bench, path: str, data: dict[str, str]
) -> None:
    position = bench.position("agreed to a pause in strikes on ports and depots")
    path = path.replace("{position}", position)
    before = bench.app.state.workbench.desk.stamp()
    visitor, stranger = bench.visitor(), bench.visitor()
    for token in ("", "0" * 64, stranger.token("/add")):
        visitor.get("/")
        assert visitor.client.post(path, data={"csrf": token, **data}).status_code == 403
    assert bench.app.state.workbench.desk.stamp() == before
    assert not bench.settings.drafts.exists() or list(bench.settings.drafts.glob("*")) == []


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "http://127.0.0.1.evil.example"},
    ],
)
def test_a_form_from_another_site_is_refused_even_with_the_token(bench: Bench, headers: dict[str, str]) -> None:
    visitor = bench.visitor()
    answer = visitor.send("/language", {"language": "ru"}, page="/", headers=headers)
    assert answer.status_code == 403


def test_another_name_for_this_machine_is_refused(bench: Bench) -> None:
    assert bench.visitor(base="http://rebound.example").get("/").status_code == 421
    assert bench.visitor(base="http://localhost").get("/").status_code == 200


def test_pages_carry_the_strict_policy_and_no_inline_script_or_style(bench: Bench) -> None:
    for path in ("/", E, "/nowhere", "/static/workbench.css", "/api/encounters"):
        headers = bench.visitor().get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self';" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert headers["x-content-type-options"] == "nosniff"


# Sign-in, sessions and roles.


def test_without_a_sign_in_nothing_is_shown(team: Bench) -> None:
    visitor = team.visitor()
    for path in ("/", E, "/ledger", "/search?q=a", "/review", "/add", "/accounts", "/ledger.svg"):
        answer = visitor.get(path, follow_redirects=False)
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/sign-in")
    for path in ("/api/encounters", "/api/openapi.json", "/api/items", "/api/search?q=a"):
        assert visitor.get(path).status_code == 401


def test_signing_in_leads_back_and_out_again(team: Bench) -> None:
    visitor = team.visitor()
    answer = visitor.send(
        "/sign-in", {"name": "reader", "password": PASSWORD, "back": "/ledger"}, follow_redirects=False
    )
    assert answer.headers["location"] == "/ledger"
    assert visitor.get("/ledger").status_code == 200
    visitor.send("/sign-out", page="/")
    assert visitor.get("/", follow_redirects=False).status_code == 303


@pytest.mark.parametrize("back", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_signing_in_leads_to_no_other_site(team: Bench, back: str) -> None:
    answer = team.visitor().send(
        "/sign-in", {"name": "reader", "password": PASSWORD, "back": back}, follow_redirects=False
    )
    assert answer.headers["location"] == "/"


def test_a_session_that_was_there_before_signing_in_is_not_taken_over(team: Bench) -> None:
    attacker = team.visitor()
    attacker.sign_in("reader")
    planted = attacker.client.cookies[SESSION_COOKIE]
    victim = team.visitor()
    victim.client.cookies.set(SESSION_COOKIE, planted, domain="127.0.0.1", path="/")
    victim.client.cookies.set(VISIT_COOKIE, "planted", domain="127.0.0.1", path="/")
    victim.send("/sign-out", page="/")
    answer = victim.sign_in("owner")
    fresh = answer.cookies[SESSION_COOKIE]
    assert fresh != planted
    assert attacker.get("/", follow_redirects=False).status_code == 303
    stranger = team.visitor()
    stranger.client.cookies.set(SESSION_COOKIE, planted, domain="127.0.0.1", path="/")
    assert stranger.get("/", follow_redirects=False).status_code == 303


def test_a_made_up_session_is_none_and_cookies_are_out_of_reach_of_scripts(team: Bench) -> None:
    visitor = team.visitor()
    visitor.client.cookies.set(SESSION_COOKIE, "made-up")
    assert visitor.get("/", follow_redirects=False).status_code == 303
    answer = team.visitor().sign_in("reader")
    for cookie in answer.headers.get_list("set-cookie"):
        if SESSION_COOKIE in cookie:
            assert "HttpOnly" in cookie
            assert "SameSite=lax" in cookie
    token = answer.cookies[SESSION_COOKIE]
    store = team.app.state.workbench.doorkeeper.store.store
    with store.read() as reading:
        kept = str(reading.connection.exec_driver_sql("SELECT * FROM session").fetchall())
    assert token not in kept


def test_changing_an_account_ends_its_sessions(team: Bench) -> None:
    reader, owner = team.visitor(), team.visitor()
    reader.sign_in("reader")
    owner.sign_in("owner")
    owner.send("/accounts", {"name": "reader", "role": "reader", "closed": "1"}, page="/accounts")
    assert reader.get("/", follow_redirects=False).status_code == 303
    assert reader.sign_in("reader").status_code == 401


def test_the_cookie_is_for_https_alone_where_that_is_asked_for(
    make_bench: Callable[..., Bench], small_result: Result
) -> None:
    bench = make_bench(small_result, entrance=Entrance.ACCOUNTS, secure_cookies=True)
    answer = bench.visitor(base="https://desk.example").get("/sign-in")
    assert "Secure" in answer.headers["set-cookie"]
    assert "strict-transport-security" in answer.headers


def test_after_some_failures_even_the_right_password_has_to_wait(team: Bench) -> None:
    visitor = team.visitor()
    for _ in range(FAILURES_OF_NAME):
        assert visitor.sign_in("reader", "wrong password").status_code == 401
    barred = visitor.sign_in("reader")
    assert barred.status_code == 429
    assert "Too many attempts" in text_of(barred)
    assert visitor.sign_in("owner").status_code == 303


def test_an_unknown_name_is_answered_like_a_wrong_password(team: Bench) -> None:
    unknown = text_of(team.visitor().sign_in("nobody", "wrong password"))
    wrong = text_of(team.visitor().sign_in("reader", "wrong password"))
    assert unknown == wrong


def signed_in(team: Bench, name: str) -> Visitor:
    visitor = team.visitor()
    assert visitor.sign_in(name).status_code == 303
    return visitor


def test_a_reader_changes_nothing(team: Bench) -> None:
    visitor = signed_in(team, "reader")
    position = team.position("agreed to a pause in strikes on ports and depots")
    before = team.app.state.workbench.desk.stamp()
    for path, data in CHANGES[1:]:
        if path == "/sign-out":
            continue
        answer = visitor.send(path.replace("{position}", position), data, page="/")
        assert answer.status_code == 403, path
    for path in ("/add", f"{E}/points", f"{E}/sources/ministry.en/add", "/accounts"):
        assert visitor.get(path).status_code == 403, path
    page = visitor.get(f"{E}/positions/{position}").text
    assert 'value="confirm"' not in page
    token = visitor.get("/api/session").json()["csrf"]
    decided = visitor.client.post(
        f"/api/items/{position}/decisions", json={"action": "confirm"}, headers={"x-csrf-token": token}
    )
    assert decided.status_code == 403
    assert team.app.state.workbench.desk.stamp() == before


def test_a_reviewer_decides_under_the_own_name_whatever_is_sent(team: Bench) -> None:
    visitor = signed_in(team, "reviewer")
    position = team.position("agreed to a pause in strikes on ports and depots")
    visitor.send(
        f"/items/{position}/decide", {"action": "confirm", "revision": "1", "by": "owner", "name": "owner"}, page="/"
    )
    assert team.ledger.item(position).decision["by"] == "reviewer"  # type: ignore[index]


def test_a_reviewer_makes_no_account_and_gives_no_role(team: Bench) -> None:
    visitor = signed_in(team, "reviewer")
    for data in (
        {"name": "reviewer", "role": "owner"},
        {"name": "new", "role": "owner", "password": "a long password"},
    ):
        assert visitor.send("/accounts", data, page="/").status_code == 403
    assert team.app.state.workbench.doorkeeper.store.account("reviewer").role == "reviewer"
    assert team.app.state.workbench.doorkeeper.store.account("new") is None


def test_an_owner_makes_accounts_but_no_weak_password_and_is_not_shut_out(team: Bench) -> None:
    visitor = signed_in(team, "owner")
    store = team.app.state.workbench.doorkeeper.store
    weak = visitor.send("/accounts", {"name": "new", "role": "reviewer", "password": "short"}, page="/accounts")
    assert weak.status_code == 400
    assert store.account("new") is None
    visitor.send("/accounts", {"name": "new", "role": "reviewer", "password": "a long password"}, page="/accounts")
    assert store.account("new").role == "reviewer"
    assert store.account("new").password.startswith("$argon2id$")
    assert visitor.send("/accounts", {"name": "owner", "role": "reader"}, page="/accounts").status_code == 400
    odd = {"name": ATTACK[:80], "role": "reader", "password": "a long password"}
    assert visitor.send("/accounts", odd, page="/accounts").status_code == 200
    assert_harmless(visitor.get("/accounts"))


def test_a_draft_is_seen_by_its_maker_and_owners_alone(team: Bench) -> None:
    team.add_account("other", "reviewer")
    maker, other, owner = (signed_in(team, name) for name in ("reviewer", "other", "owner"))
    answer = maker.send("/add", {"text1": "Ministers met on 4 May 2031."}, page="/add")
    path = answer.request.url.path
    assert path.startswith("/add/")
    assert other.get(path).status_code == 403
    assert owner.get(path).status_code == 200
    assert "pasted-1" not in text_of(other.get("/add"))


def test_a_header_of_a_proxy_is_believed_from_its_address_alone(
    make_bench: Callable[..., Bench], small_result: Result
) -> None:
    bench = make_bench(small_result, entrance=Entrance.PROXY, proxy_header="X-Forwarded-User", proxy_from=("10.0.0.5",))
    bench.add_account("boss", "owner")
    named = {"x-forwarded-user": "boss"}
    assert bench.visitor("203.0.113.9").get("/", headers=named, follow_redirects=False).status_code == 303
    inside = bench.visitor("10.0.0.5")
    assert inside.get("/accounts", headers=named).status_code == 200
    assert inside.get("/", follow_redirects=False).status_code == 303
    unknown = {"x-forwarded-user": "somebody new"}
    assert inside.get("/", headers=unknown).status_code == 200
    assert inside.get("/accounts", headers=unknown).status_code == 403
    assert inside.get("/", headers={"x-forwarded-user": "a" * 200}, follow_redirects=False).status_code == 303
    assert inside.client.post("/sign-in", data={}).status_code == 403


def test_no_file_beside_the_static_ones_is_served(bench: Bench) -> None:
    visitor = bench.visitor()
    for path in ("/static/../desk.py", "/static/%2e%2e/desk.py", "/static/..%2fdesk.py", "/static//etc/passwd"):
        assert visitor.get(path).status_code in (404, 405)


def test_a_fault_of_ours_shows_no_traceback(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("a secret detail")

    monkeypatch.setattr(bench.app.state.workbench.desk, "processes", fail)
    answer = bench.visitor().get("/")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text
