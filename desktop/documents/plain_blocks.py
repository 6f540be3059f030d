"""Blocks as lines of text, for whoever reads a document without its pages."""

from collections.abc import Iterable, Iterator

from desktop.documents.blocks import Block, Heading, Marked, Paragraph, Tick, Title


def lines(blocks: Iterable[Block]) -> Iterator[str]:
    """The lines of a note: titles and headings stand apart, whatever stood before a line on the page stands before it here."""
    for block in blocks:
        match block:
            case Title(text):
                yield from (text, "=" * len(text))
            case Heading(text):
                yield from ("", text, "-" * len(text))
            case Paragraph(text):
                yield text
            case Tick(text, ticked):
                yield f"[{'x' if ticked else ' '}] {text}"
            case Marked(pieces, mark, quoted):
                said = "".join(piece for piece, _bold in pieces)
                yield f"{'> ' if quoted else ''}{mark + ' ' if mark else ''}{said}"
            case _:
                raise TypeError(type(block).__name__)
