"""Settings of the computer survive anything that stands in their file."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop import preferences
from desktop.preferences import Preferences


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("PORTFEL_HOME", str(tmp_path / "settings"))
    return tmp_path / "settings"


def test_what_was_kept_is_there_again():
    kept = Preferences(language="ru", appearance="dark", vault="/media/Стик/дела", vaults=("/media/Стик/дела", "/v"))

    assert preferences.save(kept)

    assert preferences.load() == kept


def test_without_a_file_everything_has_its_default():
    assert preferences.load() == Preferences()


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "12", '"x"', "[" * 50_000, "\ufeff{}", '{"language": '])
def test_a_file_that_is_no_object_gives_the_defaults(home, text):
    home.mkdir()
    (home / "preferences.json").write_text(text, "utf-8")

    assert preferences.load() == Preferences()


@pytest.mark.parametrize("listed", ["/v", 3, None, [3], ["/v", ""], [["/v"]], {"/v": 1}])
def test_a_list_of_vaults_that_is_none_is_left_out(home, listed):
    home.mkdir()
    (home / "preferences.json").write_text(json.dumps({"vault": "/v", "vaults": listed}), "utf-8")

    assert preferences.load() == Preferences(vault="/v")


def test_only_the_mistyped_and_unknown_entries_are_left_out(home):
    home.mkdir()
    (home / "preferences.json").write_text(json.dumps({"language": "xx", "appearance": 3, "vault": "/v", "cases": ["x"]}), "utf-8")

    assert preferences.load() == Preferences(vault="/v")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(
    st.dictionaries(st.sampled_from(["language", "appearance", "vault", "other"]), st.none() | st.booleans() | st.integers() | st.text())
)
def test_no_object_makes_loading_fail(home, entries):
    home.mkdir(exist_ok=True)
    (home / "preferences.json").write_text(json.dumps(entries), "utf-8")

    loaded = preferences.load()

    assert loaded.language in {"", "ru", "en"}
    assert loaded.appearance in {"system", "light", "dark"}
    assert isinstance(loaded.vault, str)


def test_nobody_else_may_read_the_file(home):
    preferences.save(Preferences())

    assert (home / "preferences.json").stat().st_mode & 0o077 == 0
    assert [path.name for path in home.iterdir()] == ["preferences.json"]


def test_where_nothing_can_be_written_saving_says_so_and_leaves_nothing(home):
    home.write_text("a file where the folder should be")

    assert not preferences.save(Preferences())
    assert preferences.load() == Preferences()


def test_a_name_that_is_no_text_is_refused_and_the_old_settings_stay(home):
    preferences.save(Preferences(vault="/v"))

    assert not preferences.save(Preferences(vault="/\udcff"))

    assert preferences.load() == Preferences(vault="/v")
    assert [path.name for path in home.iterdir()] == ["preferences.json"]
