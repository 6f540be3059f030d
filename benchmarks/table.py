"""The table: one line a figure, and its place in the README beside this file."""

import os
import platform
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from benchmarks.measure import Figure

BEGIN, END = "<!-- table: begin -->", "<!-- table: end -->"
NOT_HERE = "not here"

_HEAD = ("what", "ours", "yardstick, in the same run", "its", "ratio", "to reach", "reached")


def table(parts: Mapping[str, Sequence[Figure]]) -> str:
    """The figures of the parts, in Markdown."""
    rows = [_HEAD, tuple("---" for _ in _HEAD)]
    for name, figures in parts.items():
        rows.append((f"**{name}**", *("" for _ in _HEAD[1:])))
        rows += [_row(figure) for figure in figures]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def heading(day: date, load_before: float, load_after: float, minutes: float) -> str:
    """When and on what the figures were taken."""
    return (
        f"Taken on {day.isoformat()} by `make bench` in {minutes:.0f} minutes: {machine()}; "
        f"load average {load_before:.1f} before, {load_after:.1f} at the end (the benchmarks themselves are about 1)."
    )


def machine() -> str:
    """The size of this computer and what it runs."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3
    return f"{os.cpu_count()} cores, {memory:.0f} GiB, {_system()}, Python {platform.python_version()}"


def replaced(text: str, new: str) -> str:
    """The text with what stands between the two marks replaced. Raises ValueError where they do not stand, once each and in order."""
    before, mark, rest = text.partition(BEGIN)
    _, second, after = rest.partition(END)
    if not mark or not second or BEGIN in rest or END in before or END in after:
        raise ValueError("the marks of the table")
    return f"{before}{BEGIN}\n{new}\n{END}{after}"


def write(path: Path, new: str) -> None:
    """Put a new table into the README; whatever else is written there stays."""
    path.write_text(replaced(path.read_text("utf-8"), new), "utf-8")


def _system() -> str:
    try:
        found = platform.freedesktop_os_release()
    except OSError:
        return platform.system()
    return f"{found.get('NAME', '').split()[0]} {found.get('VERSION_ID', '')}".strip()


def _row(figure: Figure) -> tuple[str, ...]:
    theirs = "" if not figure.yardstick else NOT_HERE if figure.theirs is None else amount(figure.theirs, figure.unit)
    said = {None: "–", True: "yes", False: "**no**"}[figure.reached]
    return (figure.what, amount(figure.ours, figure.unit), figure.yardstick, theirs, ratio(figure), reach(figure), said)


def amount(value: float, unit: str) -> str:
    """A figure with three digits that count, and its unit."""
    digits = 0 if value >= 100 else 1 if value >= 10 else 2
    return f"{value:,.{digits}f} {unit}"


def ratio(figure: Figure) -> str:
    """Ours by theirs: `0.83 ×`, or `1/63` where we need less than a tenth."""
    if figure.ratio is None:
        return ""
    return f"1/{1 / figure.ratio:.0f}" if 0 < figure.ratio < 0.1 else f"{figure.ratio:.2f} ×"


def reach(figure: Figure) -> str:
    """What is to be reached, in words."""
    said = [] if figure.most is None else [f"≤ {figure.most:g} {figure.unit}"]
    if figure.most_ratio is not None:
        limit = figure.most_ratio
        said.append(f"≤ 1/{1 / limit:.0f}" if limit < 0.1 else "≤ its" if limit == 1 else f"≤ {limit:g} ×")
    return ", ".join(said)
