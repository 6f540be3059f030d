"""What was copied, after the fifteen seconds it is kept."""

import pytest

from tests.e2e.screen import missing_programs, until
from tests.e2e.test_selection import MARKED, offered, typed
from tests.torture.counts import LONG, tell

__all__ = ["typed"]

SECONDS = 15


@pytest.mark.skipif(not LONG, reason="waits for fifteen seconds: only in make torture")
@pytest.mark.skipif(bool(missing_programs()), reason=f"not installed: {', '.join(missing_programs())}")
def test_what_was_copied_is_gone_after_fifteen_seconds(typed):
    program, env = typed
    program.press("ctrl+a", "ctrl+c")
    until(lambda: MARKED in offered(env, "Clipboard"), "the word to be offered")

    seconds = until(lambda: MARKED not in offered(env, "Clipboard"), "the word to be gone", patience=SECONDS * 3)

    tell(f"copied word gone from the clipboard after {seconds:.1f} s")
    assert seconds < SECONDS + 5
