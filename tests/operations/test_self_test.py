"""The self-test sees what it is there to see."""

import subprocess
import sys
from pathlib import Path

import PySide6
import pytest

from desktop import computer_words, guard
from desktop.domain.errors import DiskFull
from desktop.operations import self_test
from desktop.operations.self_test import Finding, _Trial


@pytest.fixture
def trial(tmp_path):
    trial = _Trial(tmp_path)
    yield trial
    trial.close()


def test_everything_it_tries_has_a_sentence(trial):
    assert all(computer_words.self_test_sentence(id_) for id_, _ in trial.steps())


def test_all_but_the_guard_goes_well_here_and_nothing_lies_in_clear(trial, tmp_path):
    # The guard belongs to a process of its own: tests must be able to look into themselves.
    findings = list(self_test._findings(tuple(step for step in trial.steps() if step[0] != "guard")))

    assert [finding.id for finding in findings if not finding.ok] == []
    assert len(findings) == len(trial.steps()) - 1
    assert {path.name for path in tmp_path.iterdir()} == {"a", "b", "c", "d"}


def test_without_the_guard_it_fails_at_once(monkeypatch):
    monkeypatch.setattr(guard, "measures", lambda: (guard.Measure("network", on=False),))

    assert list(self_test.run()) == [Finding("guard", ok=False)]


def test_a_word_in_the_clear_is_found(trial, tmp_path):
    (tmp_path / "left").write_text(f"… {self_test._TEXT} …", "utf-16-le")

    assert not trial._nothing_in_clear()


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/Qt/lib/libQt6Network.so.6",
        "PySide6/QtNetwork.abi3.so",
        "PySide6/Qt/lib/libQt6QmlModels.so.6",
        "PySide6/Qt/lib/libQt6Quick.so.6",
        "PySide6/Qt/lib/libQt6WebEngineCore.so.6",
        "PySide6/Qt/plugins/platforms/libqvnc.so",
        "PySide6/Qt/plugins/generic/libqtuiotouchplugin.so",
        "PySide6/Qt/plugins/tls/libqtlsbackend_openssl.so",
    ],
)
def test_a_part_of_a_bundle_that_could_use_a_network_is_found(trial, tmp_path, monkeypatch, name):
    bundle = tmp_path / "bundle"
    wanted = bundle / "PySide6/Qt/lib/libQt6Widgets.so.6"
    wanted.parent.mkdir(parents=True)
    wanted.touch()
    monkeypatch.setattr("sys._MEIPASS", str(bundle), raising=False)
    assert trial._no_network_parts()

    (bundle / name).parent.mkdir(parents=True, exist_ok=True)
    (bundle / name).touch()

    assert not trial._no_network_parts()


@pytest.mark.parametrize("loading", ["import PySide6.QtNetwork", "import ctypes; ctypes.CDLL(sys.argv[1])"])
def test_from_source_a_part_that_is_loaded_is_found(loading):
    asking = "from desktop.operations.self_test import _loaded, unwanted_parts; print(*unwanted_parts(_loaded()))"
    library = Path(PySide6.__file__).parent / "Qt/lib/libQt6Network.so.6"
    command = [sys.executable, "-c", f"import sys; {loading}; {asking}", library]

    assert "libQt6Network.so.6" in subprocess.check_output(command, text=True, cwd=Path(__file__).parents[2])


def test_what_a_user_can_mend_is_told_and_ends_it(trial):
    def full():
        raise DiskFull

    findings = list(self_test._findings((("library", full), ("vault", lambda: True))))

    assert [finding.id for finding in findings] == ["library"]
    assert isinstance(findings[0].error, DiskFull)
