"""Draw every screen into docs/screenshots: both languages, both themes, the sample and an empty database.

    sh dev.sh screens                  all of them
    sh dev.sh screens today merge      those of these names
    sh dev.sh screens --language ru --theme dark --folder /tmp/look card

The window is the real one, on a real X server where there is one; the clock stands still, so that a picture
changes only when the screen does. What lies over the window (dialogs, menus, lists) is drawn where it lies.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

if not os.environ.get("DISPLAY") and sys.platform.startswith("linux"):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import sqlalchemy as sa  # noqa: E402 - after the platform was chosen
from PySide6.QtCore import QEvent, QEventLoop, QPoint, Qt, QTimer  # noqa: E402
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPixmap  # noqa: E402
from PySide6.QtWidgets import QApplication, QDialog, QWidget  # noqa: E402

from app.clock import FixedClock  # noqa: E402
from app.domain.fields import Tab  # noqa: E402
from app.models.database import create  # noqa: E402
from app.models.faults import EditConflict  # noqa: E402
from app.models.mail import MailFile  # noqa: E402
from app.models.opening import open_database  # noqa: E402
from app.models.work import Reading  # noqa: E402
from app.office import Office  # noqa: E402
from app.paths import Paths  # noqa: E402
from app.queries import duplicates  # noqa: E402
from app.services import care, customers, followups, people, sample  # noqa: E402
from app.settings import DAILY_BACKUP, LANGUAGE, THEME, Settings  # noqa: E402
from app.views import rooms  # noqa: E402
from app.views.kit.session import Start, dress, speak  # noqa: E402
from app.views.window import Window  # noqa: E402

ZONE: Final = ZoneInfo("Europe/Moscow")
MOMENT: Final = datetime(2026, 11, 17, 10, 42, tzinfo=ZONE)
SMALL: Final = (1280, 800)
LARGE: Final = (1920, 1080)
TOMORROW: Final = MOMENT.date() + timedelta(days=1)
#: colours of one picture
COLOURS: Final = 48
#: of these, the commonest are taken as they are
SURE: Final = 24
#: a timer that runs longer than this is no sign of work, ms
SOON: Final = 700
PATIENCE: Final = 30_000

LINES: Final = {
    "ru": "звонила {name} 15 мин, спрашивала цену, перезвонить в пятницу в 10",
    "en": "{name} called 15 min, asked for the price, ring back Friday 10am",
}
TABLES: Final = {
    "ru": "Фамилия;Имя;Телефон;E-mail;Организация;День рождения;Любимый напиток\n"
    "Кузьмина;Ольга;+7 912 555-01-10;kuzmina@primer.example;«Уральский гостинец»;12.05.1984;капучино\n"
    "Лаптев;Игорь;8 (343) 555-01-11;laptev@primer;Пекарня «Колос»;31.02.1979;эспрессо\n"
    "Ким;Светлана;+7 912 555-01-12;kim@primer.example;;;раф\n",
    "en": "Last name;First name;Phone;E-mail;Company;Birthday;Favourite drink\n"
    "Whitfield;Olive;+44 20 7946 0110;olive@example.com;Whitfield Tea Rooms;12/05/1984;cappuccino\n"
    "Larkin;Ian;020 7946 0111;larkin@example;Harbour Bakery;31/02/1979;espresso\n"
    "Kimball;Grace;+44 20 7946 0112;grace@example.com;;;flat white\n",
}


class Stage:
    """One window in one language and theme, and hands to work it."""

    def __init__(self, app: QApplication, home: Path, database: Path, language: str, theme: str) -> None:
        self.app, self.language = app, language
        settings = Settings(None)
        for setting, value in ((LANGUAGE, language), (THEME, theme), (DAILY_BACKUP, False)):
            settings.set(setting, value)
        paths = Paths(home, home, home, home, ROOT)
        self.home = home
        clock = FixedClock(MOMENT, ZONE)
        office = Office(open_database(database), clock)
        team = [row[0] for row in office.ask(_numbers, text="SELECT id FROM people ORDER BY id")]
        office.person_id = team[0] if team else None
        start = Start(
            paths, settings, clock, language, database, lambda: office, lambda _: None, lambda _: home
        )
        speak(app, start.translator())
        dress(app, settings)
        self.window = Window(app, start, office)
        self.window.resize(*SMALL)
        self.window.move(0, 0)
        self.window.show()
        self.window.started()
        self.window.activateWindow()
        self.settle()

    @property
    def office(self) -> Office:
        return self.window.desk.office

    def first(self, text: str) -> Any:
        """Return the first value of the first row of an SQL query."""
        found = self.office.ask(_numbers, text=text)
        return found[0][0] if found else None

    def settle(self) -> None:
        """Go on until nothing is asked, written, throttled or waiting to be laid out."""
        loop, calm = QEventLoop(), 0

        def look() -> None:
            nonlocal calm
            calm = 0 if self._works() else calm + 1
            if calm > 3:
                loop.quit()

        watch = QTimer(interval=15)
        watch.timeout.connect(look)
        watch.start()
        give_up = QTimer(singleShot=True, interval=PATIENCE)
        give_up.timeout.connect(loop.quit)
        give_up.start()
        loop.exec()
        if not give_up.isActive():
            print("  (did not come to rest)", file=sys.stderr)

    def wake(self) -> None:
        """Give the window the keyboard, which a closed dialog gives back to nobody without a window manager."""
        loop = QEventLoop()
        watch = QTimer(interval=10)
        watch.timeout.connect(lambda: loop.quit() if QApplication.activeWindow() is not None else None)
        watch.start()
        QTimer.singleShot(2_000, loop, loop.quit)
        self.window.activateWindow()
        loop.exec()

    def _works(self) -> bool:
        desk = self.window.desk
        if not desk.idle() or desk.tasks.newest is not None:
            return True
        return any(
            timer.isActive() and timer.isSingleShot() and timer.interval() <= SOON
            for top in QApplication.topLevelWidgets()
            for timer in top.findChildren(QTimer)
        )

    def go(self, place: str, **what: object) -> None:
        """Show a room or open a dialog."""
        self.window.go(place, **what)
        self.settle()

    def act(self, name: str) -> None:
        """Do an action of the window by its name."""
        self.window.act(name)
        self.settle()

    def press(self, key: Qt.Key, text: str = "") -> None:
        """Press a key where the keyboard is."""
        target = QApplication.focusWidget() or self.window
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(target, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text))

    def write(self, text: str) -> None:
        """Type ``text`` where the keyboard is."""
        for letter in text:
            self.press(Qt.Key.Key_unknown, letter)
        self.settle()

    def over(self) -> Iterator[QWidget]:
        """Give what lies over the window, the lowest first."""
        for top in QApplication.topLevelWidgets():
            if top is not self.window and top.isVisible() and top.width() > 1:
                yield top

    def tidy(self) -> None:
        """Close what lies over the window, and empty search and capture line."""
        for top in list(self.over()):
            top.close()
        self.wake()
        self.window.head.leave()
        self.window.head.leave()
        self.window.notices.clear()
        self.settle()

    def picture(self) -> QImage:
        """Return the window with what lies over it."""
        whole = self.window.grab()
        painter = QPainter(whole)
        for top in self.over():
            place = self.window.mapFromGlobal(top.mapToGlobal(QPoint(0, 0)))
            painter.drawPixmap(place, _clear(top))
            if isinstance(top, QDialog):
                painter.setPen(QColor("#808591"))
                painter.drawRect(top.rect().translated(place).adjusted(-1, -1, 0, 0))
        painter.end()
        return whole.toImage()

    def close(self) -> None:
        """Close window and database."""
        self.tidy()
        self.window.close()
        self.office.close()
        self.window.deleteLater()
        self.settle_events()

    @staticmethod
    def settle_events() -> None:
        """Let what was deleted go."""
        loop = QEventLoop()
        QTimer.singleShot(0, loop.quit)
        loop.exec()


def _clear(top: QWidget) -> QPixmap:
    """Return what ``top`` shows, see-through where it is."""
    made = QPixmap(top.size())
    see_through = top.testAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
    made.fill(Qt.GlobalColor.transparent if see_through else top.palette().window().color())
    top.render(made, QPoint())
    return made


def _numbers(reading: Reading, *, text: str) -> list[Any]:
    return list(reading.rows(sa.text(text)))


# --- The scenes -------------------------------------------------------------------------------------------------


def _person(stage: Stage) -> int:
    """Return the person of whom most is known."""
    return int(
        stage.first(
            "SELECT c.id FROM customers c JOIN facts f ON f.customer_id = c.id WHERE c.state = 0 AND c.kind = 'person' "
            "GROUP BY c.id ORDER BY (c.class = 'VIP') DESC, count(*) DESC, c.id"
        )
    )


def _organisation(stage: Stage) -> int:
    return int(
        stage.first(
            "SELECT c.id FROM customers c LEFT JOIN links l ON l.customer_id = c.id WHERE c.state = 0 AND c.kind = 'organisation' "
            "GROUP BY c.id ORDER BY (c.class = 'VIP') DESC, count(*) DESC, c.id"
        )
    )


def card(stage: Stage, tab: str) -> None:
    """Show the list and a card with one of its tabs."""
    stage.go("customers", customer_id=_person(stage))
    room: Any = stage.window.stack.currentWidget()
    room.card.panel().show_tab(tab)
    stage.settle()


def organisation(stage: Stage) -> None:
    """Show the card of an organisation."""
    stage.go("customers", customer_id=_organisation(stage))
    room: Any = stage.window.stack.currentWidget()
    room.card.panel().show_tab("person")
    stage.settle()


def importing(stage: Stage, step: str) -> None:
    """Show what an import understood, or what it would do."""
    path = stage.home / ("клиенты.csv" if stage.language == "ru" else "customers.csv")
    path.write_text(TABLES[stage.language], encoding="utf-8-sig")
    stage.go("imports", paths=[path])
    if step == "preview":
        room: Any = stage.window.stack.currentWidget()
        room.go_on()
        stage.settle()


def merge(stage: Stage) -> None:
    """Show two customers side by side before they become one."""
    pair = stage.office.ask(duplicates.pairs)[0]
    stage.go("duplicates")
    stage.go("merge", keep_id=pair.first_id, other_id=pair.second_id)


def search(stage: Stage, text: str) -> None:
    """Show the search with what it finds."""
    stage.go("today")
    stage.window.head.focus_search()
    stage.write(text or stage.first(f"SELECT surname FROM customers WHERE id = {_person(stage)}")[:4].lower())


def capture(stage: Stage) -> None:
    """Show the capture line with what it understood."""
    stage.go("today")
    stage.window.head.focus_capture()
    name = stage.first(f"SELECT given || ' ' || surname FROM customers WHERE id = {_person(stage)}")
    stage.write(LINES[stage.language].format(name=name))


def correct(stage: Stage) -> None:
    """Show the correction of what the capture line understood."""
    capture(stage)
    stage.window.head.capture.correct()
    stage.settle()


def new_customer(stage: Stage) -> None:
    """Show the questions for a new customer, and the likeness to one who is there."""
    stage.go("customers", customer_id=_person(stage))
    stage.act("new")
    stage.write(stage.first(f"SELECT surname || ' ' || given FROM customers WHERE id = {_person(stage)}"))


def conflict(stage: Stage) -> None:
    """Show what two people wrote at the same time."""
    number = _person(stage)
    row = stage.office.ask(_numbers, text=f"SELECT employer, position FROM customers WHERE id = {number}")[0]
    other = ("«Северный дом»", "директор") if stage.language == "ru" else ("Northern House", "director")
    mine = ("«Южный дом»", "управляющая") if stage.language == "ru" else ("Southern House", "manager")
    keys = ("employer", "position")
    fault = EditConflict(
        kind="customers",
        row_id=number,
        base=dict(zip(keys, row, strict=True)),
        theirs=dict(zip(keys, other, strict=True)),
        mine=dict(zip(keys, mine, strict=True)),
    )
    stage.go("customers", customer_id=number)
    stage.go("conflict", fault=fault)


def bulk(stage: Stage) -> None:
    """Show the list with several customers chosen."""
    stage.go("customers")
    room: Any = stage.window.stack.currentWidget()
    room.close_card()
    stage.settle()
    room.list.view.selectAll()
    stage.settle()


def leave_bulk(stage: Stage) -> None:
    """Show the card again for the scenes that follow."""
    room: Any = stage.window.stack.currentWidget()
    room.choose_one()
    room.open_card(_person(stage))
    stage.settle()


def blank(stage: Stage) -> None:
    """Show the blank card of a person."""
    stage.act("blank")
    menu = QApplication.activePopupWidget()
    if menu is not None:
        menu.actions()[0].trigger()  # the first entry: of a person
        menu.close()
    stage.settle()


def calendar(stage: Stage, view: str) -> None:
    """Show a view of the calendar with a meeting chosen, where there is one ahead."""
    stage.go("calendar", view=view, day=MOMENT.date())
    room: Any = stage.window.stack.currentWidget()
    ahead = [
        (day.date, entry)
        for day in (room.span.days if view != "agenda" else ())
        for entry in day.entries
        if entry.kind == "meeting" and entry.open and day.date >= MOMENT.date()
    ]
    for date, entry in ahead[:1]:
        stage.go("calendar", view=view, day=date)
        room.stack.currentWidget().choose(entry)
        room.side.show_thing(entry)
    stage.settle()


def event(stage: Stage) -> None:
    """Show the form of an event with a rule of one's own."""
    stage.go("calendar", view="week", day=MOMENT.date())
    stage.go("event", day=MOMENT.date() + timedelta(days=2), time="11:00")
    form: Any = QApplication.activeModalWidget()
    number = stage.first(
        "SELECT id FROM customers WHERE state = 0 AND time_zone <> '' AND class = 'A' ORDER BY id"
    )
    if number is not None:
        form.whom.settle(number, stage.first(f"SELECT name FROM customers WHERE id = {number}"))
        form.whom.chosen.emit(number)
    form.repeat.choice.setCurrentIndex(form.repeat.choice.count() - 1)
    for day in form.repeat.days[1:4:2]:
        day.setChecked(True)
    stage.settle()


def spread(stage: Stage) -> None:
    """Show how a day that holds too much is levelled."""
    text = "Собрать документы" if stage.language == "ru" else "Gather the papers"
    rows = stage.office.ask(
        _numbers, text="SELECT id FROM customers WHERE state = 0 AND class IN ('C', 'D') ORDER BY id LIMIT 5"
    )
    for (number,) in rows:
        stage.office.do(
            followups.create, customer_id=number, due_on=TOMORROW, text=text, minutes=120, kind="task"
        )
    stage.go("calendar", view="month", day=TOMORROW, spread=True)


def unspread(stage: Stage) -> None:
    """Take away what made the day too full."""
    for _ in range(5):
        stage.office.undo()
    stage.settle()


@dataclass(frozen=True)
class Scene:
    """A screen by name: how to get there, in which sizes, with the sample or without, and the way back."""

    name: str
    play: Callable[[Stage], object]
    sizes: tuple[tuple[int, int], ...] = (SMALL,)
    empty: bool = False
    after: Callable[[Stage], object] | None = None


def _place(*keys: str, tab: str = "") -> Callable[[Stage], object]:
    """Return the way to a room, or a ``tab`` of it, and, where a second key is given, to the dialog over it."""

    def play(stage: Stage) -> None:
        for key in keys:
            stage.go(key, **({"tab": tab} if tab else {}))

    return play


def commands(stage: Stage) -> None:
    """Show what the search offers before anything is typed."""
    stage.go("today")
    stage.window.head.focus_search()
    stage.settle()


def brief(stage: Stage) -> None:
    """Show the brief on the best-known person."""
    stage.go("customers")
    stage.go("brief", customer_id=_person(stage))


def letter(stage: Stage) -> None:
    """Show a letter with a file over the room of mail."""

    def newest(reading: Reading) -> int:
        found = reading.value(sa.select(sa.func.min(MailFile.message_id)))
        return int(found or 0)

    stage.go("mail")
    stage.go("letter", message_id=stage.office.ask(newest))


SCENES: Final = (
    Scene("today", _place("today"), (SMALL, LARGE)),
    Scene("customers", lambda stage: card(stage, "person"), (SMALL, LARGE)),
    *(Scene(f"card-{tab.value}", partial(card, tab=tab.value)) for tab in Tab if tab is not Tab.PERSON),
    Scene("card-organisation", organisation),
    Scene("customers-bulk", bulk, after=leave_bulk),
    Scene("new-customer", new_customer),
    Scene("search", lambda stage: search(stage, "")),
    Scene("search-commands", commands),
    Scene("capture", capture),
    Scene("capture-correct", correct),
    Scene("calendar-month", lambda stage: calendar(stage, "month"), (SMALL, LARGE)),
    *(Scene(f"calendar-{view}", partial(calendar, view=view)) for view in ("week", "day", "agenda")),
    Scene("event", event),
    Scene("spread", spread, after=unspread),
    Scene("brief", brief),
    Scene("blank-card", blank),
    Scene("conflict", conflict),
    Scene("history", _place("history")),
    Scene("import-columns", lambda stage: importing(stage, "columns")),
    Scene("import-preview", lambda stage: importing(stage, "preview")),
    Scene("export", _place("customers", "export")),
    Scene("duplicates", _place("duplicates")),
    Scene("merge", merge),
    Scene("trash", _place("trash")),
    Scene("remark", _place("today", "remark")),
    Scene("task", _place("today", "task")),
    Scene("keys", _place("today", "keys")),
    Scene("requests", _place("requests")),
    Scene("feedback", _place("requests", tab="feedback")),
    Scene("response-times", _place("requests", tab="times")),
    Scene("mail", _place("mail")),
    Scene("letter", letter),
    Scene("compose", lambda stage: stage.go("compose", customer_id=_person(stage), subject="…")),
    Scene("mailboxes", _place("preferences", "mail_accounts")),
    Scene("team", _place("team")),
    Scene("preferences", _place("preferences")),
    Scene("database", _place("preferences", "database")),
    Scene("first-start", _place("today"), empty=True),
    Scene("empty-today", _place("today"), empty=True),
    Scene("empty-customers", _place("customers"), empty=True),
    Scene("empty-import", _place("imports"), empty=True),
    Scene("empty-duplicates", _place("duplicates"), empty=True),
    Scene("empty-trash", _place("trash"), empty=True),
    Scene("empty-team", _place("team"), empty=True),
    Scene("empty-mail", _place("mail"), empty=True),
    Scene("empty-calendar", lambda stage: stage.go("calendar", view="agenda"), empty=True),
)


# --- Pictures ---------------------------------------------------------------------------------------------------


def palette(image: QImage) -> list[int]:
    """Return few colours that serve ``image`` best: the commonest, and of the rest none near another."""
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    counted = Counter(memoryview(plain.constBits()).cast("I"))
    common = [(one, (one >> 16) & 255, (one >> 8) & 255, one & 255) for one, _ in counted.most_common(6000)]
    chosen: list[tuple[int, int, int, int]] = []
    for distance in (0, 3, 6, 10, 16, 24, 36, 64, 128):
        chosen = common[:SURE]
        for colour in common[SURE:]:
            if all(_apart(colour, other) > distance for other in chosen):
                chosen.append(colour)
                if len(chosen) > COLOURS:
                    break
        if len(chosen) <= COLOURS:
            break
    return [one | 0xFF000000 for one, *_ in chosen[:COLOURS]]


def _apart(one: Sequence[int], other: Sequence[int]) -> int:
    return max(abs(one[1] - other[1]), abs(one[2] - other[2]), abs(one[3] - other[3]))


def save(image: QImage, path: Path) -> int:
    """Write ``image`` with few colours, as tightly as PNG can, and return its size in bytes."""
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    few = plain.convertToFormat(
        QImage.Format.Format_Indexed8, palette(plain), Qt.ImageConversionFlag.ThresholdDither
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    # to Qt, quality 0 of a PNG means: compress most
    few.save(str(path), "PNG", 0)  # type: ignore[call-overload]
    return path.stat().st_size


# --- The round --------------------------------------------------------------------------------------------------


def make_sample(home: Path, language: str) -> Path:
    """Fill the sample of ``language``, with two customers in its trash, and return its file."""
    path = care.sample_path(Paths(home, home, home, home, ROOT), language)
    office = Office(create(path), FixedClock(MOMENT, ZONE))
    office.person_id = office.do(sample.fill, language=language).person_id
    lost = office.ask(
        _numbers,
        text="SELECT id FROM customers WHERE id NOT IN (SELECT first_id FROM duplicate_pairs UNION "
        "SELECT second_id FROM duplicate_pairs) AND class = 'D' ORDER BY id LIMIT 2",
    )
    for (number,) in lost:
        office.do(customers.trash, ids=[number])
    office.close()
    return path


def make_empty(home: Path, language: str, *, somebody: bool) -> Path:
    """Create a database that holds nobody but, with ``somebody``, the person at work."""
    path = home / f"{language}-{somebody}" / "my.rapport"
    if not path.exists():
        office = Office(create(path), FixedClock(MOMENT, ZONE))
        if somebody:
            name = "Анна Орлова" if language == "ru" else "Anna Orlova"
            office.act(partial(people.create, name=name, role="owner"))
        office.close()
    return path


@contextmanager
def on_stage(app: QApplication, home: Path, database: Path, language: str, theme: str) -> Iterator[Stage]:
    """Open the window, and close it in the end."""
    stage = Stage(app, home, database, language, theme)
    try:
        yield stage
    finally:
        stage.close()


def shoot(stage: Stage, scene: Scene, folder: Path, theme: str) -> bool:
    """Play a scene and write its pictures; false where it cannot be played."""
    try:
        for width, height in scene.sizes:
            stage.window.resize(width, height)
            stage.settle()
            scene.play(stage)
            wide = "-wide" if (width, height) == LARGE else ""
            name = f"{scene.name}{wide}-{stage.language}-{theme}.png"
            size = save(stage.picture(), folder / name)
            print(f"{size / 1000:6.0f} kB  {name}", flush=True)
            stage.tidy()
        if scene.after:
            scene.after(stage)
    except Exception as fault:  # noqa: BLE001 - the other screens are wanted all the same
        print(f"  failed   {scene.name}: {type(fault).__name__}: {fault}", file=sys.stderr, flush=True)
        stage.tidy()
        return False
    finally:
        stage.window.resize(*SMALL)
    return True


@contextmanager
def _home() -> Iterator[str]:
    """Give a folder for the databases: of the same name each time, because a picture shows it."""
    folder = Path(tempfile.gettempdir()) / "rapport"
    try:
        folder.mkdir()
    except FileExistsError:
        with tempfile.TemporaryDirectory() as other:
            yield other
        return
    try:
        yield str(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def run(
    app: QApplication, names: Sequence[str], languages: Sequence[str], themes: Sequence[str], folder: Path
) -> int:
    """Draw the scenes of these names and return how many could not be drawn."""
    wanted = [
        scene for scene in SCENES if not names or any(scene.name.split("-wide")[0] == name for name in names)
    ]
    missing = 0
    with _home() as home:
        for language in languages:
            full = [scene for scene in wanted if not scene.empty]
            if full:
                path = make_sample(Path(home), language)
                for theme in themes:
                    with on_stage(app, Path(home), path, language, theme) as stage:
                        missing += sum(not shoot(stage, scene, folder, theme) for scene in full)
            for scene in (each for each in wanted if each.empty):
                path = make_empty(Path(home), language, somebody=scene.name != "first-start")
                for theme in themes:
                    with on_stage(app, Path(home), path, language, theme) as stage:
                        missing += not shoot(stage, scene, folder, theme)
    return missing


def main() -> int:
    """Read the call and draw."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(scene.name for scene in SCENES))
    parser.add_argument("--language", choices=["ru", "en"], action="append")
    parser.add_argument("--theme", choices=["light", "dark"], action="append")
    parser.add_argument("--folder", type=Path, default=ROOT / "docs" / "screenshots")
    options = parser.parse_args()
    unknown = set(options.names) - {scene.name for scene in SCENES}
    if unknown:
        parser.error(f"no such screen: {', '.join(sorted(unknown))}")
    app = QApplication(sys.argv[:1])
    app.setCursorFlashTime(0)
    missing = run(
        app,
        options.names,
        options.language or ["ru", "en"],
        options.theme or ["light", "dark"],
        options.folder,
    )
    return 1 if missing else 0


assert rooms.PLACES  # the rooms are found by name at run time

if __name__ == "__main__":
    sys.exit(main())
