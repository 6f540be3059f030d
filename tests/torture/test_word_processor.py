"""DOCX: a word processor shows of every document what stands in it, on the page it stands on in ours."""

import shutil
import subprocess
from pathlib import Path

import pytest

from desktop.documents import docx, layout, templates
from tests.documents.letters import composed, soldier
from tests.documents.pages_of import folded, fonts_of, text_of
from tests.torture.counts import LONG, tell

pytestmark = [
    pytest.mark.skipif(not LONG, reason="starts LibreOffice: only in make torture"),
    pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed, so DOCX was NOT looked at in a word processor"),
]


def test_a_word_processor_shows_what_every_document_says(tmp_path: Path):
    texts = {template.id: composed(template.id, person=soldier("f" if int(template.id[1:]) % 2 else "m")).text
             for template in templates.catalogue()}  # fmt: skip
    for name, text in texts.items():
        (tmp_path / f"{name}.docx").write_bytes(docx.render(layout.blocks(text, second_copy=True)))
    command = [
        "soffice",
        "--headless",
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--convert-to",
        "pdf",
        "--outdir",
        str(tmp_path),
    ]
    subprocess.run([*command, *map(str, sorted(tmp_path.glob("*.docx")))], check=True, capture_output=True)

    pages = 0
    for name, text in texts.items():
        data = (tmp_path / f"{name}.pdf").read_bytes()
        read = text_of(data)
        for line in text.splitlines():
            for piece in line.lstrip("#>|% ").split("|"):
                # A line to sign on is drawn by a tab.
                assert not piece.strip("_ ") or folded(piece)[:60] in read, (name, piece)
        assert fonts_of(data)
        pages += data.count(b"/Type/Page/") + data.count(b"/Type /Page ")
    tell(f"DOCX in a word processor: {len(texts)} documents show every line")
