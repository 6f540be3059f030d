"""Where she has been: the way back."""

from desktop.ui.trail import HOME, Trail, case_of, case_place


def trail(*places: str) -> Trail:
    made = Trail()
    for place in places:
        made.go(place)
    return made


def test_the_way_back_passes_over_what_cannot_be_shown():
    been = trail("cases", case_place("a"), "people", case_place("b"))

    assert been.back(lambda place: not case_of(place)) == "people"
    assert been.back(lambda place: not case_of(place)) == "cases"
    assert been.back(lambda _place: True) == HOME


def test_a_place_stands_in_the_trail_once():
    been = trail("cases", "people", "cases")

    assert been.back(lambda _place: True) == "people"
    assert been.back(lambda _place: True) == HOME


def test_the_row_of_places_goes_round():
    assert trail("settings").beside(["today", "cases", "settings"], 1) == "today"
    assert trail().beside(["today", "cases", "settings"], -1) == "settings"
    assert trail("keys").beside(["today", "cases"], 1) == HOME
