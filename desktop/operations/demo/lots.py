"""Chance that can be repeated: everything invented comes out of one seed."""

from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import TypeVar
from uuid import UUID

T = TypeVar("T")

# The day on which every invented case stands. The window's own today is what the clock says.
REFERENCE = date(2026, 5, 14)


class Lots:
    """Draws for one case, or for what all cases share. The same seed and name give the same draws."""

    def __init__(self, seed: int, name: str) -> None:
        self.random = Random(f"{seed}/{name}")  # noqa: S311 - repeatable is what is wanted

    def new_id(self) -> str:
        """An id of the form that all ids have."""
        return UUID(int=self.random.getrandbits(128), version=4).hex

    def one(self, choices: "list[T] | tuple[T, ...]") -> T:
        """One of these."""
        return choices[int(self.random.random() * len(choices))]

    def some(self, choices: "list[T]", least: int, most: int) -> list[T]:
        """Between `least` and `most` of these, in their order."""
        left, count, chosen = min(len(choices), self.number(least, most)), len(choices), []
        # Selection sampling: one draw for each, in their order.
        for place, choice in enumerate(choices):
            if self.random.random() * (count - place) < left:
                chosen.append(choice)
                left -= 1
        return chosen

    def chance(self, share: float) -> bool:
        """True in this share of draws."""
        return self.random.random() < share

    def number(self, least: int, most: int) -> int:
        """A whole number from `least` to `most`, both counted."""
        return least + int(self.random.random() * (most - least + 1))

    def moment(self, day: date) -> datetime:
        """A time on that day at which a lawyer works: between nine and ten in the evening, Moscow time."""
        return datetime.combine(day, time(6), UTC) + timedelta(minutes=self.number(0, 779))


def iso(moment: datetime) -> str:
    """The moment as values keep it."""
    return moment.isoformat()
