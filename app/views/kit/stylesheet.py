"""The one style sheet: what Qt's own widgets look like, spelled with the tokens of a theme."""

from __future__ import annotations

from collections.abc import Mapping
from string import Template
from typing import Final

# Item views (but the popups of choices) get no «::item» rules: they would slow every painted cell; the palette and delegates do it.
# «.QPushButton» means Qt's own buttons in its dialogs; those of the kit draw themselves (buttons.py).
# A ring of 2 px takes the place of the 1 px border and of 1 px of padding, so nothing moves.
_SHEET: Final = Template(
    """
QToolTip { background: $raised; color: $text; border: 1px solid $line_strong; padding: 4px 8px; }

.QPushButton { background: $surface; color: $text; border: 1px solid $line; border-radius: 6px;
    padding: 0 11px; min-height: 26px; outline: none; }
.QPushButton:hover { background: $hover; border-color: $line_strong; }
.QPushButton:pressed, .QPushButton:checked { background: $pressed; }
.QPushButton:focus { border: 2px solid $focus; padding: 0 10px; min-height: 24px; }
.QPushButton:disabled { color: $disabled; background: transparent; border-color: $line; }

QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox, QComboBox {
    background: $field; color: $text; border: 1px solid $line; border-radius: 6px;
    selection-background-color: $marked; selection-color: $text; placeholder-text-color: $secondary; }
QLineEdit, QAbstractSpinBox, QComboBox { padding: 0 7px; min-height: 26px; }
QPlainTextEdit, QTextEdit { padding: 3px 5px; }
QLineEdit:hover, QPlainTextEdit:hover, QTextEdit:hover, QAbstractSpinBox:hover,
QComboBox:hover { border-color: $line_strong; }
QLineEdit:focus, QAbstractSpinBox:focus, QComboBox:focus, QComboBox:on {
    border: 2px solid $focus; padding: 0 6px; min-height: 24px; }
QPlainTextEdit:focus, QTextEdit:focus { border: 2px solid $focus; padding: 2px 4px; }
QLineEdit:disabled, QPlainTextEdit:disabled, QTextEdit:disabled, QAbstractSpinBox:disabled,
QComboBox:disabled { color: $disabled; background: transparent; }
QLineEdit[kind="search"], QTextEdit[kind="search"] { background: $sunken; }
QLineEdit[bad="true"], QPlainTextEdit[bad="true"], QComboBox[bad="true"] { border-color: $bad; }
QLineEdit[bad="true"]:focus, QPlainTextEdit[bad="true"]:focus { border-color: $bad; }
QLineEdit[kind="bare"] { background: transparent; border: none; padding: 0; min-height: 18px; }
QComboBox::drop-down, QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {
    border: none; background: transparent; width: 0; }
QComboBox { padding-right: 22px; combobox-popup: 0; }
QComboBox:focus, QComboBox:on { padding-right: 21px; }
QAbstractSpinBox QLineEdit { border: none; padding: 0 6px; min-height: 18px; background: transparent; }
QComboBox QAbstractItemView::item { min-height: 26px; padding: 0 6px; border-radius: 4px; }
QComboBox QAbstractItemView::item:selected { background: $selection; color: $text; }
QComboBox QAbstractItemView { background: $raised; color: $text; border: 1px solid $line_strong; padding: 4px;
    selection-background-color: $selection; selection-color: $text; outline: none; }

QCheckBox, QRadioButton { spacing: 8px; color: $text; background: transparent; }
QCheckBox:disabled, QRadioButton:disabled { color: $disabled; }

QLabel { background: transparent; }
QLabel[tone="secondary"] { color: $secondary; }
QLabel[tone="accent"] { color: $accent; }
QLabel[tone="good"] { color: $good; }
QLabel[tone="warning"] { color: $warning; }
QLabel[tone="bad"] { color: $bad; }
QLabel[tone="disabled"] { color: $disabled; }

QMenu { background: $raised; color: $text; border: 1px solid $line_strong; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 10px; border-radius: 4px; background: transparent; }
QMenu::item:selected { background: $selection; }
QMenu::item:disabled { color: $disabled; }
QMenu::icon { padding-left: 8px; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QMenu[rounded="true"] { border-radius: 8px; }

QAbstractItemView { border: none; outline: none; gridline-color: $line; }
QHeaderView { background: transparent; border: none; }
QHeaderView::section { background: transparent; color: $secondary; border: none;
    border-bottom: 1px solid $line; padding: 0 8px; min-height: 26px; }
QHeaderView::section:hover { color: $text; }
QTableCornerButton::section { background: transparent; border: none; }

QScrollArea { border: none; background: transparent; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle:vertical { background: $scroll; border-radius: 3px; margin: 2px; min-height: 32px; }
QScrollBar::handle:horizontal { background: $scroll; border-radius: 3px; margin: 2px; min-width: 32px; }
QScrollBar::handle:hover { background: $secondary; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; border: none; background: none; }
QScrollBar::add-page, QScrollBar::sub-page { background: none; }
QAbstractScrollArea::corner { background: transparent; border: none; }

QSplitter::handle { background: $line; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QDialog { background: $raised; }
"""
)


def filled(tokens: Mapping[str, object]) -> str:
    """Return the style sheet with the colours of ``tokens`` (by the names of a theme's fields)."""
    return _SHEET.substitute(tokens)
