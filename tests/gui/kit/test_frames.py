"""Notices, dialogs, menus, empty places, layouts and the throttle."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget

from app.views.kit import rounding
from app.views.kit.badge import Badge
from app.views.kit.buttons import Button, Kind
from app.views.kit.cards import Card
from app.views.kit.dialog import Dialog, confirm
from app.views.kit.empty import Empty
from app.views.kit.fields import LineField
from app.views.kit.flow import Flow
from app.views.kit.menu import Entry, Menu, menu
from app.views.kit.notices import Action, Notices
from app.views.kit.progress import Progress
from app.views.kit.scroll import Scroll
from app.views.kit.tabs import Tab, Tabs
from app.views.kit.theme import DARK, apply
from app.views.kit.throttle import Throttle


@pytest.fixture
def notices(shown, theme, tr):
    window = shown(QWidget(), 900, 600)
    # Held until the test ends: nobody else holds the window.
    yield Notices(window, theme, tr)
    window.close()


def test_a_notice_stands_at_the_lower_right_and_follows_the_window(notices):
    notices.show_notice("Saved")
    window = notices.parentWidget()
    assert notices.isVisible()
    assert notices.geometry().right() < 900 <= notices.geometry().right() + 20
    window.resize(1200, 700)
    assert notices.geometry().right() > 1150
    assert notices.geometry().bottom() < 700


def test_its_button_acts_once_and_closes_it(qtbot, notices):
    heard = []
    notice = notices.show_notice("Deleted", actions=[Action("Undo", lambda: heard.append("undo"))])
    qtbot.mouseClick(notice.links[0], Qt.MouseButton.LeftButton)
    assert heard == ["undo"]
    assert notices.shown == []
    assert not notices.isVisible()


def test_it_goes_by_itself(qtbot, notices):
    notice = notices.show_notice("Saved", duration=1)
    qtbot.waitUntil(lambda: notices.shown == [])
    assert notice not in notices.shown


def test_the_mouse_stops_its_clock(notices):
    notice = notices.show_notice("Saved", duration=60_000)
    assert notice.is_running()
    at = QPointF(5, 5)
    QApplication.sendEvent(notice, QEnterEvent(at, at, at))
    assert not notice.is_running()
    QApplication.sendEvent(notice, QEvent(QEvent.Type.Leave))
    assert notice.is_running()


def test_bad_news_stay_until_they_are_closed(notices):
    notice = notices.show_notice("The disk is full", tone="bad")
    assert not notice.is_running()
    QApplication.sendEvent(notice, QEvent(QEvent.Type.Leave))
    assert not notice.is_running()
    notice.close_now()
    assert notices.shown == []


def test_no_more_than_four_at_a_time(notices):
    for number in range(6):
        notices.show_notice(str(number), duration=60_000)
    assert [notice.text for notice in notices.shown] == ["2", "3", "4", "5"]


def test_what_is_said_again_stands_once(notices):
    for text in ("The disk is full.", "Saved", "The disk is full."):
        notices.show_notice(text, tone="bad")
    assert [each.text for each in notices.shown] == ["Saved", "The disk is full."]


def test_a_long_notice_gets_its_height(notices):
    short = notices.show_notice("Saved", duration=60_000)
    long = notices.show_notice("Ничего не записано. " * 8, duration=60_000)
    notices.grab()
    assert long.height() >= short.height() + 2 * long.fontMetrics().lineSpacing()


def test_esc_closes_a_dialog_even_from_a_field(qtbot, shown, theme, tr):
    dialog = Dialog("Join?", theme, tr)
    field = LineField(theme, name="Name")
    dialog.body.addWidget(field)
    shown(dialog)
    with qtbot.waitSignal(dialog.rejected):
        qtbot.keyClick(field, Qt.Key.Key_Escape)


def test_enter_takes_the_primary_answer(qtbot, shown, theme, tr):
    dialog = Dialog("Join?", theme, tr)
    field = QLineEdit()
    dialog.body.addWidget(field)
    dialog.add_cancel()
    dialog.add_answer("Join", kind=Kind.PRIMARY)
    shown(dialog)
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(field, Qt.Key.Key_Return)


def test_a_question_can_be_refused(qtbot, shown, theme, tr):
    parent = shown(QWidget(), 400, 300)
    dialog = confirm(parent, "Erase?", "It cannot be undone.", "Erase", theme, tr, danger=True)
    cancel = next(b for b in dialog.findChildren(Button) if b.label == "Cancel")
    with qtbot.waitSignal(dialog.rejected):
        qtbot.mouseClick(cancel, Qt.MouseButton.LeftButton)


def test_a_menu_writes_ampersands_and_acts(shown, theme):
    parent = shown(QWidget(), 400, 300)
    heard = []
    made = menu(
        theme,
        parent,
        [Entry("Terms & consent", lambda: heard.append(1), icon="lock", key="Ctrl+T")],
        [],
        [Entry("Delete", lambda: heard.append(2), danger=True, enabled=False)],
    )
    first, separator, last = made.actions()
    assert first.text() == "Terms && consent"
    assert separator.isSeparator()
    assert not last.isEnabled()
    first.trigger()
    assert heard == [1]


def test_an_empty_place_offers_the_first_step(qtbot, shown, theme):
    place = shown(Empty("customers", "Everyone belongs here", theme, step="Import contacts"), 500, 400)
    with qtbot.waitSignal(place.begun):
        qtbot.mouseClick(place.button, Qt.MouseButton.LeftButton)
    assert not Empty("customers", "Nothing", theme).button.isVisibleTo(place)


def test_progress_can_be_cancelled(qtbot, shown, theme, tr):
    work = shown(Progress(theme, tr))
    work.show_progress("importing customers", 0.419)
    assert work.accessibleName() == "importing customers 41%"
    link = next(w for w in work.findChildren(QWidget) if w.accessibleName() == "cancel")
    with qtbot.waitSignal(work.cancelled):
        qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    work.finish()
    assert not work.isVisible()


def flow_of(count: int) -> tuple[QWidget, list[QWidget]]:
    holder = QWidget()
    flow = Flow(holder, gap=10)
    items = []
    for number in range(count):
        item = QWidget()
        item.setFixedSize(90, 20 if number else 30)
        flow.addWidget(item)
        items.append(item)
    return holder, items


def test_what_does_not_fit_goes_on_in_the_next_line(shown):
    holder, items = flow_of(5)
    shown(holder, 290, 100)
    assert [(item.x(), item.y()) for item in items] == [(0, 0), (100, 5), (200, 5), (0, 40), (100, 40)]
    assert holder.layout().heightForWidth(290) == 60
    assert holder.layout().heightForWidth(1000) == 30


def test_hidden_items_take_no_room(shown):
    holder, items = flow_of(3)
    items[1].hide()
    shown(holder, 290, 100)
    assert items[2].x() == 100


def test_a_page_follows_the_keyboard(qtbot, shown, theme):
    page = Scroll()
    fields = [LineField(theme, name=str(number)) for number in range(40)]
    for field in fields:
        page.add(field)
    shown(page, 300, 200)
    assert page.verticalScrollBar().value() == 0
    fields[-1].setFocus()
    qtbot.waitUntil(lambda: page.verticalScrollBar().value() > 0)
    page.deleteLater()


def test_first_now_last_later(qtbot):
    heard = []
    calm = Throttle(heard.append, interval=1)
    for number in range(5):
        calm(number)
    assert heard == [0]
    qtbot.waitUntil(lambda: heard == [0, 4])


def test_what_waits_can_be_hurried_or_forgotten(qtbot):
    heard = []
    calm = Throttle(heard.append, interval=60_000)
    calm(1)
    calm(2)
    calm.flush()
    assert heard == [1, 2]
    calm(3)
    calm.cancel()
    calm.flush()
    assert heard == [1, 2]


def test_a_whole_window_changes_its_theme(qapp, notices, theme):
    button = Button("Call", theme, parent=notices.parentWidget())
    apply(qapp, DARK)
    assert button._theme is DARK
    assert notices._theme is DARK
    apply(qapp, theme)
    assert button._theme is theme


def test_nothing_opens_as_a_window_of_its_own(qapp, qtbot, theme, tr):
    before = {widget for widget in qapp.topLevelWidgets() if widget.isVisible()}
    made = [
        Badge("VIP", theme, tr),
        Card(theme, title="Deals", count="3", link="all"),
        Empty("customers", "Nothing yet", theme, text="Begin here", step="Begin"),
        Progress(theme, tr),
        Tabs([Tab("one", "One")], theme, tr),
    ]
    made[0].set_class("A")
    made[1].set_note("826,000")
    assert {widget for widget in qapp.topLevelWidgets() if widget.isVisible()} == before
    for widget in made:
        qtbot.addWidget(widget)


def test_a_badge_comes_back_with_its_class(shown, theme, tr):
    holder = QWidget()
    badge = Badge("", theme, tr, holder)
    shown(holder)
    assert not badge.isVisible()
    badge.set_class("B")
    assert badge.isVisible()


def test_links_that_do_not_stand_beside_the_text_stand_under_it(notices):
    short = notices.show_notice("Saved", actions=[Action("Undo", list)], tone="warning")
    long = notices.show_notice(
        "Logged: Vishnevetskaya Olga. Next: ring Wed 25 Nov, 10:00",
        actions=[Action("Undo", list), Action("Open card", list)],
    )
    for notice in (short, long):
        assert all(notice.rect().contains(link.geometry()) for link in notice.links)
    assert short.height() < long.height()
    said = long.findChild(QLabel)
    assert said.width() > 280
    assert long.links[0].geometry().top() >= said.geometry().bottom()


def test_only_the_last_step_can_be_undone_by_a_notice(notices):
    notices.show_notice("No room on the disk", actions=[Action("Choose another", list)], tone="bad")
    notices.show_notice("Copied")
    notices.show_notice("Changed 3 customers", actions=[Action("Undo", list)])
    notices.show_notice("Undone: 3 customers", actions=[Action("Redo", list)])
    assert [notice.text for notice in notices.shown] == [
        "No room on the disk",
        "Copied",
        "Undone: 3 customers",
    ]


@pytest.mark.parametrize("blends", [True, False])
def test_no_corner_of_a_menu_is_black(qtbot, theme, monkeypatch, blends):
    """Where nothing blends windows what is left out would be black: there the corners are only cut."""
    monkeypatch.setattr(rounding, "composited", lambda: blends)
    made = Menu(theme)
    qtbot.addWidget(made)
    made.add(Entry("Call", print))
    assert made.testAttribute(Qt.WidgetAttribute.WA_TranslucentBackground) is blends
    made.popup(QPoint(10, 10))
    assert not made.mask().contains(QPoint(0, 0))
    picture = made.grab().toImage()
    corner = [
        picture.pixelColor(x, y) for x in range(8) for y in range(8) if made.mask().contains(QPoint(x, y))
    ]
    assert all(color.alpha() < 255 or color.lightness() > 90 for color in corner)
    assert blends or all(color.alpha() == 255 for color in corner)
    made.close()
