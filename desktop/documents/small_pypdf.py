"""pypdf without the names of thousands of signs, which only its own reading of text asks for: a quarter of a megabyte of the bundle.

`documents.locked` imports this first; nothing else imports pypdf.
"""

import sys
from types import ModuleType
from typing import Any

_NAMES: Any = ModuleType("pypdf._codecs.adobe_glyphs")
_NAMES.adobe_glyphs = {}
sys.modules.setdefault(_NAMES.__name__, _NAMES)
