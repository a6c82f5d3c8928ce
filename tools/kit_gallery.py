"""Show every widget of the kit in one window, in both themes and languages.

python tools/kit_gallery.py                 opens the window; --theme and --language choose
python tools/kit_gallery.py --shots FOLDER  draws PNGs without a screen
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import sys
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from PySide6.QtCore import QLocale, Qt, QTimer
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from app.language import Translator, translator
from app.paths import user_paths
from app.views.kit.avatar import Avatar
from app.views.kit.badge import Badge, Mark
from app.views.kit.buttons import Button, IconButton, KeyHint, Kind, Link
from app.views.kit.cards import Card, Row, RowText
from app.views.kit.chips import Chip, TagChip
from app.views.kit.dialog import Dialog
from app.views.kit.dot import Dot, Moment
from app.views.kit.elide import ElidedLabel
from app.views.kit.empty import Empty
from app.views.kit.fields import Check, Combo, DateField, GrowingText, LineField
from app.views.kit.flow import Flow
from app.views.kit.icons import FILES, app_icon, icon
from app.views.kit.inline import InlineEdit
from app.views.kit.labels import Line, label
from app.views.kit.menu import Entry, Menu
from app.views.kit.meter import Amount, Bar, Meter
from app.views.kit.month import MonthPicker
from app.views.kit.notices import Action, Notices
from app.views.kit.progress import Progress
from app.views.kit.ring import Ring
from app.views.kit.strip import Cell, Strip
from app.views.kit.tabs import Shape, Tab, Tabs
from app.views.kit.theme import HERO, LARGE, SMALL, THEMES, TITLE, Theme, apply

SIZE = (1280, 1000)


class Words:
    """The words of the gallery in one language."""

    def __init__(self, code: str) -> None:
        self._russian = code == "ru"

    def __call__(self, english: str, russian: str) -> str:
        return russian if self._russian else english


def row(*widgets: QWidget | int, gap: int = 8) -> QHBoxLayout:
    """Put ``widgets`` side by side; a number stretches."""
    made = QHBoxLayout()
    made.setSpacing(gap)
    for widget in widgets:
        if isinstance(widget, int):
            made.addStretch(widget)
        else:
            made.addWidget(widget)
    return made


class Gallery(QWidget):
    """All of the kit on one page."""

    def __init__(self, theme: Theme, tr: Translator) -> None:
        super().__init__()
        self._theme, self._tr, self._say = theme, tr, Words(tr.code)
        self.setWindowTitle("Rapport kit")
        self.setWindowIcon(app_icon())
        self.resize(*SIZE)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(self._strip())
        inside = QGridLayout()
        inside.setContentsMargins(20, 16, 20, 16)
        inside.setSpacing(16)
        inside.setColumnStretch(0, 17)
        inside.setColumnStretch(1, 10)
        page.addLayout(inside, 1)
        for place, blocks in enumerate((self._left(), self._right())):
            column = QVBoxLayout()
            column.setSpacing(12)
            for block in blocks:
                if isinstance(block, QLayout):
                    column.addLayout(block)
                else:
                    column.addWidget(block)
            column.addStretch(1)
            inside.addLayout(column, 0, place)
        self.notices = Notices(self, theme, tr)

    def show_notices(self) -> None:
        """Put one notice of each weight on the page."""
        say = self._say
        undo = [Action(say("Undo", "Отменить"), lambda: None)]
        self.notices.show_notice(
            say("Imported 1,284 customers", "Загружено 1 284 клиента"), actions=undo, tone="good", duration=0
        )
        self.notices.show_notice(
            say(
                "The file is open in another program. Nothing was saved; close it there and try again.",
                "Файл открыт в другой программе. Ничего не записано; закройте его там и повторите.",
            ),
            tone="bad",
        )

    def _left(self) -> Sequence[QWidget | QLayout]:
        return [
            self._type(),
            self._buttons(),
            self._marks(),
            self._tabs(),
            self._fields(),
            self._chips(),
            self._meters(),
            self._inline(),
            self._icons(),
            row(MonthPicker(dt.date(2026, 11, 18), self._theme, self._tr, today=dt.date(2026, 11, 12)), 1),
        ]

    def _right(self) -> Sequence[QWidget | QLayout]:
        return [self._plan(), self._card(), self._menu(), self._dialog(), self._empty(), self._progress()]

    def _strip(self) -> QWidget:
        theme, say = self._theme, self._say
        strip = Strip(theme)
        strip.set_cells(
            [
                Cell(
                    "kind",
                    say("Contact", "Контакт"),
                    say("outgoing, 15 min", "исходящий, 15 мин"),
                    icon="phone",
                ),
                Cell(
                    "who",
                    say("Customer", "Клиент"),
                    say("Marta Lindqvist", "Иванова Мария Петровна"),
                    cls="A",
                ),
                Cell("what", say("About", "О чём"), say("price", "обсудили цену")),
                Cell(
                    "next",
                    say("Next step", "Следующий шаг"),
                    say("ring Wed 18 Nov, 10:00", "перезвонить в ср, 18 ноября, 10:00"),
                ),
                Cell(
                    "terms", say("Terms", "Условия"), say("10 to 18", "с 10 до 18"), icon="check", tone="good"
                ),
            ]
        )
        strip.add_button(Button(say("Correct", "Поправить"), theme, key="Tab"))
        strip.add_button(Button(say("Log", "Записать"), theme, kind=Kind.PRIMARY, key="Enter"))
        return strip

    def _type(self) -> QLayout:
        say = self._say
        return row(
            label("28 " + say("Hero", "Крупный"), size=HERO, bold=True),
            label("20 " + say("Title", "Заголовок"), size=TITLE, bold=True),
            label("15 " + say("Panel", "Панель"), size=LARGE, bold=True),
            label(say("13 body 1,284", "13 текст 1 284")),
            label(say("11 small", "11 мелкий"), size=SMALL, tone="secondary"),
            label(say("good", "хорошо"), tone="good"),
            label(say("late", "скоро"), tone="warning"),
            label(say("overdue", "просрочено"), tone="bad", bold=True),
            1,
        )

    def _buttons(self) -> QLayout:
        theme, say = self._theme, self._say
        off = Button(say("Disabled", "Недоступно"), theme)
        off.setEnabled(False)
        return row(
            Button(say("Call", "Позвонить"), theme, kind=Kind.PRIMARY, icon="phone"),
            Button(say("Brief", "Бриф"), theme),
            Button(say("All people", "Все сотрудники"), theme, drop=True),
            Button(say("Filter", "Фильтр"), theme, kind=Kind.QUIET, icon="plus"),
            Button(say("Delete", "Удалить"), theme, kind=Kind.DANGER),
            off,
            IconButton("columns", say("Columns", "Столбцы"), theme),
            IconButton("more", say("More", "Ещё"), theme, key="Shift+F10"),
            Link(say("2 more", "Ещё 2 дела"), theme),
            KeyHint("Esc", theme),
            1,
        )

    def _marks(self) -> QLayout:
        theme, tr, say = self._theme, self._tr, self._say
        return row(
            Avatar(say("Marta Lindqvist", "Мария Иванова"), theme),
            Avatar(say("Anna Orlova", "Анна Орлова"), theme, side=32),
            *(Badge(cls, theme, tr) for cls in ("VIP", "A", "B", "C", "D")),
            Mark(say("new", "новый"), theme),
            Mark(say("draft", "черновик"), theme, tone="warning"),
            Dot(Moment.NOW, theme, tr),
            Dot(Moment.LATER, theme, tr),
            Dot(Moment.DEADLINE, theme, tr),
            *(Ring(share, say("waiting", "ждёт"), theme) for share in (0.05, 0.4, 0.8, 2)),
            1,
        )

    def _tabs(self) -> QLayout:
        theme, tr, say = self._theme, self._tr, self._say
        names = (
            ("Person", "Личное"),
            ("Contacts", "Связь"),
            ("Family & circle", "Семья и круг"),
            ("Tastes", "Вкусы"),
            ("Work", "Работа"),
            ("Needs & goals", "Нужды и цели"),
            ("Terms & consent", "Условия и согласия"),
            ("Value", "Ценность"),
            ("Files", "Файлы"),
        )
        card = Tabs([Tab(str(i), say(*name)) for i, name in enumerate(names)], theme, tr)
        card.choose("3")
        views = Tabs(
            [
                Tab("mine", say("My customers", "Мои клиенты"), "87"),
                Tab("all", say("All", "Все"), say("1,284", "1 284")),
                Tab("quiet", say("Gone quiet", "Замолчали"), "12"),
            ],
            theme,
            tr,
            shape=Shape.PILL,
        )
        spans = (("Month", "Месяц"), ("Week", "Неделя"), ("Day", "День"))
        choice = Tabs([Tab(name[0], say(*name)) for name in spans], theme, tr, shape=Shape.SEGMENT)
        made = QVBoxLayout()
        made.setSpacing(8)
        made.addLayout(row(views, choice))
        made.addWidget(card)
        return made

    def _fields(self) -> QLayout:
        theme, tr, say = self._theme, self._tr, self._say
        search = LineField(
            theme,
            name=say("Search", "Поиск"),
            hint=say("Search or command", "Поиск или команда"),
            icon="search",
            key="Ctrl+K",
            search=True,
        )
        combo = Combo(theme, name=say("From", "Откуда"))
        combo.set_choices([("told", say("told", "сказал сам")), ("found", say("overheard", "подслушано"))])
        date = DateField(
            theme,
            tr,
            name=say("Date", "Дата"),
            read=lambda _: None,
            show=lambda day: f"{day:%d.%m.%Y}",
            hint=say("Friday", "в пятницу"),
        )
        date.set_value(dt.date(2026, 11, 18))
        check = Check(say("Private", "Личное"), theme)
        check.setChecked(True)
        note = GrowingText(theme, name=say("Note", "Заметка"), least=2)
        note.set_text(
            say(
                "Took two machines, wants the December list.\nBring decaf next time.\nLikes it quiet.",
                "Взяла две кофемашины, хочет цены на декабрь.\nВ следующий раз взять декаф.\nЛюбит тишину.",
            )
        )
        wrong = LineField(theme, name=say("E-mail", "Почта"))
        wrong.setText("marta@")
        wrong.set_bad(say("An address ends with a domain.", "Адрес кончается доменом."))
        made = QVBoxLayout()
        made.setSpacing(8)
        made.addLayout(row(search, date))
        made.addLayout(row(wrong, combo, check, Check(say("Formal", "На «Вы»"), theme), 1))
        made.addWidget(note)
        return made

    def _chips(self) -> QLayout:
        theme, tr, say = self._theme, self._tr, self._say
        flow = Flow()
        chips = (
            Chip(say("Bought in 12 months", "Покупали за 12 месяцев"), theme, tr),
            Chip(say("EU", "Урал"), theme, tr),
            Chip(say("Class VIP or A", "Категория VIP или A"), theme, tr),
            TagChip(say("coffee", "кофе"), theme, tr),
            TagChip(say("holds tastings", "проводит дегустации"), theme, tr, removable=True),
            TagChip(say("prefers letters", "любит письма"), theme, tr),
        )
        for chip in chips:
            flow.addWidget(chip)
        return flow

    def _meters(self) -> QLayout:
        theme, say = self._theme, self._say
        names = (
            ("Reach", "Связаться", 1.0),
            ("Address", "Обратиться", 1.0),
            ("Topics", "Темы", 0.75),
            ("Offer", "Предложить", 0.6),
            ("Gifts", "Подарки", 0.5),
            ("Prospects", "Новые клиенты", 0.2),
        )
        meters = [
            Meter(say(one, two), share, say(f"{share:.0%}", f"{share * 100:.0f} %"), theme)
            for one, two, share in names
        ]
        return row(*meters, gap=16)

    def _inline(self) -> QLayout:
        theme, tr, say = self._theme, self._tr, self._say
        self.inline = InlineEdit(
            say("Lofoten, every July by boat", "Карелия, каждый июль на лодке"),
            theme,
            tr,
            name=say("Holiday place", "Где отдыхает"),
        )
        long = ElidedLabel(
            say(
                "A long line that has no room and ends with three dots, telling the rest in its tooltip",
                "Длинная строка, которой не хватило места: она кончается многоточием, а целиком видна в подсказке",
            ),
            tone="secondary",
        )
        return row(self.inline, long)

    def _icons(self) -> QLayout:
        flow = Flow(gap=4)
        for name in FILES:
            picture = label()
            picture.setPixmap(icon(name, self._theme.secondary).pixmap(16, 16))
            picture.setToolTip(name)
            flow.addWidget(picture)
        return flow

    def _plan(self) -> QLayout:
        theme, say = self._theme, self._say
        made = QVBoxLayout()
        made.setSpacing(2)
        made.addLayout(
            row(
                label(say("Plan for November: 71%", "План на ноябрь: 71 %"), bold=True),
                1,
                label(say("forecast 96%", "прогноз 96 %"), tone="secondary"),
            )
        )
        made.addWidget(Bar(Amount(0.71, forecast=0.96, tick=0.57), say("Plan", "План"), theme))
        made.addLayout(
            row(
                label(
                    say("3,408,000 of 4,800,000", "3 408 000 из 4 800 000 ₽"), tone="secondary", size=SMALL
                ),
                1,
                label(
                    say("57% was due by today", "к этому дню нужно было 57 %"), tone="secondary", size=SMALL
                ),
            )
        )
        return made

    def _card(self) -> QWidget:
        theme, say = self._theme, self._say
        card = Card(
            theme,
            title=say("Greetings this week", "Поздравления недели"),
            count="3",
            link=say("2 more", "ещё 2"),
        )
        rows = (
            RowText(
                say("Leo Gurevich", "Гуревич Лев Маркович"),
                cls="VIP",
                text=say("turns 50", "50 лет"),
                detail=say("Call; gift: dry red, up to 50", "Звонок; подарок: сухое красное, до 5 000 ₽"),
                lead=say("today", "сегодня"),
                lead_tone="accent",
                state=say("bought", "куплен"),
                state_tone="good",
            ),
            RowText(
                say("Nordhaus Hotels", "«Северный дом»"),
                cls="A",
                text=say("3 years with us", "3 года вместе"),
                detail=say("Card with thanks", "Открытка с благодарностью"),
                lead=say("Wed 18", "ср, 18"),
                state=say("draft ready", "черновик готов"),
                state_tone="accent",
            ),
            RowText(
                say("Harbour Restaurant", "Ресторан «Гавань»"),
                cls="C",
                detail=say("18 days instead of 7; no next step", "18 дней вместо 7; нет следующего шага"),
                detail_tone="warning",
                lead=say("Thu 19", "чт, 19"),
                figure=say("420,000", "420 000 ₽"),
            ),
        )
        for number, text in enumerate(rows):
            card.add(Row(text, theme, lead=68, last=number == len(rows) - 1))
        return card

    def _menu(self) -> QWidget:
        say = self._say
        shown = Menu(self._theme, self)
        shown.add(Entry(say("Log a contact", "Записать контакт"), lambda: None, icon="capture", key="Ctrl+L"))
        shown.add(Entry(say("Private", "Личное"), lambda: None, checked=True))
        shown.addSeparator()
        shown.add(Entry(say("Delete", "Удалить"), lambda: None, icon="trash", danger=True))
        shown.setWindowFlags(Qt.WindowType.Widget)
        shown.setFixedWidth(280)
        return shown

    def _dialog(self) -> QWidget:
        say = self._say
        dialog = Dialog(
            say("Join two customers?", "Объединить двух клиентов?"),
            self._theme,
            self._tr,
            text=say("Nothing is lost; it can be undone.", "Ничего не пропадёт; можно отменить."),
            width=300,
        )
        dialog.add_cancel()
        dialog.add_answer(say("Join", "Объединить"), kind=Kind.PRIMARY)
        dialog.setWindowFlags(Qt.WindowType.Widget)
        return dialog

    def _empty(self) -> QWidget:
        say = self._say
        return Empty(
            "customers",
            say("Everyone you work with belongs here", "Здесь будут все, с кем вы работаете"),
            self._theme,
            text=say(
                "Bring in a contact list, or begin with one.",
                "Загрузите список контактов или начните с одного.",
            ),
            step=say("Import contacts", "Загрузить контакты"),
        )

    def _progress(self) -> QWidget:
        work = Progress(self._theme, self._tr)
        work.show_progress(self._say("importing customers", "импорт клиентов"), 0.41)
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Line(self._theme))
        column.addLayout(row(work, 1))
        return box


def shoot(app: QApplication, folder: Path) -> None:
    """Draw the gallery in every theme and language into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    wanted = [(code, theme) for code in ("en", "ru") for theme in THEMES.values()]
    shown: list[Gallery] = []

    def begin() -> None:
        if not wanted:
            app.quit()
            return
        code, theme = wanted.pop(0)
        apply(app, theme)
        gallery = Gallery(theme, translator(code, user_paths().translations))
        shown[:] = [gallery]
        gallery.show()
        gallery.activateWindow()
        gallery.show_notices()
        gallery.inline.open()
        # The window gets its keyboard only when events have gone round.
        QTimer.singleShot(50, lambda: draw(gallery, folder / f"kit-{code}-{theme.name}.png"))

    def draw(gallery: Gallery, path: Path) -> None:
        gallery.grab().save(str(path))
        print(path)
        gallery.close()
        begin()

    QTimer.singleShot(0, begin)
    app.exec()


def main() -> int:
    """Open the gallery or draw it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--shots", type=Path, metavar="FOLDER", help="draw PNGs here instead of opening a window"
    )
    parser.add_argument("--theme", choices=list(THEMES), default="light")
    parser.add_argument("--language", choices=["en", "ru"], default="en")
    options = parser.parse_args()
    if options.shots:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    QLocale.setDefault(QLocale(options.language))
    app = QApplication(sys.argv[:1])
    if options.shots:
        shoot(app, options.shots)
        return 0
    theme = THEMES[options.theme]
    apply(app, theme)
    gallery = Gallery(theme, translator(options.language, user_paths().translations))
    gallery.show()
    gallery.show_notices()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
