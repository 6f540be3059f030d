"""ReportLab, kept from running files of the home directory and from fetching addresses.

Every module of `documents` that needs ReportLab imports this one first:

    from desktop.documents import quiet_reportlab  # noqa: F401 - before anything of ReportLab
    from reportlab.pdfgen.canvas import Canvas
"""

import os
import sys
from types import ModuleType

# On import ReportLab executes the first of these it finds, and the last of each kind from `~`, as Python.
# It looks no further once the first is there, and an empty module changes nothing.
_LOOKED_FOR = ("reportlab.local_rl_mods", "reportlab_mods", "reportlab.local_rl_settings", "reportlab_settings")


def _import_quietly() -> None:
    if "reportlab" in sys.modules:
        raise ImportError("ReportLab was imported before it could be kept quiet")
    for name in _LOOKED_FOR:
        sys.modules[name] = ModuleType(name)
    for name in [name for name in os.environ if name.startswith("RL_")]:
        del os.environ[name]

    from reportlab import rl_config

    # No address is fetched for a paragraph. (A path in <img src="…"> is opened all the same: text is escaped before layout.)
    rl_config.trustedSchemes = ["data"]
    rl_config.trustedHosts = []
    # Bytes as bytes: writing them in 85 letters, for printers of the nineties, is a fifth of the time and of the size.
    rl_config.useA85 = 0


_import_quietly()
