"""Papers of strangers in the child that draws them: it may give up or come to an end, the program goes on; and it touches nothing."""

import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from desktop.documents import bare
from desktop.documents.drawing import WITH_PAGES, Drawn, Form
from desktop.domain.errors import PaperNotShown
from desktop.domain.mending import Mend
from desktop.operations.drawing import OpenPaper, Process, Whole
from desktop.storage import children
from tests.torture import altered_papers
from tests.torture.counts import count, seeded, tell

_ROOT = Path(__file__).parents[2]
_PIPES = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
_MENDS = ((Mend(), Form.PIXELS), (Mend(quarters=1, degrees=3.5, cut=(0.1, 0, 0.2, 0), black_and_white=True), Form.FAX), (Mend(), Form.JPEG))


class _Kept:
    """One child for many papers, until one of them brings it down: a start takes longer than most papers."""

    def __init__(self) -> None:
        self.starts = 0
        self._process: Process | None = None

    def take(self) -> Process:
        if self._process is None or self._process._process.poll() is not None:
            self.starts += 1
            self._process = Process()
        return self._process

    def end(self) -> None:
        if self._process is not None:
            self._process.close()


@pytest.fixture
def kept() -> Iterator[_Kept]:
    children = _Kept()
    yield children
    children.end()


def outcome(kept: _Kept, media_type: str, data: bytes) -> str:
    """What came of showing it, mending it and reading its text."""
    paper = OpenPaper(media_type, lambda: Whole(data), kept.take)
    try:
        if media_type not in WITH_PAGES:
            paper.text().encode("utf-8", "replace")
            return "read"
        for mend, form in _MENDS:
            page = paper.page(0, 300, 300, mend, form)
            assert form is Form.PIXELS or bare.is_bare(Drawn(form=form, wide=1, high=1, data=page.data))
        paper.straight(0, Mend())
        paper.text()
    except PaperNotShown as error:
        return error.reason
    return "drawn"


@pytest.mark.apart
def test_altered_papers_are_drawn_or_refused(kept):
    """C24: the child may die, the program never."""
    chance, said = seeded("papers"), Counter[str]()
    seeds = altered_papers.good()
    assert [outcome(kept, *seed) for seed in seeds].count("damaged") == 0

    total = count(12, 6_000)
    for _number in range(total):
        media_type, data = chance.choice(seeds)
        said[outcome(kept, media_type, altered_papers.altered(data, chance.choice(seeds)[1], chance))] += 1

    assert sum(said.values()) == total
    assert said["damaged"] > total // 20
    assert said["drawn"] > total // 20
    told = ", ".join(f"{reason} {number}" for reason, number in said.most_common())
    tell(f"C24 {total} altered papers of {len(seeds)} good ones: {told}; {kept.starts} children; the program never")


@pytest.mark.apart
def test_papers_made_to_hang_or_to_swell_end_in_the_child(kept):
    said = Counter[str]()

    for media_type, data in islice(altered_papers.made(), count(4, 1_000)):
        said[outcome(kept, media_type, data)] += 1

    assert said["drawn"] + said["read"] < sum(said.values())
    told = ", ".join(f"{reason} {number}" for reason, number in said.most_common())
    tell(f"C24 papers made by hand (65,535 by 65,535 pixels, endless directories, nests, two kinds at once, a bomb): {told}")


@pytest.mark.apart
def test_the_child_opens_no_file_and_no_socket_once_it_is_shut_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """C26, by what the kernel was asked for: whatever comes, nothing is opened, made, removed or connected after the door is shut."""
    if shutil.which("strace") is None:
        pytest.skip("strace is not installed, so the calls of the child were NOT looked at")
    command = ["strace", "-f", "-qq", "-o", str(tmp_path / "calls"), "-e", "trace=%file,%network,%process,landlock_restrict_self",
               sys.executable, "-m", "desktop"]  # fmt: skip
    monkeypatch.setattr(children, "started", lambda argument: subprocess.Popen([*command, argument], cwd=_ROOT, **_PIPES))
    child = Process()
    for media_type, data in altered_papers.good():
        paper = OpenPaper(media_type, lambda data=data: Whole(data), lambda: child)
        paper.text()
        if media_type in WITH_PAGES:
            paper.page(0, 200, 200)
            paper.straight(0, Mend())
    child._process.communicate()

    calls = (tmp_path / "calls").read_text("utf-8", "replace")
    assert re.search(r"landlock_restrict_self\(.*\) += 0", calls)
    after = calls.partition("landlock_restrict_self")[2].splitlines()[1:]
    done = [line for line in after if not re.search(r"newfstatat|exit_group|\+\+\+ exited| = -1 E", line)]
    assert done == []
    tell(f"C26 the drawing child under strace: {len(after)} calls that name a file, a socket or a process after it was shut in, 0 granted")
