"""A vault with invented cases, made once for all tests of the terminal."""

import shutil
from pathlib import Path

import pytest

from desktop.operations.demo import make_demo
from tests.conftest import PASSPHRASE


@pytest.fixture(scope="session")
def made_demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "vault"
    make_demo(folder, PASSPHRASE, cases=12, unlock_seconds=0.01)
    return folder


@pytest.fixture
def demo(made_demo: Path, tmp_path: Path) -> Path:
    """The folder of a vault of the test's own, with twelve invented cases."""
    copy = tmp_path / "demo"
    shutil.copytree(made_demo, copy)
    return copy
