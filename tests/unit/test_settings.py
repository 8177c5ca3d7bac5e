from pathlib import Path

import pytest

from parley.errors import SettingsError
from parley.settings import LOCAL_MODEL_URL, Settings, find_cache_folder, load_settings


def test_nothing_is_needed_to_start() -> None:
    assert load_settings({}) == Settings()
    assert load_settings({}).model_url == LOCAL_MODEL_URL


def test_the_environment_sets_the_endpoint_and_the_key_is_never_shown() -> None:
    given = {
        "PARLEY_MODEL_URL": "https://models.example/v1",
        "PARLEY_MODEL_NAME": "big",
        "PARLEY_MODEL_KEY": "hush",
        "PARLEY_MODEL_TIMEOUT": "7.5",
        "PARLEY_CACHE": "/somewhere",
    }
    settings = load_settings(given)
    assert (settings.model_url, settings.model_name, settings.model_key) == ("https://models.example/v1", "big", "hush")
    assert settings.model_timeout == 7.5
    assert find_cache_folder(settings) == Path("/somewhere")
    assert "hush" not in repr(settings)


@pytest.mark.parametrize("written", ["soon", "0", "-1", "inf", "nan"])
def test_a_time_out_that_is_none_is_refused(written: str) -> None:
    with pytest.raises(SettingsError, match="PARLEY_MODEL_TIMEOUT"):
        load_settings({"PARLEY_MODEL_TIMEOUT": written})


def test_the_cache_is_the_users_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert find_cache_folder(Settings()) == tmp_path / "parley"
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    assert find_cache_folder(Settings()) == Path.home() / ".cache" / "parley"
