"""Icons: every name has its picture, in the colour and sharpness asked for."""

from __future__ import annotations

import subprocess
import sys
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QIcon, QImage, QPainter

from app.paths import root
from app.views.kit.icons import FILES, app_icon, icon, paint_icon, pixmap

FOLDER = root() / "resources" / "icons"


def inks(image: QImage) -> set[str]:
    """The colours of all pixels that are not see-through."""
    return {
        image.pixelColor(x, y).name()
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() == 255
    }


def test_every_name_has_a_picture_and_every_picture_a_name():
    stored = {path.stem for path in FOLDER.glob("*.svg")} - {"rapport"}
    assert stored == set(FILES.values())
    for path in FOLDER.glob("*.svg"):
        ET.fromstring(path.read_text(encoding="utf-8"))


def test_the_set_comes_with_its_licence():
    assert "ISC License" in (FOLDER / "LICENSE").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(FILES))
def test_an_icon_is_drawn_in_the_colour_asked_for(qapp, name):
    drawn = pixmap(name, "#2463d1", 32).toImage()
    assert "#2463d1" in inks(drawn)
    assert "#000000" not in inks(drawn)


def test_an_icon_is_sharp_where_pixels_are_small(qapp):
    made = icon("phone", "#5a5e6b", 16)
    assert made.pixmap(QSize(16, 16), 2.0).size().width() == 32
    assert made.pixmap(QSize(16, 16), 1.0).size().width() == 16
    assert pixmap("phone", "#5a5e6b", 16, 1.5).size().width() == 24


def test_a_disabled_icon_is_pale(qapp):
    made = icon("circle", "#000000", 16)
    alphas = [
        max(shown.pixelColor(x, y).alpha() for x in range(16) for y in range(16))
        for shown in (made.pixmap(16, mode).toImage() for mode in (QIcon.Mode.Normal, QIcon.Mode.Disabled))
    ]
    assert alphas[1] < alphas[0] / 2


def test_an_unknown_icon_is_an_error(qapp):
    with pytest.raises(FileNotFoundError):
        icon("no such thing", "#000000")


def test_delegates_paint_it_in_the_middle(qapp):
    ground = QImage(40, 20, QImage.Format.Format_ARGB32_Premultiplied)
    ground.fill(QColor("white"))
    painter = QPainter(ground)
    paint_icon(painter, QRect(0, 0, 40, 20), "circle", "#ff0000")
    painter.end()
    columns = [x for x in range(40) for y in range(20) if ground.pixelColor(x, y) != QColor("white")]
    assert min(columns) + max(columns) == 39


def test_the_program_has_its_own_icon(qapp):
    made = app_icon()
    assert {size.width() for size in made.availableSizes()} >= {16, 32, 48, 256}
    assert "#2463d1" in inks(made.pixmap(256).toImage())


def test_cached_icons_outlive_the_application():
    code = (
        "from PySide6.QtWidgets import QApplication; a = QApplication([]);"
        "from app.views.kit.icons import icon; icon('phone', '#000000'); del a"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=root(), capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
