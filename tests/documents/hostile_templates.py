"""Template files that want to harm: each one is to be refused with its line, and none may cost time or memory."""

from collections.abc import Iterator
from pathlib import Path

HEAD = """+++
id = "x"
version = "1"
title = { ru = "Т" }
[[field]]
key = "items"
kind = "long"
label = { ru = "пункты" }
+++
"""

_HERE = Path(__file__).parent


def bodies() -> Iterator[str]:
    """Bodies that are no template's."""
    # What Jinja can do and a template may not: reach into Python, read other files, run without end, grow without end.
    yield from (_HERE / "hostile_bodies.txt").read_text("utf-8").splitlines()
    yield "{{ " + "(" * 3000 + "client" + ")" * 3000 + " }}"
    yield "{{ " + "not " * 900 + "client }}"
    yield "{{ client" + "|capital" * 400 + " }}"
    yield "{{ client" + " or client" * 300 + " }}"
    yield "{{ client" + " ~ client" * 50 + " }}"
    yield "{{ " + "{'a': " * 500 + "'b'" + "}" * 500 + " }}"
    yield "{% if client %}\n" * 600 + "{% endif %}\n" * 600
    yield "{% if client %}x\n" + "{% elif unit %}y\n" * 600 + "{% endif %}"
    yield "{% set a0 = items ~ items %}\n" + "".join(f"{{% set a{n + 1} = a{n} ~ a{n} %}}\n" for n in range(64)) + "{{ a64 }}"
    yield "{% set a0 = 'x' ~ items %}\n" + "".join(f"{{% set a{n + 1} = a{n} if client else a{n} ~ a{n} %}}\n" for n in range(64))
    yield "{{ items }}\n" * 6000
    yield "{% for x in items|lines %}\n" + "{{ x }}{{ items|bare }}\n" * 200 + "{% endfor %}"
    yield "{{ " + "9" * 3900 + " }}"
    yield "слово " * 1000
    yield "x" * 5000
    yield from (f"Прошу{sign}уволить" for sign in "\x00\x07\x1b\x7f\x85\u200b\u200e\u202e\u2066\u2028\ufeff\ufdd0\ue000\U000e0041")


def heads() -> Iterator[str]:
    """Whole texts whose head is no template's."""
    known = '+++\nid = "x"\nversion = "1"\ntitle = { ru = "Т" }\n'
    long = ("a" * 3000, "a." * 900 + "b = 1", "'a b'.c." * 400 + "d = 1", "[" + "a." * 900 + "b]", "x = " + "[" * 900, "x = " + "{a=" * 900,
            "x = 0x" + "f" * 3000, "x = " + "9" * 3900)  # fmt: skip
    for line in (*(_HERE / "hostile_heads.txt").read_text("utf-8").strip("\n").split("\n\n"), *long):
        yield f"{known}{line}\n+++\nТекст.\n"
    for missing in ("id", "version", "title"):
        kept = (line for line in known.split("\n")[1:] if not line.startswith(missing))
        yield "+++\n" + "\n".join(kept) + "+++\nТекст.\n"
    yield known + "".join(f'[[field]]\nkey = "a{n}"\nlabel = {{ ru = "x" }}\n' for n in range(61)) + "+++\nТекст.\n"
    options = ", ".join(f'{{ code = "a{n}" }}' for n in range(41))
    yield f'{known}[[field]]\nkey = "a"\nkind = "choice"\nlabel = {{ ru = "x" }}\noption = [{options}]\n+++\nТекст.\n'
    yield known + "".join(f"[a{n}]\n" for n in range(9000)) + "+++\nТекст.\n"
    yield known + "".join(f"a{n} = 1\n" for n in range(9000)) + "+++\nТекст.\n"
    yield known + "x = [\n" + "[\n" * 9000 + "+++\n"
    yield known + f'title_too = "{"x" * 3000}"\n+++\n'
    yield known.replace('"Т"', f'"{"Т" * 400}"') + "+++\nТекст.\n"
    yield known.replace('"Т"', "'<b>Т</b>'") + "+++\nТекст.\n"
    yield known.replace('"x"', '"../x"') + "+++\nТекст.\n"
    yield known.replace('"x"', '"' + "x" * 41 + '"') + "+++\nТекст.\n"


def files() -> Iterator[bytes]:
    """Files that are no text of a template at all."""
    yield from (
        b"",
        b"\n",
        b"+++",
        b"+++\n",
        b"+++\n+++\n",
        b"text",
        b"\x00" * 50,
        b"\xff\xfe" + "+++".encode("utf-16-le"),
        b"\x80abc",
        b"PK\x03\x04",
        b"%PDF-1.7",
    )
    yield HEAD.encode() + b"\xff"
    yield HEAD.encode("utf-16")
    yield (HEAD + "Прошу").encode("cp1251")
    yield HEAD.encode() + b"\xed\xa0\x80"
    yield HEAD.encode() + b"x\n" * 60_000
    yield b"x" * 10_000_000
    yield b"+++\n" * 30_000
    yield b"\n" * 90_000 + HEAD.encode()
    yield HEAD.replace("+++\n", "", 1).encode()
    yield HEAD.replace("+++", "---").encode()


def every() -> Iterator[bytes]:
    """All of them, as files."""
    yield from ((HEAD + body + "\n").encode("utf-8", "surrogatepass") for body in bodies())
    yield from (text.encode("utf-8", "surrogatepass") for text in heads())
    yield from files()
