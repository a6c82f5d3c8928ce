"""Rapport: parse arguments, bootstrap, run the window or a command."""

from __future__ import annotations

import gc
import importlib
import sys
from types import ModuleType
from typing import Any


class Later(ModuleType):
    """Stands for a module until something of it is used; importlib's own way loads it at the next import."""

    def __getattr__(self, name: str) -> Any:
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return getattr(importlib.import_module(self.__name__), name)


def hurry(*postponed: str) -> None:
    """Make the start quick: what is imported is not searched for rubbish, ``postponed`` are loaded when first used.

    The collector works again when the window stands or a command begins.
    """
    gc.disable()
    for name in postponed:
        sys.modules.setdefault(name, Later(name))


# SQLAlchemy imports it for what Rapport does not do
hurry("importlib.metadata")

from app.bootstrap import main  # noqa: E402 - after what makes it quick

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
