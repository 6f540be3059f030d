"""The rules of the house that imports cannot see."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop import i18n, resources, words
from desktop.domain import errors
from desktop.domain.errors import CaseFileError

SOURCE = Path(__file__).parent.parent
MODULES = sorted((SOURCE / "desktop").rglob("*.py"))
NAMES = [str(module.relative_to(SOURCE)) for module in MODULES]

# The doors where a bug is caught and told, and nowhere else.
CRASH_DOORS = {"desktop/ui/jobs.py", "desktop/ui/crash.py", "desktop/app.py", "desktop/cli/program.py"}


def tree(module: Path) -> ast.Module:
    return ast.parse(module.read_text("utf-8"), str(module))


def every_kind(kind: type[CaseFileError] = CaseFileError) -> Iterator[type[CaseFileError]]:
    for child in kind.__subclasses__():
        yield child
        yield from every_kind(child)


def named(node: ast.AST, name: str) -> bool:
    return (isinstance(node, ast.Name) and node.id == name) or (isinstance(node, ast.Attribute) and node.attr == name)


def holders(pattern: str) -> set[str]:
    """The modules whose text matches `pattern`."""
    return {name for name, module in zip(NAMES, MODULES, strict=True) if re.search(pattern, module.read_text("utf-8"))}


@pytest.mark.parametrize("kind", list(every_kind()), ids=lambda kind: kind.__name__)
def test_every_error_has_its_sentence(kind: type[CaseFileError]):
    assert words.has_sentence(kind)


def test_errors_are_defined_in_one_place():
    assert {kind.__module__ for kind in every_kind()} == {errors.__name__}


@pytest.mark.parametrize("module", MODULES, ids=NAMES)
def test_a_module_opens_with_what_it_is_for(module: Path):
    assert ast.get_docstring(tree(module)) or module.name == "__init__.py"


def test_only_operations_transact():
    # The reserve holds pages of zeros and nothing of hers; the journal is wiped while nobody writes, and nothing is saved by it.
    below = {"desktop/storage/vault.py", "desktop/storage/reserve.py", "desktop/storage/traces.py"}
    assert {name for name in holders(r"\.transaction\(") if not name.startswith("desktop/operations/")} <= below


def test_only_asking_opens_message_boxes_and_file_choosers():
    assert holders(r"\bQ(MessageBox|FileDialog|InputDialog)\b") <= {"desktop/ui/asking.py"}


def test_nothing_waits_in_a_dialog():
    assert holders(r"\.exec\(\)") <= {"desktop/app.py"}


def test_nothing_prints_through_qt_or_speaks_to_a_network():
    assert holders(r"\b(QtPrintSupport|QtNetwork|QPrinter|urllib\.request|http\.client|AF_INET6?)\b") <= {"desktop/guard.py"}


def test_bugs_are_caught_at_the_crash_doors_alone():
    catching = {
        name
        for name, module in zip(NAMES, MODULES, strict=True)
        for node in ast.walk(tree(module))
        if isinstance(node, ast.ExceptHandler) and (node.type is None or named(node.type, "Exception"))
    }

    assert catching <= CRASH_DOORS


def test_who_catches_everything_to_clean_up_raises_it_again():
    silent = [
        f"{name}:{node.lineno}"
        for name, module in zip(NAMES, MODULES, strict=True)
        for node in ast.walk(tree(module))
        if isinstance(node, ast.ExceptHandler) and node.type and named(node.type, "BaseException")
        if not any(isinstance(inner, ast.Raise) for inner in ast.walk(node))
    ]

    assert silent == []


def test_the_guard_comes_before_everything():
    main = tree(SOURCE / "desktop/__main__.py")
    imports = [ast.unparse(node) for node in main.body if isinstance(node, ast.Import | ast.ImportFrom)]
    start = next(node for node in main.body if isinstance(node, ast.FunctionDef) and node.name == "main")
    first = next(node for node in start.body if not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)))

    assert imports == ["import sys", "from desktop import guard"]
    assert ast.unparse(first) == "guard.harden()"


def test_the_guard_brings_nothing_along():
    said = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; from desktop import guard; print(*(n for n in sys.modules if n.split('.')[0] in {'desktop', 'PySide6'}))",
        ],
        check=True,
        capture_output=True,
        text=True,
        cwd=SOURCE,
    ).stdout

    assert said.split() == ["desktop", "desktop.guard"]


def test_the_terminal_face_knows_no_window():
    said = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys, desktop.cli.program; print([n for n in sys.modules if n.startswith(('PySide6', 'desktop.ui'))])",
        ],
        check=True,
        capture_output=True,
        text=True,
        cwd=SOURCE,
    ).stdout

    assert said == "[]\n"


def test_reportlab_is_kept_quiet_wherever_it_is_imported():
    loud = [
        name
        for name, module in zip(NAMES, MODULES, strict=True)
        if re.search(r"^\s*(from|import) reportlab", text := module.read_text("utf-8"), re.MULTILINE)
        and "quiet_reportlab" not in text
        and module.name != "quiet_reportlab.py"
    ]

    assert loud == []


def test_every_folder_of_shipped_files_is_there():
    folders = [value for name, value in vars(resources).items() if name.isupper() and isinstance(value, Path)]

    assert [folder for folder in folders if not folder.is_dir()] == []


def test_phrases_are_marked_whole():
    """What is formatted before it is looked up can never be found in a catalogue."""
    broken = [
        f"{name}:{node.lineno}"
        for name, module in zip(NAMES, MODULES, strict=True)
        for node in ast.walk(tree(module))
        if isinstance(node, ast.Call) and any(named(node.func, marker) for marker in ("_", "N_", "ngettext"))
        if node.args and isinstance(node.args[0], ast.JoinedStr | ast.BinOp)
    ]

    assert broken == []


def test_every_dependency_is_locked_with_its_hash():
    project = tomllib.loads((SOURCE / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = {
        re.split(r"[^A-Za-z0-9._-]", line)[0].lower().replace("_", "-")
        for line in [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    }
    lock = (SOURCE / "requirements.lock").read_text("utf-8")
    locked = {found[1] for found in re.finditer(r"^([a-z0-9._-]+)==\S+ \\\n    --hash=sha256:[0-9a-f]{64}", lock, re.MULTILINE)}

    assert wanted - {name.replace("_", "-").replace(".", "-") for name in locked} == set()
    assert "http" not in lock


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_a_language_can_be_spoken(language: str):
    before = i18n.language()

    i18n.speak(language)

    assert i18n.language() == language
    i18n.speak(before)
