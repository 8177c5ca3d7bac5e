"""The guard before every page: bounds the body, refuses foreign hosts and origins, and sets the headers of safety."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import urlsplit

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
# Observable Plot writes this one style element into each chart (a test compares it with the vendored file); nothing
# else inline is let through.
CHART_STYLE = (
    ":where(.chart-plot) {\n  --plot-background: white;\n  display: block;\n  height: auto;\n  height: intrinsic;\n"
    "  max-width: 100%;\n}\n:where(.chart-plot text),\n:where(.chart-plot tspan) {\n  white-space: pre;\n}"
)
_LOOPBACK_NAMES = ("127.0.0.1", "localhost", "[::1]")


def content_policy(style_hash: str) -> str:
    """Return the content security policy: our own files, one known style, no other host, no frame around us."""
    return (
        "default-src 'none'; script-src 'self'; "
        f"style-src 'self' {style_hash}; img-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; "
        "frame-ancestors 'none'; base-uri 'none'"
    )


def hash_of(content: str) -> str:
    """Return the source expression that lets an inline element with exactly this content through."""
    import base64
    import hashlib

    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"


class Guard:
    """ASGI middleware. `host_names` empty takes any host: only right where a sign-in protects every page."""

    def __init__(self, app: App, *, host_names: tuple[str, ...], largest_body: int, secure: bool) -> None:
        self.app = app
        self.host_names = host_names
        self.largest_body = largest_body
        self.headers = [
            (b"content-security-policy", content_policy(hash_of(CHART_STYLE)).encode()),
            (b"x-content-type-options", b"nosniff"),
            (b"x-frame-options", b"DENY"),
            # With "no-referrer" a browser would send `Origin: null` with our own forms.
            (b"referrer-policy", b"same-origin"),
            (b"cross-origin-opener-policy", b"same-origin"),
            (b"cross-origin-resource-policy", b"same-origin"),
            (b"permissions-policy", b"camera=(), microphone=(), geolocation=(), interest-cohort=()"),
        ]
        if secure:
            self.headers.append((b"strict-transport-security", b"max-age=31536000"))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer it with the reason why not."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
        refusal = self._refusal(scope["method"], headers)
        if refusal:
            await self._answer(send, *refusal)
            return
        await self._pass_on(scope, receive, send)

    def _refusal(self, method: str, headers: dict[str, str]) -> tuple[int, str] | None:
        host = headers.get("host", "")
        if self.host_names and _name_of(host) not in self.host_names:
            return 421, f"Parley is not reached under the name '{_name_of(host)[:80]}'."
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > self.largest_body:
            return 413, f"More than {self.largest_body} bytes are not taken at once."
        if method not in SAFE_METHODS and not _is_own_origin(headers, host):
            return 403, "This request came from another site."
        return None

    async def _pass_on(self, scope: Scope, receive: Receive, send: Send) -> None:
        taken = 0
        began = False

        async def receive_bounded() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > self.largest_body:
                raise BodyTooLarge
            return message

        async def send_guarded(message: Message) -> None:
            nonlocal began
            if message["type"] == "http.response.start":
                began = True
                set_already = {name for name, _ in message["headers"]}
                message["headers"] = [
                    *message["headers"],
                    *((name, value) for name, value in self.headers if name not in set_already),
                ]
                if b"cache-control" not in set_already:
                    message["headers"].append((b"cache-control", b"no-store"))
            await send(message)

        try:
            await self.app(scope, receive_bounded, send_guarded)
        except BodyTooLarge:
            if not began:
                await self._answer(send, 413, f"More than {self.largest_body} bytes are not taken at once.")

    async def _answer(self, send: Send, status: int, words: str) -> None:
        body = words.encode()
        head = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]
        await send({"type": "http.response.start", "status": status, "headers": [*head, *self.headers]})
        await send({"type": "http.response.body", "body": body})


class BodyTooLarge(Exception):
    """The body went past its bound while it was read."""


def loopback_names() -> tuple[str, ...]:
    """Return the names of this machine for itself; another name that leads here is a trick (DNS rebinding)."""
    return _LOOPBACK_NAMES


def _name_of(host: str) -> str:
    """Return a Host header without its port."""
    if host.startswith("["):
        return host.partition("]")[0] + "]"
    return host.partition(":")[0].lower()


def _is_own_origin(headers: dict[str, str], host: str) -> bool:
    """Return whether a request that changes something comes from our own page, or from no browser at all."""
    site = headers.get("sec-fetch-site")
    if site is not None and site not in ("same-origin", "none"):
        return False
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc.lower() == host.lower()
