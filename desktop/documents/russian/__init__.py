"""Russian as a letter needs it: names, ranks, posts and places in six cases, dates, and how a line is set."""

from desktop.documents.russian.cases import CASES, Form, Forms
from desktop.documents.russian.dates import counted, day_words, grouped, plural
from desktop.documents.russian.names import Declined, Name, decline, decline_json, initials
from desktop.documents.russian.phrases import decline_body, decline_post
from desktop.documents.russian.places import garrison_court, garrison_prosecutor, region, regions, unit
from desktop.documents.russian.ranks import RANKS, SUFFIXES, Rank, rank
from desktop.documents.russian.sex import by_sex
from desktop.documents.russian.typography import signs, tied, typography

__all__ = [
    "CASES",
    "RANKS",
    "SUFFIXES",
    "Declined",
    "Form",
    "Forms",
    "Name",
    "Rank",
    "by_sex",
    "counted",
    "day_words",
    "decline",
    "decline_body",
    "decline_json",
    "decline_post",
    "garrison_court",
    "garrison_prosecutor",
    "grouped",
    "initials",
    "plural",
    "rank",
    "region",
    "regions",
    "signs",
    "tied",
    "typography",
    "unit",
]
