"""Runs the workbench: the choices of the command line checked, a port opened, the ledger made where it is not there."""

import getpass
import hashlib
import os
import socket
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from parley.errors import MissingExtra, SettingsError
from parley.serve.web.settings import Entrance, WebSettings, check_settings, is_loopback

_DEMO_FILE = "demo.db"
_CONNECTIONS_AT_ONCE, _WAITING_AT_ONCE = 512, 128


@dataclass(frozen=True, slots=True)
class Choices:
    """What the command line says; empty values are settled here."""

    demo: bool = False
    ledger: str = ""
    host: str = "127.0.0.1"
    port: int = 8400
    accounts: bool = False
    proxy_header: str = ""
    proxy_from: tuple[str, ...] = ()
    secure_cookies: bool = False
    user: str = ""
    language: str = "en"


def settle(choices: Choices) -> WebSettings:
    """Return the settings that choices and environment give.

    Raises:
        SettingsError: two ways of signing in, an unknown language, or an entrance that is too open.
    """
    from parley.serve.web.wording import languages

    if choices.accounts and choices.proxy_header:
        raise SettingsError("there are two ways of signing in", remedy="give --accounts or --proxy-header, not both")
    if choices.language not in languages():
        known = ", ".join(languages())
        raise SettingsError(
            f"there is no interface in '{choices.language}'", where="--language", remedy=f"known: {known}"
        )
    entrance = Entrance.ACCOUNTS if choices.accounts else Entrance.PROXY if choices.proxy_header else Entrance.LOCAL
    ledger = find_ledger(choices)
    settings = WebSettings(
        ledger=ledger,
        drafts=find_drafts(ledger),
        host=choices.host,
        port=choices.port,
        entrance=entrance,
        user=choices.user or getpass.getuser(),
        proxy_header=choices.proxy_header,
        proxy_from=choices.proxy_from,
        secure_cookies=choices.secure_cookies,
        language=choices.language,
    )
    check_settings(settings)
    return settings


def find_ledger(choices: Choices) -> str:
    """Return the ledger that the command line uses too; the demo, where none is named, has one of its own."""
    from parley.ledger.address import find_address

    if choices.demo and not choices.ledger:
        return str(Path(find_address(environment={**os.environ, "PARLEY_LEDGER": ""})).with_name(_DEMO_FILE))
    return find_address(choices.ledger or None)


def find_drafts(ledger: str) -> Path:
    """Return where uploads wait: beside a ledger's file, else under the user's folder for state (XDG)."""
    if "://" not in ledger:
        return Path(f"{ledger}-drafts").absolute()
    base = os.environ.get("XDG_STATE_HOME") or ""
    root = Path(base) if Path(base).is_absolute() else Path.home() / ".local" / "state"
    return root / "parley" / hashlib.sha256(ledger.encode()).hexdigest()[:12]


def serve(choices: Choices, announce: Callable[[str], None]) -> None:
    """Serve until interrupted.

    Raises:
        MissingExtra: what the workbench needs is not installed.
        SettingsError: the port is taken, or the choices cannot be had.
    """
    try:
        import fastapi  # noqa: F401 - asked for here, so that the extra is named rather than a module
        import python_multipart  # noqa: F401
        import uvicorn
    except ImportError as error:
        raise MissingExtra("web", "the workbench") from error
    from parley.serve.web.application import make_app

    settings = settle(choices)
    opened = open_port(settings.host, settings.port)
    app = make_app(settings)
    if choices.demo:
        from parley.serve.web.demo import begin_demo

        begin_demo(app.state.workbench, settings.user)
    announce(
        f"Parley is at {address_of(settings.host, opened)} (ledger: {hide_password(settings.ledger)}); stop: Ctrl-C"
    )
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=_CONNECTIONS_AT_ONCE,
        timeout_graceful_shutdown=5,
    )
    try:
        uvicorn.Server(config).run(sockets=[opened])
    finally:
        opened.close()


def open_port(host: str, port: int) -> socket.socket:
    """Return a socket bound to a host and port.

    Raises:
        SettingsError: it cannot be bound.
    """
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        opened = socket.socket(family, socket.SOCK_STREAM)
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        opened.bind(address)
        # From now on a caller waits instead of being turned away: the address is told before the server answers.
        opened.listen(_WAITING_AT_ONCE)
    except OSError as error:
        raise SettingsError(
            f"it cannot be opened ({error.strerror or error})",
            where=f"{host}:{port}",
            remedy="choose another with --port, or 0 for a free one",
        ) from error
    return opened


def address_of(host: str, opened: socket.socket) -> str:
    """Return the address to type into a browser."""
    name = host if is_loopback(host) or ":" not in host else f"[{host}]"
    return f"http://{name}:{opened.getsockname()[1]}"


def hide_password(ledger: str) -> str:
    """Return a ledger's address without the password in it."""
    head, at, tail = ledger.rpartition("@")
    if not at or "://" not in head:
        return ledger
    scheme, _, who = head.partition("://")
    return f"{scheme}://{who.split(':')[0]}@{tail}"
