"""A letter by typst. Runs in the environment that has its library.

once FONTS LETTER.json FILE · all FONTS LETTERS.json FOLDER · serve FONTS, then a line of JSON for each letter.
"""

import json
import sys
import time
from pathlib import Path

import typst

SOURCE = Path(__file__).with_name("letter.typ")


def compiler(fonts):
    # Only the folder of the one typeface: looking through all of the system's would be measured too.
    return typst.Compiler(SOURCE, font_paths=[fonts], ignore_system_fonts=True)


def compiled(with_, letter):
    return with_.compile(sys_inputs={"letter": json.dumps(letter)}, format="pdf", pdf_tags=False)


def main(what, fonts, *rest):
    with_ = compiler(fonts)
    if what == "once":
        letter, file = rest
        Path(file).write_bytes(compiled(with_, json.loads(Path(letter).read_text("utf-8"))))
    elif what == "all":
        letters, folder = rest
        for number, letter in enumerate(json.loads(Path(letters).read_text("utf-8"))):
            (Path(folder) / f"{number:04}.pdf").write_bytes(compiled(with_, letter))
    else:
        for line in sys.stdin:
            asked = json.loads(line)
            began = time.perf_counter()
            pdf = compiled(with_, asked["letter"])
            taken = time.perf_counter() - began
            Path(asked["out"]).write_bytes(pdf)
            print(taken, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
