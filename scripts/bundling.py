"""What goes into the bundle: of what PyInstaller found the part that is wanted, typefaces, Qt's own Python."""

import ast
import os
import py_compile
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from functools import cache
from importlib.metadata import distribution
from pathlib import Path

from scripts.licensing import PARTS, ROOT, Entry

LIBERATION = ("/usr/share/fonts/truetype/liberation2", "/usr/share/fonts/truetype/liberation", "/usr/share/fonts/liberation")
WEIGHTS = ("Regular", "Bold")

# The Qt that a window needs. The network is refused by the kernel; what could ask for it is not even there.
QT_PLUGINS = {
    "platforms": {"libqxcb.so", "libqwayland.so", "libqoffscreen.so"},
    "platforminputcontexts": {"libcomposeplatforminputcontextplugin.so"},
    "xcbglintegrations": set[str](),
    "wayland-shell-integration": {"libxdg-shell.so"},
    "wayland-decoration-client": {"libbradient.so"},
    "wayland-graphics-integration-client": set[str](),
}
QT_LIBRARIES = re.compile(r"libQt6(Core|DBus|Gui|Widgets|XcbQpa|WaylandClient|WlShellIntegration)\.so|libicu\w+\.so")
ICU_DATA = re.compile(
    r"(coll/)?(root|pool|res_index|en|en_US|ru|ru_RU)\.res|coll/ucadata\.icu|cnvalias\.icu|.*\.nrm|ulayout\.icu"
    r"|(supplementalData|likelySubtags|keyTypeData|numberingSystems)\.res"
)

# Packages that read files of their own, and of some those we need.
WITH_DATA = ("mnemonic", "pyphen", "pytrovich", "shamir_mnemonic", "tzdata")
LISTS = {
    "mnemonic": {"russian.txt", "english.txt"},
    "pyphen": {"hyph_ru_RU.dic"},
    "pytrovich": {"rules.json", "gender.json"},
}

# Opened by name at run time, so nothing is linked to it.
OPENED = {"libseccomp.so.2", f"libpython{sys.version_info.major}.{sys.version_info.minor}.so.1.0"}

# PyInstaller leaves these to the computer, for the sake of graphics drivers. The program draws without any, but Qt is linked to them,
# and on a computer that lacks one nothing would start.
OF_THE_SCREEN = (
    "libxcb.so.1", "libGL.so.1", "libGLX.so.0", "libGLdispatch.so.0", "libEGL.so.1", "libwayland-client.so.0", "libwayland-cursor.so.0",
)  # fmt: skip

# Pillow brings a copy of this small library of X11 that is laid out for pages of 2 MiB, nearly all of it zeros. The system's is the same.
PADDED, SAME = "pillow.libs/libXau-", "libXau.so.6"

# Debian's libdbus asks two things of libsystemd, and both only in a bus that systemd starts: which sockets it was given. Ours is no bus.
# So a library of two functions that answer "none" stands for libsystemd, and for libgcrypt and others that only it needs (2.5 MB).
ASKED_OF_SYSTEMD = ("sd_listen_fds", "sd_is_socket")

# Found by PyInstaller, used by nobody here: they ask for a network, a compiler or another program.
LEFT_OUT = [
    "PySide6.QtNetwork", "PySide6.QtQml", "PySide6.QtQuick", "PySide6.QtPrintSupport",
    "PIL._avif", "PIL._imagingcms", "PIL._imagingft", "PIL._imagingtk", "PIL._webp", "PIL.ImageQt", "PIL.ImageTk",
    "_tkinter", "tkinter", "pydoc", "pdb", "unittest", "doctest", "lib2to3", "distutils", "setuptools", "pkg_resources", "pip",
    "sqlite3", "ssl", "_ssl", "ftplib", "smtplib", "imaplib", "poplib", "telnetlib", "nntplib", "xmlrpc", "asyncio",
    "curses", "readline", "charset_normalizer", "fontpkg", "fontpkg_pt_serif", "babel",
    "urllib.request", "http", "webbrowser", "reportlab.graphics", "reportlab.platypus",
    "pypdf._codecs.adobe_glyphs", "_pydecimal", "typing_extensions",
]  # fmt: skip


def wanted(binaries: Iterable[Entry]) -> list[Entry]:
    """Of the libraries that PyInstaller found, those that belong into the bundle, and what those need."""
    kept = [entry for entry in binaries if is_wanted(entry)]
    needs = {goes: _needs(source) for goes, source, _ in kept}
    # A library of the system stays only if something that stays is linked to it.
    stays = {goes for goes, source, kind in kept if kind == "EXTENSION" or ROOT in Path(source).parents or goes in OPENED}
    waiting = sorted(stays)
    while waiting:
        called = needs[waiting.pop()]
        found = {goes for goes in needs if Path(goes).name in called} - stays
        stays |= found
        waiting += sorted(found)
    return sorted(entry for entry in kept if entry[0] in stays)


def _needs(library: str) -> set[str]:
    """What a library itself is linked to; PyInstaller would also tell what the system's own libraries need in turn."""
    return set(re.findall(r"\(NEEDED\).+\[(.+)\]", _said("readelf", "--wide", "--dynamic", library)))


def is_wanted(entry: Entry) -> bool:
    """Whether a file that PyInstaller found belongs into the bundle."""
    goes, _, kind = entry
    path = Path(goes)
    if kind == "SYMLINK":
        return False  # Qt's libraries find each other without
    if "PySide6" in path.parts:
        return _is_wanted_of_qt(path)
    if path.parts[0] in LISTS and path.suffix:
        return path.name in LISTS[path.parts[0]]
    if path.parts[0] == "resources":
        return path.suffix != ".po"
    # Nobody asks at run time which packages are there; what pip wrote down when it installed them differs from day to day.
    return not (path.name.startswith("_codecs_") or path.parts[0].endswith(".dist-info"))


def _is_wanted_of_qt(path: Path) -> bool:
    if path.suffix == ".qm":
        return path.name == "qtbase_ru.qm"
    if "plugins" in path.parts:
        return path.name in QT_PLUGINS.get(path.parent.name, set())
    if path.name.startswith(("libQt6", "libicu")):
        return bool(QT_LIBRARIES.match(path.name))
    if path.name.startswith("Qt"):
        return path.name.split(".")[0] in qt_in_use()
    return path.name.startswith("libpyside6.") or path.suffix == ".py"


@cache
def qt_in_use() -> frozenset[str]:
    """The parts of Qt that the program's own modules import, such as `QtCore`."""
    imported = re.compile(r"^\s*from PySide6\.(\w+) import|^\s*from PySide6 import (\w+)|^\s*import PySide6\.(\w+)", re.MULTILINE)
    texts = (module.read_text("utf-8") for module in (ROOT / "desktop").rglob("*.py"))
    return frozenset(name for text in texts for found in imported.finditer(text) for name in found.groups() if name)


def with_neutral_names(entries: Iterable[Entry]) -> list[Entry]:
    """The same files, but of a numbered text of the law only the number: names on a disk tell the work."""
    return [(re.sub(r"^(resources/law/norms/\d+)-[\w-]+", r"\1", goes), source, kind) for goes, source, kind in entries]


def without_padding(binaries: Iterable[Entry]) -> list[Entry]:
    """The same libraries, but the padded one replaced by the system's."""
    found = list(binaries)
    same = next(source for goes, source, _ in found if goes == SAME)
    return [(goes, same if goes.startswith(PADDED) else source, kind) for goes, source, kind in found]


def of_the_screen() -> list[tuple[str, str]]:
    """The libraries of `OF_THE_SCREEN` and where they go. Raises LookupError for one that is not there."""
    known = dict(re.findall(r"(\S+) \(libc6,x86-64\) => (\S+)", _said("/sbin/ldconfig", "-p")))
    return [(known[name], ".") for name in OF_THE_SCREEN]


def fonts() -> list[Entry]:
    """The typefaces of the letters. Raises FileNotFoundError where the computer lacks one."""
    liberation = _liberation()
    pt = Path(str(distribution("fontpkg-pt-serif").locate_file("fontpkg_pt_serif/files")))
    files = [liberation / f"LiberationSerif-{weight}.ttf" for weight in WEIGHTS] + [pt / f"PT_Serif-Web-{weight}.ttf" for weight in WEIGHTS]
    return [(f"resources/fonts/{file.name}", str(file.resolve(strict=True)), "DATA") for file in files]


def with_small_icu(binaries: Iterable[Entry]) -> list[Entry]:
    """The same libraries, but ICU's data (31 of Qt's 80 MB) only for the languages of the program.

    Qt asks ICU for the order of words alone; dates and numbers are Qt's own. The data is taken apart with ICU's `icupkg` and becomes
    a library of the same name again.
    """
    return [
        (goes, str(_small_icu(Path(source))) if re.match(r"libicudata\.", Path(goes).name) else source, kind)
        for goes, source, kind in binaries
    ]


def _small_icu(library: Path) -> Path:
    version = library.name.rpartition(".")[2]
    symbol, folder = f"icudt{version}_dat", PARTS / "icu"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    # The symbol lies in the first section, whose place in the file is its address.
    where = next(line.split() for line in _said("objdump", "-T", str(library)).splitlines() if line.endswith(symbol))
    start, size = int(where[0], 16), int(where[-2], 16)
    data = folder / f"icudt{version}l.dat"
    data.write_bytes(library.read_bytes()[start : start + size])
    names = _said("icupkg", "-l", str(data)).split()
    (folder / "out.lst").write_text("".join(f"{name}\n" for name in names if not ICU_DATA.fullmatch(name)))
    _said("icupkg", "-r", str(folder / "out.lst"), str(data))
    (folder / "data.s").write_text(
        f".section .rodata\n.balign 16\n.globl {symbol}\n.type {symbol}, @object\n"
        f'{symbol}:\n.incbin "{data}"\n.size {symbol}, . - {symbol}\n'
        '.section .note.GNU-stack,"",@progbits\n'
    )
    _said("as", "-o", str(folder / "data.o"), str(folder / "data.s"))
    _said("ld", "-shared", "-z", "noexecstack", "-soname", library.name, "-o", str(folder / library.name), str(folder / "data.o"))
    return folder / library.name


def with_no_sockets(binaries: Iterable[Entry]) -> list[Entry]:
    """The same libraries, but instead of libsystemd one that answers what libdbus asks, see `ASKED_OF_SYSTEMD`.

    Raises LookupError where libdbus asks for more.
    """
    found = list(binaries)
    dbus = next(source for goes, source, _ in found if goes == "libdbus-1.so.3")
    asked = {line.split()[-1].partition("@")[0] for line in _said("nm", "-D", dbus).splitlines() if "@LIBSYSTEMD" in line}
    if not asked <= {*ASKED_OF_SYSTEMD}:
        raise LookupError(", ".join(sorted(asked)))
    return [(goes, str(_no_sockets()) if goes == "libsystemd.so.0" else source, kind) for goes, source, kind in found]


def _no_sockets() -> Path:
    folder = PARTS / "ours"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    declared = "".join(f".globl {name}\n.type {name}, @function\n{name}:\n" for name in ASKED_OF_SYSTEMD)
    (folder / "none.s").write_text(f'.text\n{declared}xorl %eax, %eax\nret\n.section .note.GNU-stack,"",@progbits\n')
    (folder / "none.map").write_text("LIBSYSTEMD_209 { global: sd_*; local: *; };\n")
    _said("as", "-o", str(folder / "none.o"), str(folder / "none.s"))
    library = folder / "libsystemd.so.0"
    _said("ld", "-shared", "-z", "noexecstack", "-soname", library.name, "--version-script", str(folder / "none.map"),
          "-o", str(library), str(folder / "none.o"))  # fmt: skip
    return library


def _said(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def _liberation() -> Path:
    for folder in LIBERATION:
        if Path(folder, "LiberationSerif-Regular.ttf").exists():
            return Path(folder)
    raise FileNotFoundError("LiberationSerif-Regular.ttf")


def needs_of_qt() -> list[str]:
    """What the Python inside PySide6's library imports, where PyInstaller cannot see it."""
    names = set[str]()
    for source in _files_dir().rglob("*.py"):
        for node in ast.walk(ast.parse(source.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names.add(node.module)
    return sorted(name for name in names if name.split(".")[0] in sys.stdlib_module_names)


def _files_dir() -> Path:
    package = Path(str(distribution("shiboken6").locate_file("shiboken6")))
    if not (package / "files.dir").is_dir():
        subprocess.run([sys.executable, "-c", "import shiboken6.Shiboken"], check=True, env={**os.environ, "SBK_EMBED": "False"})
    return package / "files.dir"


_UNCHECKED = py_compile.PycInvalidationMode.UNCHECKED_HASH


def support_of_qt() -> list[Entry]:
    """The Python that PySide6 carries inside a library and compiles at every start (30 ms): as files, compiled once.

    `SBK_EMBED=False` is PySide6's own switch for this; it writes `files.dir` beside the package, and looks there first.
    """
    folder = PARTS / "files.dir"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(_files_dir(), folder, ignore=shutil.ignore_patterns("__pycache__"))
    for source in sorted(folder.rglob("*.py")):
        # Never compared with the time of the source: a stick does not keep times well.
        py_compile.compile(str(source), dfile=str(source.relative_to(folder)), doraise=True, invalidation_mode=_UNCHECKED)
    return [(f"shiboken6/files.dir/{each.relative_to(folder)}", str(each), "DATA") for each in sorted(folder.rglob("*")) if each.is_file()]
