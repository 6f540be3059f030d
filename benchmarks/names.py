"""Names in six cases, counted beside a dictionary and our own list: `python -m benchmarks.names` prints how many are right.

Of the five oblique forms of each name: right, doubtful and right, doubtful and wrong, silently wrong; ё counts as е, sex is given.
The dictionary has errors of its own, so every name that is silently unlike it is printed, to be looked at.
"""

import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from benchmarks import yardsticks
from desktop.documents.russian import CASES, Name, decline

OWN = yardsticks.ROOT / "tests" / "documents" / "names.tsv"
_DUMP = Path(__file__).parent / "others" / "dictionary.py"
RIGHT, ASKED, ASKED_WRONG, SILENT = KINDS = ("right", "doubtful, right", "doubtful, wrong", "silently wrong")


def main() -> int:
    """Print both tables; the exit status is 1 where the dictionary could not be installed."""
    own = [line.split("\t") for line in OWN.read_text("utf-8").splitlines()[1:]]
    print(_table("people", ((row[0], row[1], row[2], row[3:9]) for row in own)))
    if not yardsticks.need_libraries():
        return 1
    told = subprocess.run([yardsticks.PYTHON, _DUMP], check=True, capture_output=True, text=True).stdout
    entries = [line.split("\t") for line in told.splitlines()]
    print(_table("part", ((part, sex, part, six) for part, sex, *six in entries)))
    for part, sex, *six in entries:
        if SILENT in kinds(part, sex, six):
            print(f"unlike the dictionary: {part} {sex} {' '.join(six)}; ours {' '.join(_ours(part, sex, six)[0])}")
    return 0


def _table(by: str, names: Iterable[tuple[str, str, str, Sequence[str]]]) -> str:
    counts: dict[str, Counter[str]] = {}
    for group, sex, part, six in names:
        counts.setdefault(group, Counter()).update(kinds(part, sex, six))
    lines = [f"| {by} | forms | {' | '.join(KINDS)} | right in all |", "| --- |" + " --- |" * 6]
    for group, count in counts.items():
        right = (count[RIGHT] + count[ASKED]) / count.total()
        lines.append(f"| {group} | {count.total():,} | {' | '.join(f'{count[kind]:,}' for kind in KINDS)} | {right:.3%} |")
    return "\n".join(lines) + "\n"


def kinds(part: str, sex: str, six: Sequence[str]) -> list[str]:
    """How each of the five oblique forms came out."""
    ours, doubtful = _ours(part, sex, six)
    right, wrong = (ASKED, ASKED_WRONG) if doubtful else (RIGHT, SILENT)
    return [right if _folded(got) in map(_folded, wanted.split("/")) else wrong for got, wanted in zip(ours[1:], six[1:], strict=True)]


def _ours(part: str, sex: str, six: Sequence[str]) -> tuple[list[str], bool]:
    text = six[0].split("/")[0]
    parts = {"surname": "", "name": ""} | {part: text if any(map(str.isupper, text)) else text.capitalize()}
    declined = decline(Name(**parts), sex)
    return [declined.form(part, case) for case in CASES], bool(declined.doubtful)


def _folded(form: str) -> str:
    return form.lower().replace("ё", "е")


if __name__ == "__main__":
    sys.exit(main())
