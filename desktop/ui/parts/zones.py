"""Zones: where a client's clock may stand, in the words people use."""

from desktop.i18n import N_, _

_ZONES = (
    ("Europe/Kaliningrad", N_("UTC+2 Kaliningrad")),
    ("Europe/Moscow", N_("UTC+3 Moscow")),
    ("Europe/Samara", N_("UTC+4 Samara")),
    ("Asia/Yekaterinburg", N_("UTC+5 Yekaterinburg")),
    ("Asia/Omsk", N_("UTC+6 Omsk")),
    ("Asia/Krasnoyarsk", N_("UTC+7 Krasnoyarsk, Kyzyl")),
    ("Asia/Irkutsk", N_("UTC+8 Irkutsk, Ulan-Ude")),
    ("Asia/Yakutsk", N_("UTC+9 Chita, Yakutsk")),
    ("Asia/Vladivostok", N_("UTC+10 Vladivostok")),
    ("Asia/Magadan", N_("UTC+11 Magadan")),
    ("Asia/Kamchatka", N_("UTC+12 Kamchatka")),
)


def words(current: str = "") -> tuple[tuple[str, str], ...]:
    """Every zone with its words; `current` stands among them even where it is another one."""
    known = tuple((zone, _(text)) for zone, text in _ZONES)
    return known if not current or current in dict(known) else (*known, (current, current))


def name(zone: str) -> str:
    """What people call a zone."""
    return dict(words(zone)).get(zone, zone)
