"""A face: the photo, or the initials until there is one."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.views.kit.painting import CENTER, Drawn, painter_on, rounded, write
from app.views.kit.theme import BODY, LARGE, SMALL, TITLE, Theme, font


def initials(name: str) -> str:
    """Return up to two capitals for ``name``: of the first two words that begin with a letter or digit."""
    words = [word.strip("«»“”\"'()[].,-–") for word in name.split()]
    return "".join(word[0] for word in words if word and word[0].isalnum())[:2].upper()


def paint_avatar(painter: QPainter, rect: QRectF, name: str, photo: QImage | None, theme: Theme) -> None:
    """Paint the face as a circle into the square ``rect``."""
    if photo is not None and not photo.isNull():
        _paint_photo(painter, rect, photo)
        return
    side = rect.width()
    rounded(painter, rect, fill=theme.selection, radius=side / 2)
    size = next((size for limit, size in ((64, TITLE), (44, LARGE), (30, BODY)) if side >= limit), SMALL)
    write(painter, rect, initials(name), color=theme.accent, face=font(size, bold=True), align=CENTER)


def _paint_photo(painter: QPainter, rect: QRectF, photo: QImage) -> None:
    """Fill the circle with the middle of the photo."""
    side = min(photo.width(), photo.height())
    middle = photo.copy((photo.width() - side) // 2, (photo.height() - side) // 2, side, side)
    pixels = round(rect.width() * painter.device().devicePixelRatio())
    small = middle.scaled(
        pixels, pixels, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    circle = QPainterPath()
    circle.addEllipse(rect)
    painter.save()
    painter.setClipPath(circle)
    painter.drawImage(rect, small)
    painter.restore()


class Avatar(Drawn, QWidget):
    """The face of a customer or a colleague."""

    def __init__(
        self,
        name: str,
        theme: Theme,
        *,
        photo: QImage | None = None,
        side: int = 48,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._side = side
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_person(name, photo)

    def set_person(self, name: str, photo: QImage | None = None) -> None:
        """Show another person."""
        self._name, self._photo = name, photo
        self.setAccessibleName(name)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._side, self._side)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        area = QRectF(0, 0, self._side, self._side)
        paint_avatar(painter_on(self), area, self._name, self._photo, self._theme)
