"""Rapport: parse arguments, bootstrap, run the window or a command."""

from __future__ import annotations

import gc
import importlib.util
import sys


def hurry(*postponed: str) -> None:
    """Make the start quick: what is imported is not searched for rubbish, ``postponed`` are loaded when first used.

    The collector works again when the window stands or a command begins.
    """
    gc.disable()
    for name in postponed:
        spec = importlib.util.find_spec(name)
        if name in sys.modules or spec is None or not hasattr(spec.loader, "exec_module"):
            continue
        loader = importlib.util.LazyLoader(spec.loader)  # type: ignore[arg-type]  # checked above
        spec.loader = loader
        module = sys.modules[name] = importlib.util.module_from_spec(spec)
        loader.exec_module(module)


# SQLAlchemy imports them for what Rapport does not do
hurry("asyncio", "importlib.metadata")

from app.bootstrap import main  # noqa: E402 - after what makes it quick

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
