"""Messages → Completion, over the chat-completions protocol: bounded in size, time and number of attempts."""

import ipaddress
import json
import sys
import time
from email.utils import parsedate_to_datetime
from typing import Any, NamedTuple

import httpx
from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt

from parley.errors import SettingsError
from parley.settings import Settings

LARGEST_REPLY = 2_000_000
_MOST_TOKENS = 8192
_BUSY = frozenset({408, 425, 429, 500, 502, 503, 504})
_NO_STRUCTURE = frozenset({400, 415, 422, 501})
# Addresses whose user was told, in this process, what is sent there.
_announced: set[str] = set()


class Completion(NamedTuple):
    """What the model answered, and the tokens that asking cost."""

    text: str
    tokens: int


class NoAnswer(Exception):
    """The endpoint gave no usable answer within the bounds; says why, without the key."""


class _Busy(NoAnswer):
    """It may answer if asked again, after `wait` seconds where it said so."""

    def __init__(self, why: str, wait: float | None = None) -> None:
        super().__init__(why)
        self.wait = wait


class _Refused(NoAnswer):
    """It refused the form of the question."""


class Endpoint:
    """One model at one address. Keeps in mind whether the endpoint takes a schema."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._url = _check_address(settings)
        self._takes_schema = True
        self.asked = 0

    @property
    def address(self) -> str:
        """Return the host and port, without anything secret."""
        return self._url.netloc.decode("ascii", "replace")

    def ask(self, messages: list[dict[str, str]], schema: dict[str, Any]) -> Completion:
        """Return the model's answer.

        Raises:
            NoAnswer: none came within the bounds, or requests are forbidden.
            SettingsError: the endpoint refuses the key or does not know the model.

        """
        if self._settings.offline:
            raise NoAnswer("not asked: requests are forbidden (offline)")
        self._announce()
        if self._takes_schema:
            try:
                return self._ask_patiently(self._body(messages, schema))
            except _Refused:
                self._takes_schema = False
        return self._ask_patiently(self._body(messages, None))

    def _announce(self) -> None:
        if is_local(self._url.host) or self.address in _announced:
            return
        _announced.add(self.address)
        tell = self._settings.announce or (lambda line: print(f"parley: {line}", file=sys.stderr))
        tell(
            f"the text of the sources, passage by passage, with the encounter's title, parties and dates, will be sent "
            f"to {self.address} (model {self._settings.model_name}); --offline forbids it"
        )

    def _body(self, messages: list[dict[str, str]], schema: dict[str, Any] | None) -> dict[str, Any]:
        body: dict[str, Any] = {
            "model": self._settings.model_name,
            "messages": messages,
            "temperature": 0,
            "seed": 0,
            "max_tokens": _MOST_TOKENS,
            "stream": False,
        }
        if schema is not None:
            form = {"name": "positions", "strict": True, "schema": schema}
            body["response_format"] = {"type": "json_schema", "json_schema": form}
        return body

    def _ask_patiently(self, body: dict[str, Any]) -> Completion:
        retrying = Retrying(
            stop=stop_after_attempt(self._settings.model_attempts),
            retry=retry_if_exception_type(_Busy),
            wait=self._wait,
            reraise=True,
        )
        return retrying(self._ask_once, body)

    def _wait(self, state: RetryCallState) -> float:
        """Wait as long as the endpoint asks for, else twice as long after each attempt."""
        error = state.outcome.exception() if state.outcome else None
        asked_for = error.wait if isinstance(error, _Busy) else None
        wait = self._settings.model_wait * 2 ** (state.attempt_number - 1) if asked_for is None else asked_for
        return min(wait, self._settings.model_longest_wait)

    def _ask_once(self, body: dict[str, Any]) -> Completion:
        self.asked += 1
        key = self._settings.model_key
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        limit = self._settings.model_timeout
        try:
            # Proxies of the environment are for other machines; a local model is asked directly.
            with (
                httpx.Client(timeout=limit, trust_env=not is_local(self._url.host)) as client,
                client.stream("POST", f"{self._url}/chat/completions", json=body, headers=headers) as response,
            ):
                self._check_status(response)
                return _read_completion(_read_bounded(response, time.monotonic() + limit))
        except httpx.TimeoutException:
            raise _Busy(f"no answer within {limit:g} seconds") from None
        except httpx.HTTPError as error:
            raise _Busy(f"the connection failed ({type(error).__name__})") from None

    def _check_status(self, response: httpx.Response) -> None:
        status = response.status_code
        if status == httpx.codes.OK:
            return
        if status in _BUSY:
            wait = _retry_after(response.headers.get("Retry-After", ""))
            if wait is not None and wait > self._settings.model_longest_wait:
                raise NoAnswer(f"HTTP {status}, to be asked again only after {wait:.0f} seconds")
            raise _Busy(f"HTTP {status}", wait)
        if status in _NO_STRUCTURE:
            raise _Refused(f"HTTP {status}")
        if status in {401, 403}:
            raise SettingsError(
                f"the endpoint refuses the request (HTTP {status})", where=self.address, remedy="check PARLEY_MODEL_KEY"
            )
        if status == httpx.codes.NOT_FOUND:
            raise SettingsError(
                f"there is no such address or model there: {self._settings.model_name}",
                where=self.address,
                remedy="check PARLEY_MODEL_URL (it usually ends in /v1) and PARLEY_MODEL_NAME",
            )
        raise NoAnswer(f"HTTP {status}")


def is_local(host: str) -> bool:
    """Return whether a host is this machine."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _check_address(settings: Settings) -> httpx.URL:
    if not settings.model_name:
        raise SettingsError(
            "no model is named", where="PARLEY_MODEL_NAME", remedy="set it to a model that the endpoint has"
        )
    remedy = "give an address such as http://127.0.0.1:11434/v1"
    try:
        url = httpx.URL(settings.model_url.rstrip("/"))
    except httpx.InvalidURL:
        raise SettingsError("the address cannot be read", where="PARLEY_MODEL_URL", remedy=remedy) from None
    if url.scheme not in {"http", "https"} or not url.host or url.userinfo or url.query:
        raise SettingsError("the address cannot be used", where="PARLEY_MODEL_URL", remedy=remedy)
    if settings.model_key and url.scheme == "http" and not is_local(url.host):
        raise SettingsError(
            "a key would be sent unencrypted to another machine", where="PARLEY_MODEL_URL", remedy="use https"
        )
    return url


def _read_bounded(response: httpx.Response, deadline: float) -> bytes:
    content = bytearray()
    for piece in response.iter_bytes():
        content += piece
        if len(content) > LARGEST_REPLY:
            raise NoAnswer(f"the answer is longer than {LARGEST_REPLY} bytes")
        if time.monotonic() > deadline:
            raise _Busy("the answer did not end in time")
    return bytes(content)


def _read_completion(content: bytes) -> Completion:
    try:
        answer = json.loads(content)
        text = answer["choices"][0]["message"]["content"]
        usage = answer.get("usage") or {}
        tokens = int(usage.get("total_tokens") or 0)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        raise _Busy("the answer is no chat completion, or was cut short") from None
    if not isinstance(text, str):
        raise _Busy("the answer has no text")
    return Completion(text, max(0, tokens))


def _retry_after(header: str) -> float | None:
    """Return the seconds that a Retry-After header asks for, as a number or a date; None where there is none."""
    if header.strip().isdecimal():
        return float(header)
    try:
        return max(0.0, parsedate_to_datetime(header).timestamp() - time.time())
    except (ValueError, TypeError):
        return None
