"""Fields and editing in place: what is typed is saved once, and Esc gives back what was."""

from __future__ import annotations

import datetime as dt
import gettext

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from app.language import Translator
from app.views.kit.elide import ElidedLabel
from app.views.kit.fields import Check, Combo, DateField, GrowingText, LineField
from app.views.kit.inline import InlineEdit
from app.views.kit.labels import label
from app.views.kit.month import MonthPicker, month_later


@pytest.fixture
def place(shown, theme, tr):
    """An editor in place above some empty room and a field."""
    window = QWidget()
    column = QVBoxLayout(window)
    window.edit = InlineEdit("Saperavi", theme, tr, name="Wine", hint="not known")
    window.other = LineField(theme, name="Other")
    column.addWidget(window.edit)
    column.addWidget(window.other)
    column.addStretch(1)
    window.heard = []
    window.edit.edited.connect(lambda *texts: window.heard.append(texts))
    return shown(window, 300, 200)


def type_into(qtbot, edit, text):
    edit.editor.selectAll()
    qtbot.keyClicks(edit.editor, text)


def test_enter_saves_once(qtbot, place):
    qtbot.mouseClick(place.edit, Qt.MouseButton.LeftButton)
    type_into(qtbot, place.edit, "Kindzmarauli")
    qtbot.keyClick(place.edit.editor, Qt.Key.Key_Return)
    assert place.heard == [("Saperavi", "Kindzmarauli")]
    assert place.edit.editor is None
    assert place.edit.text == "Kindzmarauli"


@pytest.mark.parametrize("key", [Qt.Key.Key_F2, Qt.Key.Key_Return])
def test_the_keyboard_opens_it_and_esc_restores(qtbot, place, key):
    qtbot.keyClick(place.edit, key)
    type_into(qtbot, place.edit, "gone")
    qtbot.keyClick(place.edit.editor, Qt.Key.Key_Escape)
    assert place.heard == []
    assert place.edit.text == "Saperavi"
    assert place.edit.editor is None


def test_leaving_saves(qtbot, place):
    place.edit.open()
    type_into(qtbot, place.edit, "Merlot")
    place.other.setFocus()
    qtbot.waitUntil(lambda: place.heard == [("Saperavi", "Merlot")])


def test_a_click_on_empty_room_saves_too(qtbot, place):
    place.edit.open()
    type_into(qtbot, place.edit, "Merlot")
    qtbot.mouseClick(place, Qt.MouseButton.LeftButton, pos=QPoint(150, 180))
    assert place.heard == [("Saperavi", "Merlot")]


def test_nothing_typed_nothing_saved(qtbot, place):
    place.edit.open()
    qtbot.keyClick(place.edit.editor, Qt.Key.Key_Return)
    assert place.heard == []


def test_news_from_elsewhere_do_not_disturb_typing(qtbot, place):
    place.edit.open()
    type_into(qtbot, place.edit, "mine")
    place.edit.set_text("theirs")
    assert place.edit.editor.text() == "mine"
    place.edit.save()
    assert place.heard == [("theirs", "mine")]


def test_the_place_says_its_name_and_value(place):
    assert place.edit.accessibleName() == "Wine: Saperavi"


def dates(theme, tr):
    words = {"friday": dt.date(2026, 11, 20)}
    return DateField(
        theme, tr, name="Date", read=lambda t: words.get(t.lower()), show=lambda d: d.isoformat()
    )


def test_a_date_is_read_from_words(qtbot, shown, theme, tr):
    field = shown(dates(theme, tr))
    heard = []
    field.edited.connect(heard.append)
    qtbot.keyClicks(field, "Friday")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert heard == [dt.date(2026, 11, 20)]
    assert field.text() == "2026-11-20"
    field.clear()
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert heard[-1] is None


def test_words_that_are_no_date_stay_and_are_marked(qtbot, shown, theme, tr):
    field = shown(dates(theme, tr))
    with qtbot.assertNotEmitted(field.edited):
        qtbot.keyClicks(field, "whenever")
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == "whenever"
    assert field.property("bad") is True
    assert "Friday" in field.toolTip()
    qtbot.keyClicks(field, "x")
    assert field.property("bad") is False


def open_month(qtbot, field):
    qtbot.keyClick(field, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, MonthPicker) and w.isVisible())


def test_a_date_is_taken_from_the_calendar(qtbot, shown, theme, tr):
    field = shown(dates(theme, tr))
    field.set_value(dt.date(2026, 11, 20))
    month = open_month(qtbot, field)
    assert month.day == dt.date(2026, 11, 20)
    with qtbot.waitSignal(field.edited) as edited:
        qtbot.mouseClick(
            month, Qt.MouseButton.LeftButton, pos=month.cell(dt.date(2026, 12, 1)).center().toPoint()
        )
    assert edited.args == [dt.date(2026, 12, 1)]
    assert field.text() == "2026-12-01"


def test_the_calendar_is_walked_by_keys(qtbot, shown, theme, tr):
    month = shown(MonthPicker(dt.date(2026, 1, 31), theme, tr, today=dt.date(2026, 11, 17)))
    key = Qt.Key
    steps = [
        (key.Key_PageDown, dt.date(2026, 2, 28)),
        (key.Key_Right, dt.date(2026, 3, 1)),
        (key.Key_Up, dt.date(2026, 2, 22)),
        (key.Key_PageUp, dt.date(2026, 1, 22)),
        (key.Key_Left, dt.date(2026, 1, 21)),
        (key.Key_Home, dt.date(2026, 11, 17)),
    ]
    for pressed, day in steps:
        qtbot.keyClick(month, pressed)
        assert month.day == day
    qtbot.keyClick(month, key.Key_PageDown, Qt.KeyboardModifier.ShiftModifier)
    with qtbot.waitSignal(month.picked) as picked:
        qtbot.keyClick(month, key.Key_Return)
    assert picked.args == [dt.date(2027, 11, 17)]


@pytest.mark.parametrize(("code", "weekday"), [("en", 7), ("ru", 1)])
def test_the_week_begins_as_the_language_has_it(theme, qapp, code, weekday):
    tr = Translator(code, gettext.NullTranslations())
    month = MonthPicker(dt.date(2026, 11, 17), theme, tr)
    first = min(
        (dt.date(2026, 11, 17) - dt.timedelta(days=n) for n in range(7)), key=lambda d: month.cell(d).x()
    )
    assert first.isoweekday() == weekday


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (dt.date(2024, 1, 31), 1, dt.date(2024, 2, 29)),
        (dt.date(2026, 12, 15), 1, dt.date(2027, 1, 15)),
        (dt.date(2026, 1, 15), -1, dt.date(2025, 12, 15)),
        (dt.date(2024, 2, 29), 12, dt.date(2025, 2, 28)),
        (dt.date(2026, 11, 30), 1, dt.date(2026, 12, 30)),
    ],
)
def test_a_month_later(day, months, later):
    assert month_later(day, months) == later


def test_a_choice_tells_its_value_and_ignores_the_wheel(qtbot, shown, theme):
    combo = shown(Combo(theme, name="From"))
    with qtbot.assertNotEmitted(combo.chosen):
        combo.set_choices([("told", "told"), ("found", "found")], current="found")
    assert combo.currentData() == "found"
    with qtbot.waitSignal(combo.chosen) as chosen:
        qtbot.keyClick(combo, Qt.Key.Key_Up)
    assert chosen.args == ["told"]


def test_text_grows_with_its_lines_up_to_a_limit(qtbot, shown, theme):
    text = shown(GrowingText(theme, name="Note", least=2, most=5), 300)
    low = text.height()
    text.set_text("1\n2\n3\n4")
    higher = text.height()
    text.set_text("\n".join("123456789"))
    assert low < higher < text.height()
    assert text.height() == higher + text.fontMetrics().lineSpacing()


def test_text_is_saved_when_the_keyboard_leaves(qtbot, shown, theme):
    text = shown(GrowingText(theme, name="Note"), 300)
    text.set_text("old")
    heard = []
    text.edited.connect(lambda *texts: heard.append(texts))
    text.setPlainText("new")
    qtbot.keyClick(text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    text.clearFocus()
    assert heard == [("old", "new")]


def test_a_tick_is_set_anywhere_on_its_line(qtbot, shown, theme):
    check = shown(Check("Terms & consent", theme))
    qtbot.mouseClick(check, Qt.MouseButton.LeftButton, pos=QPoint(60, 12))
    assert check.isChecked()
    qtbot.keyClick(check, Qt.Key.Key_Space)
    assert not check.isChecked()


def test_esc_leaves_a_field(qtbot, shown, theme):
    field = shown(LineField(theme, name="Search", hint="Search", icon="search", key="Ctrl+K", search=True))
    with qtbot.waitSignal(field.left):
        qtbot.keyClick(field, Qt.Key.Key_Escape)


def test_labels_never_render_what_users_type(qapp):
    assert label("<b>x</b>").textFormat() == Qt.TextFormat.PlainText
    assert ElidedLabel("<b>x</b>").textFormat() == Qt.TextFormat.PlainText


def test_a_label_shortens_itself_and_tells_the_rest(shown):
    text = shown(ElidedLabel("A line <i>that</i> has no room"), 80, 20)
    assert text.shown().endswith("…")
    assert "&lt;i&gt;" in text.toolTip()
    text.resize(600, 20)
    assert text.shown() == "A line <i>that</i> has no room"
    assert text.toolTip() == ""
