"""Accounts, sessions and failed sign-ins, on each kind of store."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from parley.stores import open_store
from parley.stores.accounts import Account, Accounts, Session, accounts_of

NOW = datetime.now(UTC)


@pytest.fixture
def accounts(store_address: str) -> Iterator[Accounts]:
    store = open_store(store_address)
    yield accounts_of(store)
    store.close()


def test_an_account_is_made_changed_and_listed(accounts: Accounts) -> None:
    accounts.put_account(Account("b", "reader", "h1"))
    accounts.put_account(Account("a", "owner", "h2"))
    accounts.put_account(Account("b", "reviewer", "h3", active=False))
    assert accounts.accounts() == [Account("a", "owner", "h2"), Account("b", "reviewer", "h3", active=False)]
    assert accounts.account("c") is None


def test_a_session_lasts_until_it_ends_is_closed_or_its_account_is_changed(accounts: Accounts) -> None:
    accounts.put_account(Account("a", "owner", "h"))
    for token in ("t1", "t2", "t3"):
        accounts.open_session(Session(token, "a", NOW + timedelta(hours=1)))
    assert accounts.session("t1", NOW) == Session("t1", "a", NOW + timedelta(hours=1))
    assert accounts.session("t1", NOW + timedelta(hours=1)) is None
    accounts.close_session("t2")
    assert accounts.session("t2", NOW) is None
    accounts.put_account(Account("a", "owner", "h"))
    assert accounts.session("t3", NOW) is None


def test_failures_are_counted_within_their_time_and_forgotten(accounts: Accounts) -> None:
    for minutes in (0, 10, 30):
        accounts.note_failure("name:a", NOW - timedelta(minutes=minutes))
    accounts.note_failure("name:b", NOW)
    assert accounts.failures("name:a", NOW - timedelta(minutes=15)) == 2
    accounts.clear_failures("name:a")
    assert accounts.failures("name:a", NOW - timedelta(days=1)) == 0
    assert accounts.failures("name:b", NOW - timedelta(minutes=1)) == 1


def test_accounts_leave_the_log_alone(accounts: Accounts) -> None:
    accounts.put_account(Account("a", "owner", "h"))
    with accounts.store.read() as reading:
        assert reading.last_event() == (0, "")


def test_a_real_hash_takes_memory_and_verifies() -> None:
    from parley.errors import InputError
    from parley.serve.web.passwords import hash_password, verify_password

    hashed = hash_password("a long password")
    assert "m=65536" in hashed
    assert verify_password(hashed, "a long password")
    assert not verify_password(hashed, "another password")
    assert not verify_password("", "a long password")
    assert not verify_password(hashed, "x" * 300)
    with pytest.raises(InputError, match="12 to 256"):
        hash_password("short")
