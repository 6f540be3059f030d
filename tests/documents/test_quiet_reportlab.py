"""ReportLab runs nothing it finds in the home directory and trusts no address."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent.parent


@pytest.fixture
def trapped_home(tmp_path: Path) -> Path:
    for name in (".reportlab_settings", ".reportlab_mods"):
        (tmp_path / name).write_text(f"open({str(tmp_path / 'caught')!r}, 'a').write({name!r})\n")
    return tmp_path


def run(program: str, home: Path, **environment: str) -> str:
    command = [sys.executable, "-c", program]
    setting = {**os.environ, "HOME": str(home), **environment}
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=60, cwd=SOURCE, env=setting).stdout


def test_files_of_the_home_directory_are_not_run(trapped_home: Path):
    run("import desktop.documents.quiet_reportlab, reportlab.pdfgen.canvas, reportlab.platypus", trapped_home)

    assert not (trapped_home / "caught").exists()


def test_the_trap_catches_reportlab_alone(trapped_home: Path):
    run("import reportlab.pdfgen.canvas", trapped_home)

    assert (trapped_home / "caught").read_text() == ".reportlab_mods.reportlab_settings"


def test_the_environment_and_addresses_are_not_trusted(tmp_path: Path):
    answer = run(
        "import desktop.documents.quiet_reportlab\n"
        "from reportlab import rl_config as c\n"
        "print(c.trustedSchemes, c.trustedHosts, c.invariant)",
        tmp_path,
        RL_trustedSchemes="http,file",
        RL_trustedHosts="*",
        RL_invariant="7",
    )

    assert answer == "['data'] [] 0\n"


def test_coming_too_late_is_loud(tmp_path: Path):
    program = "import reportlab\ntry:\n    import desktop.documents.quiet_reportlab\nexcept ImportError as error:\n    print(error)"

    assert run(program, tmp_path) == "ReportLab was imported before it could be kept quiet\n"
