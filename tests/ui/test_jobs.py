"""Long work: every answer arrives, and none where nobody waits."""

from functools import partial
from threading import Event, current_thread, main_thread

import pytest
from PySide6.QtCore import QObject

from desktop.domain.errors import DiskFull
from desktop.ui.jobs import Jobs, Listener


@pytest.fixture
def pool(qapp):
    jobs = Jobs()
    yield jobs
    jobs.stop()


def _square(number, report):
    report(1, 2)
    return number * number


def test_all_of_two_hundred_answers_arrive(pool, qtbot):
    owner = QObject()
    answers: list[int] = []

    for number in range(200):
        pool.run(owner, partial(_square, number), Listener(answers.append))

    qtbot.waitUntil(lambda: len(answers) == 200)
    assert sorted(answers) == [number * number for number in range(200)]


def test_answers_come_back_to_the_thread_of_the_window(pool, qtbot):
    owner = QObject()
    threads: list[object] = []

    pool.run(owner, partial(_square, 2), Listener(lambda _answer: threads.append(current_thread())))

    qtbot.waitUntil(lambda: bool(threads))
    assert threads == [main_thread()]


def test_progress_is_told_in_thousandths_even_of_more_than_an_integer_holds(pool, qtbot):
    owner = QObject()
    steps: list[tuple[int, int]] = []

    def work(report):
        report(3 * 2**40, 4 * 2**40)

    pool.run(owner, work, Listener(lambda _answer: None, progress=lambda done, total: steps.append((done, total))))

    qtbot.waitUntil(lambda: bool(steps))
    assert steps == [(750, 1000)]


def test_what_a_user_can_mend_goes_to_failed(jobs):
    errors: list[object] = []

    def work(_report):
        raise DiskFull

    jobs.run(QObject(), work, Listener(lambda _answer: None, failed=errors.append))

    assert [type(error) for error in errors] == [DiskFull]


def test_a_bug_frees_the_page_and_reaches_the_crash_hook(jobs, qtbot):
    stopped: list[int] = []

    def work(_report):
        raise ZeroDivisionError

    with qtbot.captureExceptions() as caught:
        jobs.run(QObject(), work, Listener(lambda _answer: None, stopped=partial(stopped.append, 1)))

    assert stopped == [1]
    assert [kind for kind, *_rest in caught] == [ZeroDivisionError]


def test_a_cancelled_job_says_nothing_but_stopped(pool, qtbot):
    owner, begun, never = QObject(), Event(), Event()
    heard: list[object] = []

    def work(report):
        begun.set()
        while True:
            report(0, 1)
            never.wait(0.001)  # work that only reports would bury its own end under thousands of reports

    number = pool.run(owner, work, Listener(heard.append, failed=heard.append, stopped=partial(heard.append, "stopped")))
    begun.wait()
    pool.cancel(number)

    qtbot.waitUntil(lambda: bool(heard))
    assert heard == ["stopped"]


def test_an_owner_that_dies_takes_its_job_along(pool, qtbot):
    owner, begun, ended = QObject(), Event(), Event()
    heard: list[object] = []

    def work(report):
        begun.set()
        try:
            while True:
                report(0, 1)
                ended.wait(0.001)  # as above
        finally:
            ended.set()

    pool.run(owner, work, Listener(heard.append, stopped=partial(heard.append, "stopped")))
    begun.wait()
    owner.deleteLater()
    del owner

    qtbot.waitUntil(ended.is_set)
    assert heard == []
