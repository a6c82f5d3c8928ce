"""The theme: legible everywhere, and followed by widgets that draw by themselves."""

from __future__ import annotations

import re
from dataclasses import fields
from itertools import product

import pytest
from PySide6.QtGui import QFontMetricsF, QPalette
from PySide6.QtWidgets import QWidget

from app.views.kit.theme import BODY, DARK, LIGHT, Theme, apply, contrast, font, mix, stylesheet

THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])


def pairs(theme: Theme) -> dict[str, tuple[str, str]]:
    """Every text on every ground that it may stand on."""
    inks = ("text", "secondary", "accent", "good", "warning", "bad")
    found = {
        f"{ink} on {ground}": (getattr(theme, ink), ground) for ink, ground in product(inks, theme.grounds)
    }
    for tint in ("good_tint", "warning_tint", "bad_tint"):
        for ink in ("text", "secondary", "accent", tint.removesuffix("_tint")):
            found[f"{ink} on {tint}"] = (getattr(theme, ink), getattr(theme, tint))
    for ground in ("accent", "accent_hover", "accent_pressed"):
        found[f"ink on {ground}"] = (theme.accent_ink, getattr(theme, ground))
    for ground in ("pressed", "marked"):
        found[f"text on {ground}"] = (theme.text, getattr(theme, ground))
    for letter, look in theme.classes.items():
        found[f"badge {letter}"] = (look.ink, look.fill)
        found[f"text on the tint of {letter}"] = (theme.text, look.tint)
        found[f"secondary on the tint of {letter}"] = (theme.secondary, look.tint)
        for ground in (theme.window, theme.surface):
            found[f"class {letter} as text on {ground}"] = (look.text, ground)
    return found


@THEMES
def test_every_text_has_contrast_of_at_least_four_and_a_half(theme):
    low = {name: contrast(*pair) for name, pair in pairs(theme).items() if contrast(*pair) < 4.5}
    assert low == {}


@THEMES
def test_focus_rings_and_class_edges_stand_out_three_to_one(theme):
    for ground in (theme.window, theme.surface):
        assert contrast(theme.focus, ground) >= 3
        for letter, look in theme.classes.items():
            assert contrast(look.edge, ground) >= 3, letter


def test_contrast_is_that_of_the_standard():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_mix_lays_one_colour_over_another():
    assert mix("#000000", "#FFFFFF", 0.5) == "#808080"
    assert mix("#2463d1", "#ffffff", 1) == "#2463d1"


@THEMES
def test_every_token_is_a_colour_and_the_sheet_names_no_other(theme):
    colors = {getattr(theme, f.name) for f in fields(theme) if f.type == "str" and f.name != "name"}
    assert all(re.fullmatch(r"#[0-9A-F]{6}", color) for color in colors)
    assert set(re.findall(r"#[0-9A-Fa-f]{6}", stylesheet(theme))) <= colors


def test_digits_are_of_equal_width(qapp):
    metrics = QFontMetricsF(font(BODY))
    assert metrics.horizontalAdvance("1111") == metrics.horizontalAdvance("8888")


def test_apply_dresses_the_program_and_tells_widgets_that_draw(qapp, qtbot):
    class Drawn(QWidget):
        theme = LIGHT

        def set_theme(self, theme):
            self.theme = theme

    top = QWidget()
    inner = Drawn(top)
    qtbot.addWidget(top)
    apply(qapp, DARK)
    try:
        assert inner.theme is DARK
        assert qapp.palette().color(QPalette.ColorRole.Window).name().upper() == DARK.window
        assert DARK.accent in qapp.styleSheet()
    finally:
        apply(qapp, LIGHT)
    assert inner.theme is LIGHT
