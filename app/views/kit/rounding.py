"""Rounded corners of windows that stand alone, also where no compositor blends them with what lies behind."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QPainterPath, QRegion
from PySide6.QtWidgets import QWidget


class _Corners(QObject):
    """Cuts the corners off at every new size."""

    def __init__(self, widget: QWidget, radius: float) -> None:
        super().__init__(widget)
        self._radius = radius
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show) and isinstance(watched, QWidget):
            path = QPainterPath()
            path.addRoundedRect(QRectF(watched.rect()), self._radius, self._radius)
            watched.setMask(QRegion(path.toFillPolygon().toPolygon()))
        return False


@lru_cache(maxsize=1)
def composited() -> bool:
    """Tell whether the desktop blends windows: a bare X server does not, and shows black instead."""
    if QGuiApplication.platformName() != "xcb":
        return True
    import ctypes  # noqa: PLC0415 - asked once, of one platform

    try:
        x = ctypes.CDLL("libX11.so.6")
    except OSError:
        return False
    x.XOpenDisplay.restype = ctypes.c_void_p
    display = ctypes.c_void_p(x.XOpenDisplay(None))
    if not display:
        return False
    # who blends owns this selection: https://specifications.freedesktop.org/wm-spec/latest/ar01s08.html
    x.XInternAtom.restype = x.XGetSelectionOwner.restype = ctypes.c_ulong
    name = f"_NET_WM_CM_S{x.XDefaultScreen(display)}".encode()
    owner = x.XGetSelectionOwner(display, ctypes.c_ulong(x.XInternAtom(display, name, 0)))
    x.XCloseDisplay(display)
    return bool(owner)


def round_off(widget: QWidget, radius: float = 7) -> None:
    """Let the corners of ``widget`` be seen through: blended where the desktop can, only cut elsewhere."""
    widget.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground, composited())
    _Corners(widget, radius)
