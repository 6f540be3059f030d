"""Calls, and what becomes of them."""

from dataclasses import replace

from desktop.domain.calls import Call
from desktop.domain.cases import Case
from desktop.operations.cases import open_case
from desktop.storage import records
from desktop.storage.vault import Vault


def keep_call(vault: Vault, call: Call) -> Call:
    """Keep a call, new or changed."""
    with vault.transaction():
        records.save(vault, call)
    return call


def call_to_case(vault: Vault, call: Call, *, language: str = "ru") -> Case:
    """Make a case of a call; the call goes into it."""
    with vault.transaction():
        case = open_case(vault, called_by=call.who, about=call.about, matter=call.line, language=language)
        records.save(vault, replace(call, case=case.id))
    return case
