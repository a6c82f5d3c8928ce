"""Which places there are, and how each is built; the only module of views that knows all rooms."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from app import later
from app.language import N_
from app.settings import FEED
from app.views.kit.room import Room
from app.views.kit.ui import Ui

if TYPE_CHECKING:
    from app.models.changes import Changes
    from app.models.work import Reading
    from app.queries.history import HistoryStep
    from app.views.frame.reminding import Reminding
    from app.views.kit.host import Host
    from app.views.kit.session import Start


class Place(NamedTuple):
    """A room: module and class are loaded when it is first opened. One without icon is not in the navigation."""

    key: str
    name: str
    icon: str
    module: str
    low: bool = False


PLACES: Final = (
    Place("today", N_("Today"), "today", "app.views.today.room"),
    Place("customers", N_("Customers"), "customers", "app.views.customers.room"),
    Place("calendar", N_("Calendar"), "calendar", "app.views.calendar.room"),
    Place("requests", N_("Requests"), "requests", "app.views.requests.room"),
    Place("greetings", N_("Greetings"), "greeting", "app.views.greetings.room"),
    Place("mail", N_("Mail"), "mail", "app.views.mail.room"),
    Place("team", N_("Team"), "team", "app.views.team.room"),
    Place("imports", N_("Import"), "", "app.views.exchange.importing"),
    Place("duplicates", N_("Duplicates"), "", "app.views.care.duplicates"),
    Place("trash", N_("Trash"), "", "app.views.care.trash"),
    Place("preferences", N_("Preferences"), "preferences", "app.views.preferences.room", low=True),
)
KEYS: Final = frozenset(place.key for place in PLACES)
_MODULES: Final = {place.key: place.module for place in PLACES}

#: what is looked at next, as a rule: the card, the first questions, what falls due
_NEXT: Final = (
    "app.views.customers.card.panel",
    "app.views.frame.first",
    "app.views.frame.reminding",
    "app.views.frame.tray",
    "app.views.kit.greetings.count",
)

#: dialogs by the name of the place or action that opens them
DIALOGS: Final[Mapping[str, str]] = {
    "conflict": "app.views.care.conflict",
    "merge": "app.views.care.merge",
    "history": "app.views.care.history",
    "erase": "app.views.care.erase",
    "export": "app.views.exchange.exporting",
    "calendar_import": "app.views.exchange.calendar_import",
    "calendar_export": "app.views.exchange.calendar_export",
    "calendar_feed": "app.views.exchange.calendar_feed",
    "remark": "app.views.frame.remark",
    "task": "app.views.today.task",
    "event": "app.views.calendar.event",
    "feedback": "app.views.requests.feedback_form",
    "complaint": "app.views.requests.feedback_form",
    "idea": "app.views.requests.feedback_form",
    "greeting": "app.views.greetings.dialog",
    "greeting_rules": "app.views.greetings.own_rules",
    "letters": "app.views.mail.bringing",
    "dropped": "app.views.mail.bringing",
    "mail_problems": "app.views.mail.bringing",
    "letter": "app.views.mail.letter",
    "compose": "app.views.mail.compose",
    "mail_accounts": "app.views.mail.accounts",
    "fetch_mail": "app.views.mail.fetcher",
    "brief": "app.views.customers.brief",
    "blank": "app.views.customers.brief",
    "keys": "app.views.frame.keys",
    "database": "app.views.preferences.database",
}


def load_rest() -> None:
    """Load what was held back until the first paint, and what is wanted next; called beside the window."""
    later.catch_up()
    for module in _NEXT:
        import_module(module)


def knows(place: str) -> bool:
    """Tell whether there is such a room or dialog."""
    return place in KEYS or place in DIALOGS


def build(key: str, ui: Ui) -> Room:
    """Build the room ``key``."""
    made: Room = import_module(_MODULES[key]).room(ui)
    return made


def open_dialog(window: Host, name: str, what: Mapping[str, Any]) -> None:
    """Open a dialog over the window."""
    import_module(DIALOGS[name]).open_dialog(window, window.ui, name, **what)


def step_text(step: HistoryStep | None, ui: Ui) -> str:
    """Return what a step did, in words."""
    if step is None:
        return ""
    from app.views.kit.words import step_title  # noqa: PLC0415 - not at start

    return step_title(step, ui.tr)


def count(window: Host, changes: Changes) -> None:
    """Show beside the rooms how much waits in them."""
    _count_greetings(window, changes)
    _count_requests(window, changes)
    _count_mail(window, changes)
    _look_after_mail(window, changes)
    if not changes.touches("followups", "interactions", "customers", "personal_dates", "relatives"):
        return
    from app.queries import today  # noqa: PLC0415 - not at start

    window.desk.ask(
        lambda due: window.counted.emit("today", due),
        today.count_due,
        key="count",
        owner=window,
    )


def _count_requests(window: Host, changes: Changes) -> None:
    if changes.touches("interactions", "customers"):
        from app.queries import requests  # noqa: PLC0415 - not at start

        window.desk.ask(
            lambda waiting: window.counted.emit("requests", waiting),
            requests.waiting_count,
            key="requests",
            owner=window,
        )


def _count_mail(window: Host, changes: Changes) -> None:
    if changes.touches("mail_messages", "ignored_senders"):
        from app.queries import mail  # noqa: PLC0415 - not at start

        window.desk.ask(
            lambda counts: window.counted.emit("mail", counts.senders),
            mail.counts,
            key="mail",
            owner=window,
        )


def _count_greetings(window: Host, changes: Changes) -> None:
    kinds = ("greetings", "greeting_rules", "customers", "personal_dates", "relatives", "facts", "own_days")
    if changes.touches(*kinds):
        from app.views.kit.greetings.count import count_waiting  # noqa: PLC0415 - not at start

        window.desk.ask(
            lambda due: window.counted.emit("greetings", due),
            count_waiting,
            key="greetings",
            owner=window,
            language=window.ui.tr.code,
        )


def follow(window: Host, changes: Changes) -> None:
    """Let what follows from a change beside the window be done: the review list of duplicates."""
    if changes.bulk or not changes.customers:
        return
    from app.views.care.follow import follow as compare  # noqa: PLC0415 - not at start

    compare(window.desk, changes)


def first_steps(window: Host, start: Start) -> None:
    """Ask who works here where nobody is known yet, and make the daily backup."""
    from app.views.frame.first import first_steps as steps  # noqa: PLC0415 - not at start

    steps(window, start)
    if start.settings.get(FEED):
        feed = partial(import_module, "app.views.exchange.calendar_feed")
        window.desk.run(lambda found: found.keep(window), feed, owner=window)


def _look_after_mail(window: Host, changes: Changes) -> None:
    """Begin to fetch letters where there is a mailbox: what that needs takes a while to load, and 15 MB."""
    if changes.touches("mail_accounts"):
        window.desk.ask(
            lambda fetcher: fetcher.look_after(window) if fetcher else None,
            _fetcher,
            key="mailboxes",
            owner=window,
        )


def _fetcher(reading: Reading) -> Any:
    """Return what fetches letters, loaded beside the window; None while there is no mailbox."""
    from app.queries import mail  # noqa: PLC0415 - not at start

    return import_module("app.views.mail.fetcher") if mail.accounts(reading) else None


def announcer(window: Host, start: Start) -> Reminding:
    """Begin to announce what falls due, here and, where the window stays in the tray, in the system's own notices."""
    from app.views.frame.reminding import Reminding  # noqa: PLC0415 - not at start

    return Reminding(window, start)
