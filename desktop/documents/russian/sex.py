"""Words that depend on whether the one who speaks is a man or a woman."""


def by_sex(sex: str, he: str, she: str) -> str:
    """The first word for "m", the second for "f": находился, находилась. Any other sex is a ValueError."""
    if sex not in {"m", "f"}:
        raise ValueError(sex)
    return he if sex == "m" else she
