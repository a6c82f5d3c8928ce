"""What the tests of the kit share: a dressed application and an English voice."""

from __future__ import annotations

import gettext

import pytest
from PySide6.QtWidgets import QWidget

from app.language import Translator
from app.views.kit.theme import LIGHT, apply


@pytest.fixture
def tr():
    return Translator("en", gettext.NullTranslations())


@pytest.fixture
def theme(qapp):
    apply(qapp, LIGHT)
    return LIGHT


@pytest.fixture
def shown(qtbot, theme):
    """Put a widget into a shown window of its own."""

    def show(widget: QWidget, width: int = 0, height: int = 0) -> QWidget:
        qtbot.addWidget(widget)
        if width or height:
            widget.resize(width or widget.sizeHint().width(), height or widget.sizeHint().height())
        widget.show()
        widget.activateWindow()
        return widget

    return show
