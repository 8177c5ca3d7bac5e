from pathlib import Path

from parley.ledger.address import find_address


def test_the_place_given_comes_before_the_environment_and_that_before_the_data_folder() -> None:
    environment = {"PARLEY_LEDGER": "postgresql://desk/parley", "XDG_DATA_HOME": "/data"}
    assert find_address("here.db", environment) == "here.db"
    assert find_address(None, environment) == "postgresql://desk/parley"
    assert find_address(None, {"XDG_DATA_HOME": "/data"}) == "/data/parley/ledger.db"
    assert find_address(None, {"XDG_DATA_HOME": "not/absolute"}) == str(Path.home() / ".local/share/parley/ledger.db")
