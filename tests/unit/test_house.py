"""The house rules that no linter knows."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
#: lines of a module; what is longer is more than one thing
LONGEST = 450
#: longer by nature, with the reason
LONG: dict[str, str] = {}
#: may name addresses where people get Python or read a licence
TEXTS = {
    ".md",
    ".py",
    ".sh",
    ".cmd",
    ".toml",
    ".in",
    ".lock",
    ".po",
    ".svg",
    ".txt",
    ".json",
    ".ini",
    ".mako",
    "",
}
REGISTRIES = r"pypi\.org|pythonhosted\.org|index-url|find-links|npmjs"
UNFINISHED = r"#.*\b(TODO|FIXME|XXX)\b|raise NotImplementedError"
HOMES = r"(?<![A-Za-z0-9.~])(/home/|/Users/|/root/|C:\\Users)[A-Za-z]"
THIS = "tests/unit/test_house.py"


@cache
def tracked() -> tuple[Path, ...]:
    """Return the project's text files: those that git knows, or all where there is no repository."""
    try:
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
        paths = [ROOT / name for name in listed.decode().split("\0") if name]
    except (OSError, subprocess.CalledProcessError):
        paths = [
            path
            for path in ROOT.rglob("*")
            if not any(part.startswith(".") for part in path.relative_to(ROOT).parts)
        ]
    return tuple(path for path in paths if path.suffix in TEXTS and path.is_file())


def hits(pattern: str, *, under: tuple[str, ...] = ("",)) -> list[str]:
    """Return the lines of tracked files other than this one that match ``pattern``, with their places."""
    found = []
    expression = re.compile(pattern)
    for path in tracked():
        name = path.relative_to(ROOT).as_posix()
        if not name.startswith(under) or name == THIS:
            continue
        lines = path.read_text("utf-8", errors="replace").splitlines()
        found += [
            f"{name}:{number}: {line}" for number, line in enumerate(lines, 1) if expression.search(line)
        ]
    return found


def test_no_package_registry_is_named() -> None:
    assert hits(REGISTRIES) == []


def test_no_home_folder_is_named() -> None:
    assert hits(HOMES) == []


def test_nothing_is_left_unfinished() -> None:
    assert hits(UNFINISHED, under=("app/", "tools/", "migrations/", "main.py")) == []


def test_modules_are_one_thing_each() -> None:
    lines = {
        path.relative_to(ROOT).as_posix(): len(path.read_text("utf-8").splitlines())
        for path in (ROOT / "app").rglob("*.py")
    }
    assert {name: count for name, count in lines.items() if count > LONGEST and name not in LONG} == {}


def test_modules_say_their_purpose() -> None:
    silent = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "app").rglob("*.py")
        if path.stat().st_size and ast.get_docstring(ast.parse(path.read_text("utf-8"))) is None
    ]
    assert silent == []


def test_widgets_stay_in_views() -> None:
    # The import contracts see whole packages only: this one is about a part of Qt.
    found = hits(r"^\s*(from|import) PySide6(\.QtWidgets| import .*QtWidgets)", under=("app/",))
    assert [line for line in found if not line.startswith("app/views/")] == []


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_locks_are_pinned_by_hash_and_name_no_place(name: str) -> None:
    text = (ROOT / name).read_text("utf-8").replace("\\\n", "")
    pins = [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]
    assert pins
    assert [pin for pin in pins if "==" not in pin or "--hash=sha256:" not in pin] == []
    assert re.findall(r"https?://\S+|file:\S+|(?m:^--?(?!hash)[a-z-]+)", text) == []


def pins_of(name: str) -> dict[str, str]:
    return dict(
        re.findall(r"(?m)^([a-z0-9._-]+)(?:\[[a-z,]+\])?==([^ ;\\]+)", (ROOT / name).read_text("utf-8"))
    )


def test_developers_run_what_users_run() -> None:
    # dev.sh counts the tests' packages as containing the program's.
    run, dev = pins_of("requirements.lock"), pins_of("requirements-dev.lock")
    assert run
    assert {name: version for name, version in run.items() if dev.get(name) != version} == {}


def python(code: str) -> subprocess.CompletedProcess[str]:
    """Run ``code`` in a fresh interpreter."""
    environment = os.environ | {"PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


COUNT_NONE = """
import sys
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QStandardItemModel, QStandardItem

class Sender(QObject):
    sent = Signal(object)

app = QGuiApplication([])
sender, model, timer = Sender(), QStandardItemModel(), QTimer()
sender.sent.connect(lambda value: None)
before = [sys.getrefcount(each) for each in (None, True, False)]
for number in range(5000):
    sender.setObjectName("x")
    sender.sent.emit(None)
    model.setItem(0, 0, QStandardItem("x"))
    timer.setInterval(1)
    timer.stop()
    sender.property("nothing")
after = [sys.getrefcount(each) for each in (None, True, False)]
print(max(old - new for old, new in zip(before, after)))
"""


def test_qt_keeps_its_references_to_none() -> None:
    """A binding that drops a reference to None or True per call aborts the process after some thousand calls.

    PySide6 6.12.0 does so on Python 3.11; from 3.12 on they are immortal and the count says nothing.
    """
    done = python(COUNT_NONE)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) < 100


def test_what_lies_below_the_views_loads_no_qt() -> None:
    names = [
        name
        for name in ("office", "commands", "services", "queries", "exchange", "models", "domain")
        if importable(name)
    ]
    code = f"import sys; {'; '.join(f'import app.{name}' for name in names)}; print('PySide6' in sys.modules)"
    done = python(code)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "False"


def importable(name: str) -> bool:
    return (ROOT / "app" / f"{name}.py").is_file() or (ROOT / "app" / name).is_dir()
