"""What a parser must hold to, said without `assert`: a fuzzer takes any error for a crash."""


def same(found: object, expected: object) -> None:
    """Raise AssertionError where they differ."""
    if found != expected:
        raise AssertionError(repr(found)[:500], repr(expected)[:500])
