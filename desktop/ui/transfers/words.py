"""What is said of cards, of files for colleagues, and of what stands here and comes otherwise."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from enum import StrEnum
from functools import cache
from typing import get_type_hints

from desktop.domain.transfers import Colleague, Decision, Incoming, Origin, shown
from desktop.i18n import N_, _, ngettext
from desktop.operations.arrived import Conflict, Content, Field
from desktop.operations.incoming import Earlier, Standing
from desktop.storage.kinds import KINDS
from desktop.ui import choices
from desktop.ui.masking import shown_words
from desktop.ui.parts.day_words import date_words, moment_words

_STANDING: Mapping[Standing, str] = {
    Standing.HERSELF: N_("Made by yourself."),
    Standing.COMPARED: N_("Signed by {name}, whose card you compared by voice."),
    Standing.KNOWN: N_("Signed with the card you have of {name}, but its digits were never compared by voice: compare them first."),
    Standing.CHANGED: N_(
        "It says it is from {name}, but it is signed with another card than the one you have: ring and compare the digits."
    ),
    Standing.UNKNOWN: N_("It says it is from {name}, but nobody you know has this card: the name proves nothing."),
}
_DECISIONS: Mapping[Decision, str] = {
    Decision.WAITING: N_("not yet taken in"),
    Decision.TAKEN: N_("taken in"),
    Decision.REFUSED: N_("refused"),
}
_ONE: Mapping[str, str] = {
    "case": N_("the case"), "person": N_("person"), "party": N_("person in the case"), "unit": N_("unit"), "call": N_("call"),
    "event": N_("event"), "order": N_("order"), "deadline": N_("date to keep"), "letter": N_("letter"), "register": N_("register entry"),
    "note": N_("note"), "attachment": N_("paper"), "task": N_("task"), "note-mark": N_("mark of a note"),
    "sheet": N_("sheet of questions"),
    "ticks": N_("ticks of checklists"),
}  # fmt: skip
_FIELDS: Mapping[str, str] = {
    "pseudonym": N_("pseudonym"), "number": N_("number"), "category": N_("category"), "stage": N_("stage"), "situation": N_("situation"),
    "threat": N_("danger"), "urgent_by": N_("urgent by"), "client": N_("client"), "contracting": N_("who made the agreement"),
    "consent": N_("his own consent"), "consent_on": N_("day of consent"), "may_be_handed_to": N_("may be handed to"),
    "called_by": N_("who rang"), "about": N_("about whom"), "where": N_("where"), "matter": N_("what happened"), "now": N_("how it stands"),
    "unit": N_("unit"), "subunit": N_("subunit"), "post": N_("post"), "branch": N_("branch"), "zone": N_("time zone"),
    "languages": N_("languages"), "colour": N_("colour"), "tags": N_("tags"), "closed_at": N_("closed"), "removed_at": N_("in the bin"),
    "opened_at": N_("opened"), "surname": N_("surname"), "name": N_("name"), "patronymic": N_("patronymic"), "sex": N_("sex"),
    "born": N_("born"), "rank": N_("rank"), "aliases": N_("other names"), "phones": N_("telephones"), "address": N_("address"),
    "identity_paper": N_("identity paper"), "remark": N_("remark"), "forms": N_("confirmed forms"), "fixed": N_("not declined"),
    "role": N_("role"), "relation": N_("relation"), "code_word": N_("code word"), "may_be_told": N_("may be told"),
    "may_not_be_told": N_("may not be told"), "safe_to_call": N_("when to call"), "person": N_("person"), "garrison": N_("garrison"),
    "superior": N_("superior"), "commanders": N_("commanders"), "title": N_("title"), "text": N_("text"), "day": N_("day"),
    "until": N_("until"), "time": N_("time"), "place": N_("place"), "kind": N_("kind"), "due": N_("due"), "done_at": N_("done"),
    "pro_bono": N_("free of charge"), "told_by": N_("told by"), "first_hand": N_("at first hand"),
    "law_on": N_("law looked at on"), "decided_on": N_("decided on"), "decision_changed": N_("changed his mind"),
    "advice_refused": N_("refused the advice"), "decision_reference": N_("where the decision is written"), "signed_by": N_("signed by"),
    "seal": N_("seal"), "blocks": N_("blocks of the note"), "addenda": N_("addenda"), "signed_at": N_("closed for good"),
    "fields": N_("fields of the document"),
    "people": N_("people in the document"), "state": N_("state"), "stamp_number": N_("incoming number"), "stamp_on": N_("day of the stamp"),
    "handed_in": N_("how handed in"), "handed_to": N_("handed to"), "handed_on": N_("handed in on"), "answer": N_("answer"),
    "answer_on": N_("day of the answer"), "answer_due": N_("answer due"), "origin": N_("from whom it came"),
    "answers": N_("answers"), "certainty": N_("how surely it is known"), "form": N_("which questions"),
}  # fmt: skip
# Whose contents name somebody: bars until she reveals names.
_NAMING = frozenset({"person"})


def compared_words(colleague: Colleague) -> str:
    """Whether a card was compared by voice, and when."""
    return date_words(date.fromisoformat(colleague.compared_on)) if colleague.compared_on else _("never")


def digits_words(groups: tuple[str, ...]) -> str:
    """The digits of a card in their groups."""
    return "  ".join(groups)


def from_words(incoming: Incoming) -> str:
    """Whom it is from, as it says itself."""
    if incoming.origin is Origin.BACKUP:
        return _("a backup, looked into on {when}").format(when=moment_words(incoming.created))
    return incoming.sender_name


def standing_words(incoming: Incoming, standing: Standing, earlier: Earlier) -> tuple[str, bool]:
    """What is known of whoever sent it, and whether that is a reason for trust."""
    told = [_(_STANDING[standing]).format(name=incoming.sender_name)]
    if incoming.origin is Origin.BACKUP:
        told = [_("Out of a backup. Nothing in the vault was changed by that.")]
    if earlier.again:
        told.append(_("The same file came already on {when}.").format(when=moment_words(earlier.again)))
    if earlier.older:
        told.append(_("It is older than what you took in: that was made on {when}.").format(when=moment_words(earlier.older)))
    is_good = standing in {Standing.COMPARED, Standing.HERSELF} and not earlier.again and not earlier.older
    return " ".join(told), is_good


def decision_word(decision: Decision) -> str:
    """What she did with a case that came."""
    return _(_DECISIONS[decision])


def meets_words(content: Content) -> str:
    """What a case that came would meet here."""
    told = []
    if content.is_same:
        return _("all of it is here, just like this")
    if not content.is_here:
        told.append(_("new here"))
    elif content.new:
        told.append(ngettext("{count} new record", "{count} new records", content.new).format(count=content.new))
    if content.conflicts:
        count = len(content.conflicts)
        told.append(ngettext("{count} record differs", "{count} records differ", count).format(count=count))
    if content.number_taken or content.pseudonym_taken:
        told.append(_("will get another number or pseudonym"))
    return ", ".join(told)


def record_words(conflict: Conflict, revealed: bool) -> str:
    """Which record differs."""
    kind = _(_ONE.get(conflict.kind, "")) if conflict.kind in _ONE else conflict.kind
    title = shown_words(conflict.title, revealed) if conflict.kind in _NAMING else shown(conflict.title)
    return f"{kind}: {title}" if title else kind


def field_words(field: Field) -> str:
    """The name of a field."""
    return _(_FIELDS[field.name]) if field.name in _FIELDS else field.name.replace("_", " ")


def value_words(conflict: Conflict, field: Field, text: str, revealed: bool, name_of: Callable[[str], str]) -> str:
    """What stands in a field, for a person to read."""
    if not text:
        return _("(empty)")
    if conflict.kind in _NAMING and field.name not in {"sex", "rank", "removed_at", "fixed"}:
        return shown_words(shown(text), revealed)
    type_ = _types(conflict.kind).get(field.name)
    if isinstance(type_, type) and issubclass(type_, StrEnum) and text in {str(each) for each in type_}:
        return choices.word(type_(text))
    if field.name.endswith("_at") and text[:4].isdigit():
        return moment_words(text)
    return name_of(text) or shown(text)


@cache
def _types(kind: str) -> Mapping[str, object]:
    hints = get_type_hints(KINDS[kind])
    return {each.name: hints[each.name] for each in fields(KINDS[kind])}
