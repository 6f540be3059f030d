"""The line of the search box changed by a key or a click: a kind more or less, a switch turned. The line stays the one truth."""

from datetime import date

from desktop.domain.asked import Field, Group, Piece, joined, parsed


def with_kind(text: str, group: Group, said: tuple[str, str], today: date) -> str:
    """The line narrowed to one more group, `said` being the names of the field and of the group; where it was narrowed to it, no more."""
    pieces = parsed(text, today).pieces
    left = [piece for piece in pieces if group not in parsed(joined((piece,)), today).groups]
    return joined(left if len(left) < len(pieces) else (Piece(name=said[0], text=said[1]), *pieces))


def with_switch(text: str, field: Field, name: str, today: date) -> str:
    """The line with this switch on, by its `name`; where it was on, without."""
    asked = parsed(text, today)
    left = [piece for piece in asked.pieces if piece.field is not field]
    is_on = asked.closed if field is Field.CLOSED else asked.old
    return joined(left if is_on else (Piece(name=name, text=""), *left))
