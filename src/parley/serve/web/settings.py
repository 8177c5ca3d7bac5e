"""Settings of the workbench, checked before a port is opened: who may come in, from where, how much may be sent."""

import ipaddress
import socket
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from parley.errors import SettingsError

DEFAULT_HOST, DEFAULT_PORT = "127.0.0.1", 8400
_MEBIBYTE = 1024 * 1024


class Entrance(StrEnum):
    """Who is taken for whom: one local user, built-in accounts, or a name in a header of a trusted proxy."""

    LOCAL = "local"
    ACCOUNTS = "accounts"
    PROXY = "proxy"


@dataclass(frozen=True, slots=True)
class Bounds:
    """What may be sent: bytes of one request and of one file, files in one upload, bytes an archive may unpack to."""

    request_bytes: int = 64 * _MEBIBYTE
    file_bytes: int = 16 * _MEBIBYTE
    files: int = 200
    unpacked_bytes: int = 64 * _MEBIBYTE
    # Text deflates to a tenth at most, as a rule; what shrinks a hundredfold was made to.
    unpacked_ratio: int = 100


@dataclass(frozen=True, slots=True)
class WebSettings:
    """`ledger` is its address; `drafts` is where uploads wait until they are in the ledger.

    `proxy_from` has the addresses whose `proxy_header` is believed; `host_names` the names under which the workbench
    may be asked for (empty: any, where a sign-in protects it). `user` is the local user's name.
    """

    ledger: str
    drafts: Path
    host: str = DEFAULT_HOST
    port: int = DEFAULT_PORT
    entrance: Entrance = Entrance.LOCAL
    user: str = "local"
    proxy_header: str = ""
    proxy_from: tuple[str, ...] = ()
    secure_cookies: bool = False
    host_names: tuple[str, ...] = ()
    language: str = "en"
    bounds: Bounds = field(default_factory=Bounds)


def check_settings(settings: WebSettings) -> None:
    """Refuse to be reached from elsewhere without a sign-in, and a proxy that nothing tells from any other caller.

    Raises:
        SettingsError: says which of the two, and what to give.
    """
    if settings.entrance is Entrance.LOCAL and not is_loopback(settings.host):
        raise SettingsError(
            f"'{settings.host}' can be reached from other machines, and nobody would have to sign in",
            where="--host",
            remedy="give --accounts (and make an account with `parley account`), or --proxy-header with --proxy-from,"
            " or stay on 127.0.0.1",
        )
    if settings.entrance is Entrance.PROXY and not settings.proxy_from:
        raise SettingsError(
            "anyone could send that header",
            where="--proxy-header",
            remedy="name the address of the proxy with --proxy-from",
        )
    for address in settings.proxy_from:
        _check_network(address)


def is_loopback(host: str) -> bool:
    """Return whether every address that a host name stands for is this machine's own."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        pass
    try:
        found = {entry[4][0] for entry in socket.getaddrinfo(host, None)}
    except OSError:
        return False
    return bool(found) and all(ipaddress.ip_address(str(one).split("%")[0]).is_loopback for one in found)


def is_from(address: str, networks: tuple[str, ...]) -> bool:
    """Return whether an address lies in one of the networks or is one of the addresses."""
    try:
        peer = ipaddress.ip_address(address)
    except ValueError:
        return False
    return any(peer in ipaddress.ip_network(network, strict=False) for network in networks)


def _check_network(address: str) -> None:
    try:
        ipaddress.ip_network(address, strict=False)
    except ValueError as error:
        raise SettingsError(
            f"'{address}' is no address and no network", where="--proxy-from", remedy="write it like 10.0.0.5"
        ) from error
