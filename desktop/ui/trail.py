"""Where she has been on the desk: the way back, and what comes next."""

from collections.abc import Callable, Sequence

HOME = "today"


class Trail:
    """The places she has been to, each once, the latest last."""

    def __init__(self) -> None:
        self._places: list[str] = []

    @property
    def now(self) -> str:
        """The place in front; empty before the first."""
        return self._places[-1] if self._places else ""

    @property
    def case(self) -> str:
        """The case in front; empty where a page is."""
        return case_of(self.now)

    def go(self, place: str) -> None:
        """She is at this place now."""
        self.forget(place)
        self._places.append(place)

    def forget(self, place: str) -> None:
        """No way leads back to this place."""
        if place in self._places:
            self._places.remove(place)

    def back(self, shows: Callable[[str], bool]) -> str:
        """Leave the place in front; the one before it comes back, of those that can be shown."""
        self._places = self._places[:-1]
        while self._places and not shows(self._places[-1]):
            self._places.pop()
        return self.now or HOME

    def beside(self, places: Sequence[str], by: int) -> str:
        """The place that stands so many further in this row than the one in front."""
        now = self.now or HOME
        return places[(places.index(now) + by) % len(places)] if now in places else HOME


def case_place(case_id: str) -> str:
    """The place where a case is shown."""
    return f"case:{case_id}"


def case_of(place: str) -> str:
    """The case that is shown at a place; empty where it is a page."""
    return place.partition(":")[2]
