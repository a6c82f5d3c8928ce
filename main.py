"""Rapport: parse arguments, bootstrap, run the window or a command."""

from __future__ import annotations

import gc
import sys

from app import later

# what the start makes is not searched for rubbish; the window and each command turn the collector on again
gc.disable()
# SQLAlchemy imports them for what Rapport does not do
later.postpone("importlib.metadata")
later.postpone("asyncio", functions=("iscoroutine",))
for cipher in ("hashlib", "secrets"):
    later.postpone(cipher)  # a library of 3 MB
later.hold()
if len(sys.argv) < 4 and sys.argv[1:2] in ([], ["--database"], ["--in-tray"]):
    later.fetch_qt()  # the window is asked for, no command

from app.bootstrap import main  # noqa: E402 - after what makes it quick

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
