"""The eight questions as they are asked, and what to mind at each."""

from collections.abc import Mapping

from desktop.domain.urgent import QUESTIONS, Asked, Kin, Signer
from desktop.i18n import N_, _

TITLES: Mapping[str, str] = {
    "who": N_("1  Who is he: surname, name, patronymic"),
    "where": N_("2  Where is he now, where is he being taken"),
    "by_whom": N_("3  By whom"),
    "since": N_("4  Since which hour"),
    "health": N_("5  How is he"),
    "contact": N_("6  Can he be reached"),
    "signed": N_("7  What has he signed"),
    "seen": N_("8  Who saw it"),
}
HELP: Mapping[str, str] = {
    "where": N_("the institution: commandant's office, hospital, unit; no places of fighting"),
    "by_whom": N_("posts, as they said themselves: duty officer, military police; names if known for certain"),
    "since": N_("2:10 · yesterday 22:00 · 13.5 22:00 · since the evening"),
    "health": N_("injuries, illness, medicines, in their own words"),
    "contact": N_("is the telephone with him, when was he last heard, who rings whom"),
    "signed": N_("a contract, an explanation, a refusal of a lawyer; under which pressure"),
    "seen": N_("two of his company, a neighbour: no names of comrades"),
}
# How an answer stands in the event.
_TOLD: Mapping[str, str] = {
    "where": N_("Where: {text}"),
    "by_whom": N_("By whom: {text}"),
    "since": N_("Since: {text}"),
    "health": N_("Health: {text}"),
    "contact": N_("Contact: {text}"),
    "signed": N_("Signed: {text}"),
    "seen": N_("Who saw it: {text}"),
}
KIN: Mapping[Kin, str] = {
    Kin.MOTHER: N_("mother"),
    Kin.FATHER: N_("father"),
    Kin.WIFE: N_("wife"),
    Kin.HUSBAND: N_("husband"),
    Kin.SISTER: N_("sister"),
    Kin.BROTHER: N_("brother"),
    Kin.KIN: N_("another relative"),
}
SIGNERS: Mapping[Signer, str] = {Signer.RELATIVE: N_("the relative signs"), Signer.CLIENT: N_("he signs himself")}


def told(asked: Asked) -> str:
    """The answers as they stand in the event, a line each; the name is in the card alone."""
    return "\n".join(_(_TOLD[name]).format(text=getattr(asked, name)) for name in QUESTIONS[1:] if getattr(asked, name))
