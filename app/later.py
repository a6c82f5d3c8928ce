"""Lets the first paint come before the modules that it can do without: they are loaded after it, beside the window.

While the start is held, importing one of them gives a stand-in. Its names are functions that load the module when
they are called, which the desk does in a thread of its own: ``from app.queries.people import team`` stays as it is
everywhere. Classes and constants are not to be taken by name from a module that may be held back; a test starts the
window so and finds out.

PySide carries modules of its own as text and compiles them at every start: they word the errors of wrong arguments
and make the text of ``help()``. While the start is held they are left as text until one of them is used.
"""

from __future__ import annotations

import builtins
import os
import sys
import threading
from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any, Final

#: what reads and writes the database; all of it needs SQLAlchemy
_HELD: Final = ("app.models.", "app.queries.", "app.services.")
#: but these do not
_LIGHT: Final = frozenset(
    {
        "app.models.changes",
        "app.models.driver",
        "app.models.faults",
        "app.models.first",
        "app.models.hold",
        "app.models.mark",
        "app.models.plain",
        "app.queries.first",
        "app.queries.lines",
    }
)
_one_at_a_time: Final = threading.Lock()

_SIGNATURES: Final = "shibokensupport/signature/"
#: of PySide's own modules those that nothing needs until somebody asks for a signature
_TEXTS: Final = frozenset(
    f"{_SIGNATURES}{name}.py"
    for name in ("errorhandler", "layout", "lib/enum_sig", "lib/pyi_generator", "parser")
)
#: looks through the text of every module that is imported, and keeps it, to see whether it might ask for
#: ``from __feature__ import snake_case``; here none does, and one that is not looked at is left as it is
_FEATURES: Final = "shibokensupport/feature.py"
_NO_LOOK: Final = b"\ndef feature_imported(module): pass\n"
#: what such a module is until then; ``__file__`` is the name that PySide compiled it under
_UNREAD: Final = "def __getattr__(name):\n    from app import later\n    return later.read(globals(), name)\n"
#: which enumerations PySide makes is decided by its parser; this is what it decides unless told otherwise
_ENUMERATIONS: Final = "pyside6_option_python_enum"
_compile: Final = builtins.compile
_texts: Final[dict[str, Any]] = {}
#: one of them reads another
_reading: Final = threading.RLock()


class Late(ModuleType):
    """Stands for a module until something of it is used; ``functions`` may be named without loading it."""

    def __init__(self, name: str, functions: Sequence[str] = ()) -> None:
        super().__init__(name)
        self.__dict__["_functions"] = frozenset(functions)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # whoever looks through all modules asks each for these
            raise AttributeError(name)
        if _start.held and self.__name__.startswith(_HELD):
            return Call(self.__name__, name)
        if name in self._functions and sys.modules.get(self.__name__) is self:
            return Call(self.__name__, name)
        found = self.__dict__[name] = getattr(load(self.__name__), name)
        return found


class Call:
    """A function by its name; its module is loaded when it is first called."""

    def __init__(self, module: str, name: str) -> None:
        self.__name__ = name
        self._module = module
        self._found: Callable[..., Any] | None = None

    def __call__(self, *args: Any, **named: Any) -> Any:
        """Call the function itself."""
        if self._found is None:
            release()
            self._found = getattr(load(self._module), self.__name__)
        return self._found(*args, **named)


def load(name: str) -> ModuleType:
    """Load the module that a stand-in stands for; several threads may ask at once."""
    with _one_at_a_time:
        if isinstance(sys.modules.get(name), Late):
            del sys.modules[name]
    return import_module(name)


class _Start:
    """Gives stand-ins for modules that are held back, as a finder of Python's import system."""

    def __init__(self) -> None:
        self.held = False

    def find_spec(self, name: str, _path: object = None, _target: object = None) -> ModuleSpec | None:
        """Return how to make a stand-in; None for a module that is loaded as ever."""
        if not name.startswith(_HELD) or name in _LIGHT:
            return None
        return ModuleSpec(name, self)  # type: ignore[arg-type]  # a loader by what it does

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        """Return the stand-in."""
        return Late(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """Load nothing yet."""


_start: Final = _Start()


def _leave_unread(source: Any, filename: Any, mode: str, *more: Any, **named: Any) -> Any:
    """Compile as Python does, but of PySide's modules for signatures no more than how to read them later.

    Nor does PySide read the text of all modules: it takes as long as loading them, and 20 MB.
    """
    if filename in _TEXTS and mode == "exec":
        _texts[filename] = source
        source = _UNREAD
    elif filename == _FEATURES and isinstance(source, bytes):
        source += _NO_LOOK
    return _compile(source, filename, mode, *more, **named)


def read(module: dict[str, Any], name: str) -> Any:
    """Read a module that was left as text, and return what is called ``name`` in it."""
    with _reading:
        if not name.startswith("__") and (source := _texts.pop(module["__file__"], None)) is not None:
            module.pop("__getattr__")
            exec(_compile(source, module["__file__"], "exec"), module)  # noqa: S102 - PySide's own text
    if name in module:
        return module[name]
    raise AttributeError(name)


def hold() -> None:
    """From now on, give stand-ins for what the first paint does not need."""
    if not _start.held:
        _start.held = True
        sys.meta_path.insert(0, _start)
        # PySide itself says so to the processes that it starts
        if not hasattr(sys, _ENUMERATIONS) and os.environ.get(_ENUMERATIONS.upper(), "True") == "True":
            setattr(sys, _ENUMERATIONS, True)
            builtins.compile = _leave_unread


def release() -> None:
    """Load whatever is imported or used from now on."""
    if _start.held:
        _start.held = False
        sys.meta_path.remove(_start)
        builtins.compile = _compile


def catch_up() -> None:
    """Load everything that was held back; called beside the window."""
    release()
    for name, module in list(sys.modules.items()):
        if isinstance(module, Late) and name.startswith(_HELD):
            load(name)


def fetch_qt() -> None:
    """Have Qt's libraries mapped beside Python's own imports: a tenth of what a bare window takes to start.

    Only on Linux; wherever they are not found, PySide loads them as ever.
    """
    if sys.platform == "linux":
        threading.Thread(target=_map_qt, daemon=True).start()


def _map_qt() -> None:
    import ctypes  # noqa: PLC0415 - in this thread
    from importlib.util import find_spec  # noqa: PLC0415 - in this thread

    spec = find_spec("PySide6")
    for folder in (spec.submodule_search_locations or ()) if spec is not None else ():
        library = os.path.join(folder, "Qt", "lib", "libQt6Widgets.so.6")  # noqa: PTH118 - no module for it yet
        if os.path.exists(library):  # noqa: PTH110 - as above
            # called as a function of C: Python's own way of loading lets no other thread run
            ctypes.CDLL(None).dlopen(os.fsencode(library), os.RTLD_LAZY)


def give_back() -> None:
    """Let the system have what the start has used and freed: 9 MB that the C library of Linux would keep."""
    if sys.platform == "linux":
        threading.Thread(target=_trim, daemon=True).start()


def _trim() -> None:
    import ctypes  # noqa: PLC0415 - not before the first paint

    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # not every C library has it
    if trim is not None:
        trim(0)


def postpone(name: str, functions: Sequence[str] = ()) -> None:
    """Load a module of others when it is first used; ``functions`` may be taken by name before that."""
    sys.modules.setdefault(name, Late(name, functions))
