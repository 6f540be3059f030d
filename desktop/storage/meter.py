"""How far long work with many bytes is."""

from desktop.domain.progress import Report

_STEP = 256 * 1024


class Meter:
    """Adds up bytes and tells a `Report` now and then, which is also when the work can be cancelled."""

    def __init__(self, report: Report, total: int) -> None:
        self._report, self._total = report, max(1, total)
        self._done = self._told = 0
        report(0, self._total)

    def add(self, size: int) -> None:
        """So many bytes more are done."""
        self._done += size
        if self._done - self._told >= _STEP:
            self.tell()

    def tell(self) -> None:
        """Report now."""
        self._told = self._done
        self._report(min(self._done, self._total), self._total)

    def expect(self, size: int) -> None:
        """So many bytes more are to be done than was thought at first."""
        self._total += size

    def finish(self) -> None:
        """All is done."""
        self._report(self._total, self._total)
