"""Colours, type and spacing of the whole window, light and dark, and how Qt is told of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from types import MappingProxyType
from typing import Final, NamedTuple, Protocol, runtime_checkable

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from app.views.kit.stylesheet import filled

#: type scale, px
SMALL: Final = 11
BODY: Final = 13
LARGE: Final = 15
TITLE: Final = 20
HERO: Final = 28

#: spacing in steps of 4 px
GAP_XS: Final = 4
GAP_S: Final = 8
GAP_M: Final = 12
GAP_L: Final = 16
GAP_XL: Final = 20
GAP_XXL: Final = 24

#: corners, the height of a control, of a table row, of a row with two lines and of a panel's header, px
RADIUS: Final = 6
CONTROL: Final = 28
ROW: Final = 30
ROW_TALL: Final = 44
HEADER: Final = 40

#: icons come in two sizes, px
ICON: Final = 16

#: Qt's own style, the same on every system
STYLE: Final = "Fusion"
FAMILIES: Final = ("Inter", "Segoe UI", ".AppleSystemUIFont", "Noto Sans", "DejaVu Sans")


class ClassLook(NamedTuple):
    """How a customer class is drawn; the letter always stands beside the colour."""

    #: the badge: its ground, the letter on it, its outline (the same as the ground where none is needed)
    fill: str
    ink: str
    edge: str
    #: the class as text or as a thin mark on a window or a surface
    text: str
    #: a pale ground under ordinary text, for instance a meeting in the calendar
    tint: str


@dataclass(frozen=True, eq=False)
class Theme:
    """Every colour that Rapport uses, as ``#rrggbb``; there are two of them: ``LIGHT`` and ``DARK``."""

    name: str
    dark: bool
    # grounds, from the back to the front
    window: str
    surface: str
    #: menus, tooltips and dialogs
    raised: str
    #: a well inside a surface: search field, text area, advice
    sunken: str
    #: what one types into
    field: str
    hover: str
    pressed: str
    selection: str
    #: the ground of one chosen thing among others, paler than ``selection``
    selection_pale: str
    # lines
    line: str
    line_strong: str
    # text
    text: str
    secondary: str
    disabled: str
    # the accent: as text and mark, under text, and the ring around what has the keyboard
    accent: str
    accent_hover: str
    accent_pressed: str
    accent_ink: str
    focus: str
    #: the text that the user marked in a field
    marked: str
    # meters: what is not filled, and what is only expected
    track: str
    forecast: str
    # meanings
    good: str
    warning: str
    bad: str
    good_tint: str
    warning_tint: str
    bad_tint: str
    scroll: str
    #: customer classes by their letters: VIP, A, B, C, D
    classes: Mapping[str, ClassLook]

    @property
    def grounds(self) -> tuple[str, ...]:
        """Every ground that carries text, secondary text, accent and meanings."""
        backs = (self.window, self.surface, self.raised, self.sunken, self.field)
        return (*backs, self.hover, self.selection, self.selection_pale)


@runtime_checkable
class Themed(Protocol):
    """A widget that draws with the theme itself and can be told of another."""

    def set_theme(self, theme: Theme) -> None: ...


def mix(front: str, back: str, share: float) -> str:
    """Return ``front`` laid over ``back`` with the opacity ``share`` (0 to 1)."""
    one, two = QColor(front), QColor(back)
    parts = (
        round(a * share + b * (1 - share))
        for a, b in ((one.red(), two.red()), (one.green(), two.green()), (one.blue(), two.blue()))
    )
    return QColor(*parts).name()


def contrast(one: str, two: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    lighter, darker = sorted((_luminance(one), _luminance(two)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(name: str) -> float:
    color = QColor(name)
    channels = (color.redF(), color.greenF(), color.blueF())
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _light_class(fill: str, *, ink: str = "#FFFFFF", edge: str = "", text: str = "") -> ClassLook:
    return ClassLook(
        fill=fill, ink=ink, edge=edge or fill, text=text or fill, tint=mix(fill, "#FFFFFF", 0.11)
    )


def _dark_class(fill: str, *, edge: str = "") -> ClassLook:
    return ClassLook(fill=fill, ink="#1B1C20", edge=edge or fill, text=fill, tint=mix(fill, "#222328", 0.14))


LIGHT: Final = Theme(
    name="light",
    dark=False,
    window="#F5F6F8",
    surface="#FFFFFF",
    raised="#FFFFFF",
    sunken="#F5F6F8",
    field="#FFFFFF",
    hover="#EFF1F5",
    pressed="#E4E7ED",
    selection="#E8EFFB",
    selection_pale="#F7FAFF",
    line="#E1E3E8",
    line_strong="#C9CCD4",
    text="#1B1C20",
    secondary="#5A5E6B",
    disabled="#9A9EAA",
    accent="#2463D1",
    accent_hover="#1D56BA",
    accent_pressed="#184A9F",
    accent_ink="#FFFFFF",
    focus="#2463D1",
    marked="#B9D0F7",
    track="#E1E3E8",
    forecast="#A9C4F2",
    good="#1E7A34",
    warning="#9A5B00",
    bad="#B3261E",
    good_tint="#E5F1E7",
    warning_tint="#FBF3E6",
    bad_tint="#FBEAE8",
    scroll="#C9CCD4",
    classes=MappingProxyType(
        {
            "VIP": _light_class("#AA3377"),
            "A": _light_class("#3F6F9F"),
            "B": _light_class("#207D30"),
            "C": _light_class("#CCBB44", ink="#1B1C20", edge="#8D8130", text="#766B20"),
            "D": _light_class("#656A79"),
        }
    ),
)

DARK: Final = Theme(
    name="dark",
    dark=True,
    window="#1B1C20",
    surface="#222328",
    raised="#2A2B31",
    sunken="#1B1C20",
    field="#1B1C20",
    hover="#292A30",
    pressed="#32343B",
    selection="#2A3345",
    selection_pale="#232833",
    line="#35373F",
    line_strong="#4A4D57",
    text="#ECEDEF",
    secondary="#A3A7B3",
    disabled="#6C707C",
    accent="#8AB0FF",
    accent_hover="#A2C0FF",
    accent_pressed="#B8CFFF",
    accent_ink="#1B1C20",
    focus="#8AB0FF",
    marked="#3D5382",
    track="#35373F",
    forecast="#4F6699",
    good="#7CC98B",
    warning="#E0B15A",
    bad="#F2938C",
    good_tint="#253529",
    warning_tint="#383125",
    bad_tint="#3B2A2B",
    scroll="#4A4D57",
    classes=MappingProxyType(
        {
            "VIP": _dark_class("#E58BBE"),
            "A": _dark_class("#8CB8E0"),
            "B": _dark_class("#7CC98B"),
            "C": _dark_class("#DCCB5A", edge="#F2E58C"),
            "D": _dark_class("#A3A7B3"),
        }
    ),
)

THEMES: Final[Mapping[str, Theme]] = MappingProxyType({"light": LIGHT, "dark": DARK})


def font(size: int = BODY, *, bold: bool = False) -> QFont:
    """Return the window's font in ``size`` px; digits are of equal width where the font can."""
    made = QFont(list(FAMILIES))
    made.setPixelSize(size)
    made.setFeature(QFont.Tag("tnum"), 1)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if bold:
        made.setWeight(QFont.Weight.DemiBold)
    return made


def palette(theme: Theme) -> QPalette:
    """Return Qt's own palette in the colours of ``theme``."""
    made = QPalette()
    role = QPalette.ColorRole
    colors = {
        role.Window: theme.window,
        role.WindowText: theme.text,
        role.Base: theme.surface,
        role.AlternateBase: theme.window,
        role.Text: theme.text,
        role.PlaceholderText: theme.secondary,
        role.Button: theme.surface,
        role.ButtonText: theme.text,
        role.BrightText: theme.bad,
        role.Highlight: theme.selection,
        role.HighlightedText: theme.text,
        role.Accent: theme.accent,
        role.Link: theme.accent,
        role.LinkVisited: theme.accent,
        role.ToolTipBase: theme.raised,
        role.ToolTipText: theme.text,
        role.Light: theme.surface,
        role.Midlight: theme.line,
        role.Mid: theme.line,
        role.Dark: theme.line_strong,
        role.Shadow: theme.line_strong,
    }
    for key, value in colors.items():
        made.setColor(key, QColor(value))
    for key in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, key, QColor(theme.disabled))
    return made


def stylesheet(theme: Theme) -> str:
    """Return the style sheet in the colours of ``theme``."""
    return filled({field.name: getattr(theme, field.name) for field in fields(theme)})


def apply(app: QApplication, theme: Theme) -> None:
    """Dress the whole program in ``theme``, also while it runs.

    Widgets that draw by themselves (``Themed``) are told; the others follow palette and style sheet.
    """
    if app.property("theme") is None and app.property("style") != STYLE:
        # where the program was not started with it; what this returns makes Python learn all of Qt's styles
        app.setStyle(STYLE)
    app.setFont(font())
    app.setPalette(palette(theme))
    app.setStyleSheet(stylesheet(theme))
    app.setProperty("theme", theme.name)
    for top in app.topLevelWidgets():
        retheme(top, theme)


def retheme(root: QWidget, theme: Theme) -> None:
    """Tell ``root`` and everything in it of another theme."""
    for widget in (root, *root.findChildren(QWidget)):
        if isinstance(widget, Themed):
            widget.set_theme(theme)


def system_is_dark(app: QApplication) -> bool:
    """Return whether the desktop asks for dark; a desktop that does not say counts as its palette looks."""
    scheme = app.styleHints().colorScheme()
    if scheme != Qt.ColorScheme.Unknown:
        return scheme == Qt.ColorScheme.Dark
    if app.property("theme"):
        # The palette is ours by now and says nothing of the desktop.
        return False
    return app.palette().window().color().lightness() < 128
