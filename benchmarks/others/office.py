"""Word files into PDF by a LibreOffice that runs already and listens, as unoserver does it. Runs in the system's Python, with its bridge.

office.py PIPE, then a line of JSON for each file.
"""

import json
import sys
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException


def desktop(pipe):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(600):
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            time.sleep(0.1)
        else:
            return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    raise SystemExit(1)


def said(**values):
    return tuple(PropertyValue(Name=name, Value=value) for name, value in values.items())


def convert(office, source, target):
    document = office.loadComponentFromURL(Path(source).as_uri(), "_blank", 0, said(Hidden=True))
    document.storeToURL(Path(target).as_uri(), said(FilterName="writer_pdf_Export"))
    document.close(True)


def main(pipe):
    office = desktop(pipe)
    print("ready", flush=True)
    for line in sys.stdin:
        asked = json.loads(line)
        began = time.perf_counter()
        convert(office, asked["from"], asked["to"])
        print(time.perf_counter() - began, flush=True)
    office.terminate()


if __name__ == "__main__":
    main(*sys.argv[1:])
