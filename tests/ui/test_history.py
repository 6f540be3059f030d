"""Undo is keeping the old value again."""

import pytest

from desktop.domain.errors import DiskFull
from desktop.ui.history import History, Step


@pytest.fixture
def kept():
    return []


def _step(kept, before, after):
    return Step(f"to {after}", before, after, kept.append)


def test_undo_keeps_the_old_value_and_redo_the_new_one(kept):
    history = History()
    history.take(_step(kept, "a", "b"))

    history.undo()
    history.redo()

    assert kept == ["b", "a", "b"]


def test_a_step_that_fails_is_not_taken(kept):
    history = History()

    def fail(_value):
        raise DiskFull

    with pytest.raises(DiskFull):
        history.take(Step("x", 1, 2, fail))

    assert history.undo() is None


def test_an_undo_that_fails_can_be_tried_again(kept):
    history, fails = History(), [True]

    def keep(value):
        if value == "a" and fails.pop():
            raise DiskFull
        kept.append(value)

    history.take(Step("x", "a", "b", keep))
    with pytest.raises(DiskFull):
        history.undo()
    fails.append(False)

    assert history.undo_title == "x"
    history.undo()
    assert kept == ["b", "a"]


def test_a_new_step_forgets_what_was_undone(kept):
    history = History()
    history.take(_step(kept, "a", "b"))
    history.undo()

    history.take(_step(kept, "a", "c"))

    assert history.redo() is None
    assert history.undo_title == "to c"
