"""Russian as a letter needs it: names, ranks, posts and places in six cases, dates, and how a line is set."""

from desktop.documents.russian.cases import CASES, Form, Forms
from desktop.documents.russian.names import Declined, Name, decline, decline_json, initials
from desktop.documents.russian.ranks import RANKS, SUFFIXES, Rank, rank

__all__ = ["CASES", "RANKS", "SUFFIXES", "Declined", "Form", "Forms", "Name", "Rank", "decline", "decline_json", "initials", "rank"]
