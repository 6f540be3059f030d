"""Whatever she types, in whichever field: after a crash it stands there again, and after the next one, too."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.operations.demo import make_demo
from desktop.operations.vaults import open_vault, unlock
from desktop.storage import rows
from desktop.storage.keys import Keys
from desktop.ui.asking import Asking
from desktop.ui.desk import Desk
from desktop.ui.jobs import Jobs
from desktop.ui.session import Session
from tests.conftest import PASSPHRASE
from tests.torture.counts import count, seeded, tell
from tests.torture.fields import FIELDS, begin_to_type, fields_in, text_of
from tests.ui.test_visitor import Shell

TYPED = "qxwvqxwv"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Keys]:
    """A vault with two cases in it, and all that belongs to them."""
    folder = tmp_path_factory.mktemp("made") / "vault"
    make_demo(folder, PASSPHRASE, cases=2, unlock_seconds=0.01)
    return folder, unlock(folder, PASSPHRASE)


def test_what_is_typed_into_any_field_stands_there_again_after_two_crashes(qapp, made, tmp_path):
    names = list(FIELDS)
    tried = seeded("fields").sample(names, count(1, len(names)))
    lost = []
    for number, name in enumerate(tried):
        folder = Path(shutil.copytree(made[0], tmp_path / str(number)))
        for crash in range(3):
            with open_vault(folder, made[1]) as vault:
                desk = Desk(Session(vault, Jobs(start=lambda run: run()), Asking()), Shell())
                desk.resize(1366, 768)
                desk.show()
                desk.begin()
                if crash == 0:
                    field = FIELDS[name](desk)
                    begin_to_type(field)
                    QTest.keyClicks(field, TYPED)
                else:
                    QApplication.processEvents()
                    is_seen = any(TYPED in text_of(field) for field in fields_in(desk) if field.isVisible())
                    is_kept = any(TYPED.encode() in stored.body for _number, stored in rows.every(vault) if stored.kind != "draft")
                    lost += [] if is_seen or is_kept else [f"{name}, after crash {crash}"]
                desk.drafts._on_time()  # what it does every second and a half; nothing is said to anybody before the crash
                desk.drafts._timer.stop()  # a process that is gone keeps nothing more
                QApplication.processEvents()
                desk.hide()
                desk.deleteLater()
                QApplication.processEvents()

    tell(f"typed into {len(tried)} of {len(names)} fields, two crashes each: lost {lost or 'nowhere'}")
    assert lost == []
