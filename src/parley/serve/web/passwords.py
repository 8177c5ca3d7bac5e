"""Passwords: hashed with Argon2id, of a length that holds, never kept or shown."""

from functools import cache
from typing import TYPE_CHECKING

from parley.errors import InputError, MissingExtra

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST, LONGEST = 12, 256


def hash_password(password: str) -> str:
    """Return the Argon2id hash of a password.

    Raises:
        InputError: it is too short or too long.
    """
    if not SHORTEST <= len(password) <= LONGEST:
        raise InputError(
            f"a password has {SHORTEST} to {LONGEST} characters", where="password", remedy="take a few words in a row"
        )
    return _hasher().hash(password)


def verify_password(hashed: str, password: str) -> bool:
    """Return whether a password fits; where there is no hash, take as long and return False."""
    from argon2.exceptions import InvalidHashError, VerificationError

    if len(password) > LONGEST:
        return False
    try:
        return _hasher().verify(hashed or _hash_of_nobody(), password) and bool(hashed)
    except (VerificationError, InvalidHashError):
        return False


@cache
def _hasher() -> "PasswordHasher":
    try:
        from argon2 import PasswordHasher
    except ImportError as error:
        raise MissingExtra("web", "signing in") from error
    # The first recommended option of RFC 9106, section 4, takes 2 GiB; this is its second: 64 MiB, three passes.
    return PasswordHasher(time_cost=3, memory_cost=65536, parallelism=4)


@cache
def _hash_of_nobody() -> str:
    return _hasher().hash("nobody signs in with this")
