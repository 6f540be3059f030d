"""The tabs of a case, and in which of them each kind of thing stands."""

TABS = ("overview", "timeline", "letters", "notes", "papers", "people", "lists")

TAB_OF = {
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
