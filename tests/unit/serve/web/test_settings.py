"""Who may come in: nobody from elsewhere without a sign-in."""

from pathlib import Path

import pytest

from parley.errors import SettingsError
from parley.serve.web.serving import Choices, find_drafts, hide_password, settle
from parley.serve.web.settings import Entrance, is_from, is_loopback


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7"])
def test_being_reached_from_elsewhere_without_a_sign_in_is_refused_with_the_reason(host: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="nobody would have to sign in") as refused:
        settle(Choices(host=host, ledger=str(tmp_path / "l.db")))
    assert "--accounts" in refused.value.remedy


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "127.0.0.9", "localhost"])
def test_the_own_machine_needs_no_sign_in(host: str, tmp_path: Path) -> None:
    assert settle(Choices(host=host, ledger=str(tmp_path / "l.db"))).entrance is Entrance.LOCAL


def test_with_accounts_it_may_be_reached_from_elsewhere(tmp_path: Path) -> None:
    assert settle(Choices(host="0.0.0.0", accounts=True, ledger=str(tmp_path / "l.db"))).host == "0.0.0.0"


def test_a_proxy_has_to_be_named_by_its_address(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="anyone could send that header"):
        settle(Choices(proxy_header="X-User", ledger=str(tmp_path / "l.db")))
    with pytest.raises(SettingsError, match="no address"):
        settle(Choices(proxy_header="X-User", proxy_from=("here",), ledger=str(tmp_path / "l.db")))


def test_there_is_one_way_of_signing_in(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="two ways"):
        settle(Choices(accounts=True, proxy_header="X-User", ledger=str(tmp_path / "l.db")))


def test_an_unknown_language_names_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="no interface") as refused:
        settle(Choices(language="xx", ledger=str(tmp_path / "l.db")))
    assert "zh" in refused.value.remedy


def test_a_peer_is_known_by_address_or_network() -> None:
    assert is_from("10.1.2.3", ("10.1.0.0/16",))
    assert not is_from("10.2.2.3", ("10.1.0.0/16", "192.0.2.1"))
    assert not is_from("testclient", ("10.1.0.0/16",))


def test_a_name_that_does_not_resolve_is_no_loopback() -> None:
    assert not is_loopback("no.such.host.invalid")


def test_a_password_in_an_address_is_not_shown_and_drafts_stand_apart() -> None:
    address = "postgresql://desk:secret@db.example/parley"
    assert hide_password(address) == "postgresql://desk@db.example/parley"
    assert "secret" not in str(find_drafts(address))
    assert find_drafts("/srv/l.db") == Path("/srv/l.db-drafts")
