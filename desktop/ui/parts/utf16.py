"""Places in a text as Qt counts them."""


def units(text: str) -> int:
    """How many places Qt counts in a text: an emoji is two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
