"""The self-test sees what it is there to see."""

import pytest

from desktop import guard, words
from desktop.domain.errors import DiskFull
from desktop.operations import self_test
from desktop.operations.self_test import Finding, _Trial


@pytest.fixture
def trial(tmp_path):
    trial = _Trial(tmp_path)
    yield trial
    trial.close()


def test_everything_it_tries_has_a_sentence(trial):
    assert all(words.self_test_sentence(id_) for id_, _ in trial.steps())


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


def test_a_part_that_could_use_a_network_is_found(trial, tmp_path, monkeypatch):
    monkeypatch.setattr("sys._MEIPASS", str(tmp_path), raising=False)
    assert trial._no_network_parts()

    (tmp_path / "lib").mkdir()
    (tmp_path / "lib" / "libQt6Network.so.6").touch()

    assert not trial._no_network_parts()


def test_what_a_user_can_mend_is_told_and_ends_it(trial):
    def full():
        raise DiskFull

    findings = list(self_test._findings((("library", full), ("vault", lambda: True))))

    assert [finding.id for finding in findings] == ["library"]
    assert isinstance(findings[0].error, DiskFull)
