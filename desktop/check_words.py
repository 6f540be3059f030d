"""From what the check before printing found to the sentence a user reads."""

from collections.abc import Iterable, Mapping
from typing import Protocol

from desktop.i18n import N_, _


class _Finding(Protocol):
    """What the check before printing found: a code, and where. See `desktop.documents.gate`."""

    @property
    def code(self) -> str: ...

    @property
    def where(self) -> str: ...


_FINDINGS: Mapping[str, str] = {
    "gap": N_("Something is missing here: {where}."),
    "doubtful": N_("The form of a name has not been confirmed: {where}."),
    "glyph": N_("The typeface cannot print this sign: {where}."),
    "refusing": N_("The text refuses something: say what was explained ({where})."),
    "back-dated": N_("The date lies in the past: is that meant?"),
    "archive": N_("The text is past its time: it can be kept as a marked copy for the file, not handed in."),
    "risky": N_("Look at this word: {where}."),
}


def finding_sentence(finding: _Finding) -> str:
    """What the check before printing found, in a sentence."""
    return _(_FINDINGS.get(finding.code, N_("Look at this before printing: {where}."))).format(where=finding.where)


_STOPPING: Mapping[str, str] = {
    "gap": N_("Missing: {names}."),
    "doubtful": N_("Not confirmed: {names}."),
    "glyph": N_("Not in the typeface: {names}."),
    "refusing": N_("The text refuses, and it was not said that this was explained: {names}."),
}


def what_stops(findings: Iterable[_Finding]) -> str:
    """What stops a document, each by its name, in one line."""
    names: dict[str, list[str]] = {}
    for finding in findings:
        names.setdefault(finding.code, []).append(finding.where)
    said = [_(_STOPPING.get(code, N_("Look at: {names}."))).format(names=", ".join(dict.fromkeys(each))) for code, each in names.items()]
    return " ".join([_("The document was not written, as it is not ready."), *said])
