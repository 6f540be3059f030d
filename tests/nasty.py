"""Texts that have broken readers before, and any other text, for proofs over generated values."""

from hypothesis import strategies as st

NASTY = (
    "", " ", "\n", "\r\n", "a\rb", "a\nb\n\nc", "\tтабуляция", ";;,,", "\\", "\\n", "\\\\n\\,\\;", 'он сказал «"да"»', "'", "''=1", "=1+1",
    "+7 900 000-00-00", "-5", "@SUM(A1)", "＝1", "=cmd|' /C calc'!A0", "😀🇷🇺👩‍👩‍👧", "\u202eпол\u202c", "\u2066x\u2069",
    "e\u0301", "\u200b", "\ufeff", "BEGIN:VEVENT", "END:VCARD", "a:b;c=d", "\x00", "a\x00b", "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029",
    "\x7f", "😀" * 60, "%d%s{x}", "<b>&amp;</b>", "\ud7ff\ue000\uffff", "\U0010ffff", " в начале и в конце ",
)  # fmt: skip
LONG = "Длинное, слово; и ещё.\n" * 450
# Hypothesis tries control signs and scripts of all kinds by itself.
TEXTS = st.one_of(st.sampled_from(NASTY), st.text(st.characters(exclude_categories=["Cs"]), max_size=120))


def unguarded(cell: str) -> str:
    """The text that a cell of our tables stands for, as the README of an export tells a reader to take it."""
    return cell.removeprefix("'")
