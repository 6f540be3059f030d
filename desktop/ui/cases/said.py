"""What the list of cases is narrowed by: what can be chosen on each axis, and what is chosen, in words."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from desktop.domain.caseload import Axis, Filter, axes, folded, with_axis
from desktop.domain.cases import CaseRow, Category, Situation, Stage, Threat
from desktop.i18n import N_, _, ngettext
from desktop.ui import choices

URGENT = "urgent"  # no threat, but chosen among them
WITHIN = (-1, 0, 7, 14, 30, 90)  # days
_TITLES: Mapping[Axis, str] = {
    Axis.WORDS: N_("words"),
    Axis.CATEGORY: N_("Service"),
    Axis.STAGE: N_("Stage"),
    Axis.SITUATION: N_("Where"),
    Axis.DANGER: N_("Danger"),
    Axis.UNIT: N_("Unit no."),
    Axis.TAG: N_("Tag"),
    Axis.WITHIN: N_("Next date"),
    Axis.IDLE: N_("nothing scheduled"),
    Axis.CONSENT: N_("without consent"),
    Axis.CLOSED: N_("archive"),
}
PICKED = (Axis.CATEGORY, Axis.STAGE, Axis.SITUATION, Axis.DANGER, Axis.UNIT, Axis.TAG, Axis.WITHIN)
TOGGLED = (Axis.IDLE, Axis.CONSENT, Axis.CLOSED)
_KINDS: Mapping[Axis, type[StrEnum]] = {Axis.CATEGORY: Category, Axis.STAGE: Stage, Axis.SITUATION: Situation, Axis.DANGER: Threat}


@dataclass(frozen=True)
class Option:
    """Something that can be chosen on an axis, and how many of the files have it."""

    id: str
    text: str
    count: int


def title(axis: Axis) -> str:
    """What an axis is called on its chip."""
    return _(_TITLES[axis])


def options(axis: Axis, rows: Sequence[CaseRow], wanted: Filter) -> tuple[Option, ...]:
    """What can be chosen on this axis among these rows, or is chosen already."""
    if axis is Axis.WITHIN:
        return tuple(Option(str(days), _within_words(days), 0) for days in WITHIN)
    counted = Counter(_codes_of(axis, rows))
    if axis in _KINDS:
        found = [Option(str(code), text, counted[str(code)]) for code, text in choices.words(_KINDS[axis])]
        urgent = [Option(URGENT, _("urgent"), sum(bool(row.urgent) for row in rows))] if axis is Axis.DANGER else []
        return tuple(each for each in urgent + found if each.count or each.id in chosen(wanted, axis))
    names = sorted(counted.keys() | set(chosen(wanted, axis)), key=lambda name: (-counted[name] if axis is Axis.TAG else 0, folded(name)))
    return tuple(Option(name, name or _("without a unit"), counted[name]) for name in names)


def _codes_of(axis: Axis, rows: Iterable[CaseRow]) -> Iterable[str]:
    if axis is Axis.TAG:
        return (tag for row in rows if row.tag_lines for tag in row.tags)
    fields = {Axis.CATEGORY: "category_code", Axis.STAGE: "stage_code", Axis.SITUATION: "situation_code", Axis.DANGER: "threat_code"}
    field = fields.get(axis, "unit")
    return (getattr(row, field) for row in rows)


def chosen(wanted: Filter, axis: Axis) -> tuple[str, ...]:
    """The ids of the options that are chosen on an axis."""
    if axis is Axis.WITHIN:
        return () if wanted.within is None else (str(wanted.within),)
    if axis is Axis.DANGER:
        return (*([URGENT] if wanted.urgent else []), *wanted.threats)
    return tuple(getattr(wanted, axis.value))


def with_chosen(wanted: Filter, axis: Axis, ids: Collection[str]) -> Filter:
    """The filter with these options chosen on an axis."""
    if axis is Axis.WITHIN:
        return replace(wanted, within=next((int(id_) for id_ in ids), None))
    if axis is Axis.DANGER:
        return replace(wanted, urgent=URGENT in ids, threats=tuple(threat for threat in Threat if threat in ids))
    kind = _KINDS.get(axis)
    values: tuple[str, ...] = tuple(code for code in kind if code in ids) if kind else tuple(sorted(ids))
    return with_axis(wanted, axis, values)


def chip_words(wanted: Filter, axis: Axis) -> str:
    """What stands on the chip of an axis: what is chosen where it is one, else how many are."""
    ids = chosen(wanted, axis)
    if not ids:
        return title(axis)
    if len(ids) == 1:
        return _("{what}: {chosen}").format(what=title(axis), chosen=_word(axis, ids[0]))
    return _("{what}: {chosen}").format(what=title(axis), chosen=len(ids))


def axis_words(wanted: Filter, axis: Axis) -> str:
    """What is chosen on an axis, in words."""
    if axis is Axis.WORDS:
        return _("words “{words}”").format(words=" ".join(wanted.words.split()))
    if axis in TOGGLED:
        return _("with the archive") if axis is Axis.CLOSED else title(axis)
    said = _(" or ").join(_word(axis, id_) for id_ in chosen(wanted, axis))
    return said if axis is Axis.WITHIN else _("{what}: {chosen}").format(what=title(axis).lower(), chosen=said)


def filter_words(wanted: Filter, *, leave_out: Collection[Axis] = ()) -> str:
    """All that is chosen, in words; empty where nothing is."""
    return "; ".join(axis_words(wanted, axis) for axis in axes(wanted) if axis not in leave_out)


def count_words(shown: int, whole: int) -> str:
    """How many files are shown."""
    if shown == whole:
        return ngettext("{count} file", "{count} files", whole).format(count=whole)
    return ngettext("{shown} of {count} file", "{shown} of {count} files", whole).format(shown=shown, count=whole)


def _word(axis: Axis, id_: str) -> str:
    if axis is Axis.WITHIN:
        return _within_words(int(id_))
    if axis is Axis.DANGER and id_ == URGENT:
        return _("urgent")
    kind = _KINDS.get(axis)
    return choices.word(kind(id_)) if kind else id_ or _("without a unit")


def _within_words(days: int) -> str:
    if days < 0:
        return _("overdue")
    if days == 0:
        return _("today or overdue")
    return ngettext("within {count} day", "within {count} days", days).format(count=days)
