"""Buttons, chips, tabs, rows: mouse and keyboard do the same, and screen readers hear it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.views.kit.avatar import initials
from app.views.kit.badge import Badge, Mark
from app.views.kit.buttons import Button, IconButton, Kind, Link, key_text
from app.views.kit.cards import Card, Row, RowText
from app.views.kit.chips import Chip, TagChip
from app.views.kit.dot import Dot, Moment
from app.views.kit.fields import Combo
from app.views.kit.meter import Amount, Bar, Meter
from app.views.kit.painting import width_of
from app.views.kit.ring import Ring, ring_tone
from app.views.kit.strip import Cell, Strip
from app.views.kit.tabs import Shape, Tab, Tabs
from app.views.kit.theme import DARK, LIGHT, font, mix


def picture(widget: QWidget) -> QImage:
    return widget.grab().toImage()


def has(image: QImage, color: str) -> bool:
    return any(
        image.pixelColor(x, y).name() == color.lower()
        for x in range(image.width())
        for y in range(image.height())
    )


def test_a_button_is_pressed_by_mouse_space_and_enter(qtbot, shown, theme):
    button = shown(Button("Call", theme, kind=Kind.PRIMARY, icon="phone", key="Enter"))
    heard = []
    button.clicked.connect(lambda: heard.append(1))
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
        qtbot.keyClick(button, key)
    assert len(heard) == 4


def test_a_button_shows_its_focus(qtbot, shown, theme):
    holder = QWidget()
    column = QVBoxLayout(holder)
    first, second = Button("Brief", theme), Button("Done", theme)
    column.addWidget(first)
    column.addWidget(second)
    shown(holder)
    first.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(first.hasFocus)
    assert has(picture(first), theme.focus)
    assert not has(picture(second), theme.focus)


def test_an_ampersand_is_a_letter(shown, theme):
    button = shown(Button("Needs & goals", theme))
    assert button.label == "Needs & goals"
    assert button.accessibleName() == "Needs & goals"
    assert button.shortcut().isEmpty()


def test_a_button_grows_with_its_text_in_russian(theme, qapp):
    assert Button("Отложить на завтра", theme).sizeHint().width() > Button("Snooze", theme).sizeHint().width()
    assert (
        Button("Call", theme, icon="phone").sizeHint().width()
        == Button("Call", theme).sizeHint().width() + 24
    )
    assert Button("Call", theme).sizeHint().height() == 28


def test_the_mouse_leaves_the_keyboard_where_it_is(qtbot, shown, theme):
    button = shown(Button("Call", theme))
    assert button.focusPolicy() == Qt.FocusPolicy.TabFocus


def test_an_icon_button_says_what_it_does_and_by_which_key(shown, theme):
    button = shown(IconButton("undo", "Undo <b>all</b>", theme, key="Ctrl+Z"))
    assert button.accessibleName() == "Undo <b>all</b>"
    assert "&lt;b&gt;" in button.toolTip()
    assert "Ctrl+Z" in button.toolTip()


def test_own_buttons_keep_their_own_size_under_the_style_sheet(shown, theme):
    holder = QWidget()
    small = IconButton("x", "Close", theme, side=22, parent=holder)
    small.adjustSize()
    shown(holder)
    assert (small.width(), small.height()) == (22, 22)


def test_a_link_follows_the_theme(shown, theme):
    link = shown(Link("2 more", theme, size=28))
    assert has(picture(link), theme.accent)
    link.set_theme(DARK)
    assert not has(picture(link), LIGHT.accent)


def test_shortcuts_are_written_as_the_platform_writes_them(qapp):
    assert key_text("Ctrl+K").endswith("K")


def test_a_badge_has_a_letter_and_a_name_and_hides_without_class(shown, theme, tr):
    badge = shown(Badge("C", theme, tr))
    drawn = picture(badge)
    look = theme.classes["C"]
    assert has(drawn, look.fill)
    assert has(drawn, look.edge)
    assert badge.accessibleName() == "Class C"
    blank = drawn.copy()
    blank.fill(drawn.pixelColor(4, 8))
    assert has(drawn, look.ink) or drawn != blank
    badge.set_class("")
    assert not badge.isVisible()
    assert badge.accessibleName() == ""


@pytest.mark.parametrize("cls", ["VIP", "A", "B", "C", "D"])
def test_every_badge_differs_by_its_letter_too(shown, theme, tr, cls):
    """Cells of the same size and one colour: only the letters can tell them apart."""
    others = {Badge(other, theme, tr).accessibleName() for other in theme.classes if other != cls}
    assert Badge(cls, theme, tr).accessibleName() not in others
    assert Mark("new", theme).accessibleName() == "new"


def test_a_dot_tells_by_shape(shown, theme, tr):
    dot = shown(Dot(Moment.NOW, theme, tr), 16, 16)
    full = picture(dot)
    assert full.pixelColor(8, 8).name() == theme.good.lower()
    dot.set_moment(Moment.LATER)
    assert picture(dot).pixelColor(8, 8).name() != theme.secondary.lower()
    assert dot.accessibleName() == "Good time later"
    dot.set_moment(Moment.DEADLINE, late=True)
    drawn = picture(dot)
    assert drawn.pixelColor(8, 8).name() == theme.bad.lower()
    assert drawn.pixelColor(5, 5).name() == theme.bad.lower(), "a square fills its corners"
    assert full.pixelColor(4, 4).name() != theme.good.lower(), "a dot does not"


@pytest.mark.parametrize(
    ("share", "tone"), [(0, "good"), (0.3, "good"), (0.34, "warning"), (0.99, "warning"), (1, "bad")]
)
def test_the_response_clock_turns_at_a_third_and_at_the_whole(share, tone):
    assert ring_tone(share) == tone


def test_a_ring_fills_clockwise_from_twelve(shown, theme):
    ring = shown(Ring(0.5, "48 minutes of 2 hours", theme), 16, 16)
    drawn = picture(ring)
    assert drawn.pixelColor(13, 8).name() == theme.warning.lower()
    assert drawn.pixelColor(2, 8).name() == theme.track.lower()


def test_a_bar_shows_actual_forecast_tick_and_rest(shown, theme):
    bar = shown(Bar(Amount(0.5, forecast=0.8, tick=0.25), "50%", theme), 200, 16)
    drawn = picture(bar)
    seen = [drawn.pixelColor(x, 8).name() for x in (90, 140, 190)]
    assert seen == [theme.accent.lower(), theme.forecast.lower(), theme.track.lower()]
    assert drawn.pixelColor(50, 2).name() == theme.text.lower()


def test_a_meter_has_room_for_the_longest_label(shown, theme):
    meter = shown(Meter("Новые клиенты и круг", 0.2, "20 %", theme))
    assert meter.sizeHint().width() > meter.fontMetrics().horizontalAdvance("Новые клиенты")
    assert meter.accessibleName() == "Новые клиенты и круг 20 %"


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Marta Lindqvist", "ML"),
        ("«Северный дом»", "СД"),
        ("Ёлкин", "Ё"),
        ("", ""),
        ("— — —", ""),
        ("3 Suns", "3S"),
    ],
)
def test_initials(name, letters):
    assert initials(name) == letters


def test_a_chip_is_clicked_and_taken_away(qtbot, shown, theme, tr):
    chip = shown(Chip("Class VIP", theme, tr))
    heard = []
    chip.clicked.connect(lambda: heard.append("clicked"))
    chip.removed.connect(lambda: heard.append("removed"))
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton, pos=QPoint(12, 14))
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton, pos=chip.cross().center().toPoint())
    qtbot.keyClick(chip, Qt.Key.Key_Delete)
    qtbot.keyClick(chip, Qt.Key.Key_Return)
    assert heard == ["clicked", "removed", "removed", "clicked"]


def test_a_tag_that_stays_has_no_cross(qtbot, shown, theme, tr):
    tag = shown(TagChip("coffee", theme, tr))
    tag.removed.connect(lambda: pytest.fail("it was taken away"))
    qtbot.keyClick(tag, Qt.Key.Key_Delete)
    assert tag.cross().isEmpty()


NAMES = ["Person", "Contacts", "Family & circle", "Tastes", "Work", "Needs & goals"]


def tabs_of(theme, tr, shape=Shape.UNDERLINE):
    return Tabs([Tab(name.lower(), name) for name in NAMES], theme, tr, shape=shape)


def test_tabs_without_room_go_under_more(qtbot, shown, theme, tr):
    tabs = shown(tabs_of(theme, tr), 900, 34)
    assert tabs.hidden_keys() == []
    tabs.resize(300, 34)
    hidden = tabs.hidden_keys()
    assert hidden
    assert hidden[-1] == "needs & goals"
    for button in tabs.findChildren(QWidget):
        assert button.isHidden() or button.geometry().right() < 300


def test_the_chosen_tab_is_always_in_sight(qtbot, shown, theme, tr):
    tabs = shown(tabs_of(theme, tr), 300, 34)
    with qtbot.assertNotEmitted(tabs.chosen):
        tabs.choose("needs & goals")
    assert "needs & goals" not in tabs.hidden_keys()


def test_arrows_walk_through_tabs(qtbot, shown, theme, tr):
    tabs = shown(tabs_of(theme, tr), 900, 34)
    heard = []
    tabs.chosen.connect(heard.append)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_End, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_Left):
        qtbot.keyClick(tabs, key)
    assert heard == ["contacts", "needs & goals", "person"]
    assert tabs.current == "person"


def test_other_tabs_keep_the_choice(shown, theme, tr):
    tabs = shown(tabs_of(theme, tr, Shape.PILL), 900, 28)
    tabs.choose("work")
    tabs.set_tabs([Tab("all", "All", "1,284"), Tab("work", "Work")])
    assert tabs.current == "work"
    tabs.set_tabs([Tab("all", "All", "1,284")])
    assert tabs.current == "all"


def test_choosing_moves_nothing(shown, theme, tr):
    tabs = shown(tabs_of(theme, tr), 900, 34)
    places = {b.text(): b.x() for b in tabs.findChildren(QWidget) if not b.isHidden()}
    tabs.choose("work")
    assert places == {b.text(): b.x() for b in tabs.findChildren(QWidget) if not b.isHidden()}


def test_a_row_leads_somewhere_by_mouse_and_keyboard(qtbot, shown, theme):
    row = shown(Row(RowText("Leo Gurevich", cls="VIP", text="turns 50", detail="Call"), theme), 400)
    heard = []
    row.activated.connect(lambda: heard.append(1))
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    qtbot.keyClick(row, Qt.Key.Key_Return)
    assert len(heard) == 2
    assert row.accessibleName() == "Leo Gurevich, VIP, turns 50, Call"
    assert row.height() == 44


def test_a_row_without_room_tells_its_detail_in_the_tooltip(shown, theme):
    detail = "18 days instead of 7; nobody knows the next step"
    row = shown(Row(RowText("Harbour", detail=detail, figure="420,000"), theme), 600)
    row.grab()
    assert row.toolTip() == ""
    row.resize(220, 44)
    row.grab()
    assert row.toolTip() == detail


def test_a_card_has_a_header_only_with_a_title(shown, theme):
    card = shown(Card(theme), 300, 100)
    assert not card.title_label().isVisible()
    card.set_title("Deals that stand still", "3")
    assert card.title_label().isVisible()
    card.add(Row(RowText("One"), theme))
    card.clear()
    assert card.body.count() == 0


def test_the_strip_shares_its_room_and_tells_which_cell(qtbot, shown, theme):
    strip = Strip(theme)
    shown(strip, 420, 52)
    strip.set_cells(
        [
            Cell("who", "Customer", "Maria Konstantinopolskaya of the Northern House", cls="A"),
            Cell("next", "Next step", "call back on Wednesday, 18 November at ten"),
        ]
    )
    assert strip.height() == 52
    assert strip.cell_at(strip.width() - 60).key == "next"
    with qtbot.waitSignal(strip.picked) as picked:
        qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(40, 30))
    assert picked.args == ["who"]
    assert "Next step: call back" in strip.accessibleName()


def test_in_the_strip_a_long_name_gives_way_first(shown, theme):
    strip = Strip(theme)
    shown(strip, 420, 52)
    name = Cell("who", "Customer", "Maria Konstantinopolskaya of the Northern House", gives=True)
    step = Cell("next", "Next step", "Wed 18 Nov, 10:00")
    strip.set_cells([name, step])
    assert strip._places()[1][2] == strip._wish(step)[1]
    assert strip._places()[0][2] < strip._wish(name)[1]


def test_a_row_under_the_mouse_is_lit(theme):
    assert mix(theme.hover, theme.surface, 1) == theme.hover.lower() != theme.surface.lower()


def test_a_long_warning_does_not_shorten_the_date_of_the_next_step(shown, theme):
    strip = Strip(theme)
    shown(strip, 640, 52)
    step = Cell("next", "Next step", "call about the contract", gives=1, tail="Tue 24 Nov, 10:00")
    strip.set_cells(
        [step, Cell("terms", "Customer's terms", "Too often: three calls in this month " * 3, gives=2)]
    )
    places = {cell.key: width for cell, _, width in strip._places()}
    assert places["next"] >= width_of(f"{step.value} {step.tail}", font())
    shown(strip, 300, 52)
    places = {cell.key: width for cell, _, width in strip._places()}
    assert places["next"] >= width_of(step.tail, font()) + 72
    assert "call about the contract Tue 24 Nov, 10:00" in strip.accessibleName()


def test_a_choice_among_many_keeps_to_its_lines(qtbot, shown, theme):
    combo = Combo(theme, name="Country")
    combo.set_choices([(number, f"Line {number}") for number in range(200)])
    shown(combo, 200, 30)
    combo.showPopup()
    qtbot.waitUntil(combo.view().isVisible)
    lines = combo.view().viewport().height() / combo.view().sizeHintForRow(0)
    combo.hidePopup()
    assert lines <= combo.maxVisibleItems() + 1
