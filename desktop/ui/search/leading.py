"""A hit that was chosen: the page on which it stands."""

from desktop.storage.search import Hit
from desktop.ui.places import Places

_TAB_OF = {
    "letter": "letters",
    "register": "letters",
    "note": "notes",
    "attachment": "papers",
    "event": "timeline",
    "order": "timeline",
    "person": "people",
    "party": "people",
    "power": "overview",
    "deadline": "overview",
    "task": "overview",
    "sheet": "overview",
}


def show_hit(places: Places, hit: Hit) -> None:
    """Bring to the front what was found."""
    if hit.kind == "call":
        places.show_call(hit.id)
    elif hit.kind == "template":
        places.show_place("library").show_template(hit.id)  # type: ignore[attr-defined]
    elif hit.kind == "norm":
        places.show_place("library").show_norm(hit.id)  # type: ignore[attr-defined]
    elif hit.kind == "unit" or (hit.kind == "person" and not hit.case):
        places.show_in_people("units" if hit.kind == "unit" else "people", hit.id)
    elif hit.case:
        places.open_case(hit.case, _TAB_OF.get(hit.kind, "overview"), hit.id if hit.kind in _TAB_OF else "")
    elif hit.kind == "task":
        places.show_place("agenda").show_dated(hit.id)  # type: ignore[attr-defined]
