"""What must be true of a finished bundle: `python -m scripts.inspection dist/portfel` says what is not, and fails."""

import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from desktop.operations.self_test import unwanted_parts
from scripts.licensing import CONTENTS, LIST, PROGRAM, ROOT, listed

LARGEST = 130_000_000
# The C library of Debian 12. READ-ME names it, and kit/install asks for it.
OLDEST_GLIBC = (2, 36)
# Nothing else is taken from the computer.
OF_EVERY_LINUX = re.compile(r"lib(c|m|dl|rt|util|pthread|resolv)\.so\.\d+|ld-linux-x86-64\.so\.2")
# Names on a disk tell the work (the texts in the files do so too, but only to who opens them).
TELLING = re.compile(
    r"refus|objector|militar|mobili[sz]|army|soldier|conscript|desert|call-up|(?<![a-z])war(?![a-z])|court|criminal|prosecut|defen[cs]e|lawyer",
    re.IGNORECASE,
)
# What FAT and exFAT cannot keep in a name.
NOT_ON_A_STICK = re.compile(r'[<>:"\\|?*\x00-\x1f]|[. ]$|[^\x00-\x7f]')
# What is opened by name: where the list of files went wrong, these are missing first.
NEEDED = (
    "PySide6/Qt/plugins/platforms/libqxcb.so",
    "PySide6/Qt/plugins/platforms/libqwayland.so",
    "libseccomp.so.2",
    "resources/fonts/PT_Serif-Web-Regular.ttf",
    "resources/fonts/LiberationSerif-Regular.ttf",
    "resources/locale/ru/LC_MESSAGES/portfel.mo",
    "licences/READ-ME.txt",
    "licences/qt/LGPL-3.txt",
)


def findings(bundle: Path) -> Iterator[str]:
    """A sentence for whatever is not as it must be."""
    paths = sorted(bundle.rglob("*"))
    files = [path for path in paths if path.is_file() and not path.is_symlink()]
    libraries = [path for path in files if _is_compiled(path)]
    yield from (f"it is neither a file nor a folder, and a stick may not keep it: {path}" for path in paths if path.is_symlink())
    names = [path.relative_to(bundle).as_posix() for path in paths]
    yield from (f"its name tells the work: {name}" for name in names if TELLING.search(name))
    yield from (f"a stick cannot keep its name: {name}" for name in names if any(NOT_ON_A_STICK.search(part) for part in name.split("/")))
    yield from (f"a stick takes them for the same: {', '.join(same)}" for same in _same_on_a_stick(names))
    yield from (f"it could use a network: {name}" for name in unwanted_parts(map(str, files)))
    yield from (f"it is not there: {name}" for name in NEEDED if not (bundle / CONTENTS / name).is_file())
    yield from _licence_findings(bundle, {path.relative_to(bundle).as_posix() for path in files})
    yield from _library_findings(libraries)
    yield from (f"it names the folder it was built in: {path}" for path in files if str(ROOT).encode() in path.read_bytes())
    size = sum(path.stat().st_size for path in files)
    if size > LARGEST:
        yield f"it has {size} bytes, more than the {LARGEST} it may have"


def _same_on_a_stick(names: list[str]) -> Iterator[list[str]]:
    """Names that differ by capital letters alone."""
    by_small = defaultdict[str, list[str]](list)
    for name in names:
        by_small[name.lower()].append(name)
    return (same for same in by_small.values() if len(same) > 1)


def _licence_findings(bundle: Path, files: set[str]) -> Iterator[str]:
    texts = bundle / CONTENTS / "licences"
    if not (texts / LIST).is_file():
        yield f"there is no list of what is whose: {texts / LIST}"
        return
    parts = listed((texts / LIST).read_text("utf-8"))
    for part in parts:
        if not any(path.stat().st_size for path in texts.glob(f"{part}/**/*") if path.is_file()):
            yield f"its licence is not there: {part}"
    named = {file for part in parts.values() for file in part}
    found = {file for file in files if not file.startswith(f"{CONTENTS}/licences/")}
    yield from (f"nobody has said whose it is: {file}" for file in sorted(found - named))
    yield from (f"it is in the list and not there: {file}" for file in sorted(named - found) if not file.startswith(f"{PROGRAM} ("))


def _library_findings(libraries: list[Path]) -> Iterator[str]:
    names = {path.name for path in libraries}
    for path in libraries:
        said = subprocess.run(
            ["readelf", "--wide", "--dynamic", "--version-info", "--sections", path], capture_output=True, text=True, check=True
        ).stdout
        for needed in re.findall(r"\(NEEDED\).+\[(.+)\]", said):
            if needed not in names and not OF_EVERY_LINUX.fullmatch(needed):
                yield f"{path} needs {needed}, which is not there"
        for version in {tuple(map(int, found.split("."))) for found in re.findall(r"GLIBC_(\d+\.\d+)\b", said)}:
            if version > OLDEST_GLIBC:
                yield f"{path} needs glibc {'.'.join(map(str, version))}"
        if re.search(r"\s\.(symtab|debug_\w+)\s", said):
            yield f"it is not stripped: {path}"


def _is_compiled(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"


def main() -> int:
    """Say every finding; 0 comes back where there is none."""
    said = list(findings(Path(sys.argv[1])))
    for finding in said:
        sys.stderr.write(f"The bundle is not as it must be: {finding}.\n")
    return bool(said)


if __name__ == "__main__":
    sys.exit(main())
