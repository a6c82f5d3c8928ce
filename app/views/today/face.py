"""What a line of Today says, as values: title, matter, reason, mark, figure."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from app.domain.agenda import norm_for
from app.domain.availability import GoodTime
from app.domain.saying import duration_text
from app.queries.items import Item
from app.views.kit.dot import Moment
from app.views.kit.ui import Ui
from app.views.kit.words import CONTACT_ICONS, CONTACT_NAMES

_QUOTED: Final = 90
#: from so many norms on a share is told in times, not in per cent
_TIMES: Final = 2
#: the marks with which a quotation begins
_OPENED: Final = ("«", "“", "„", '"')


@dataclass(frozen=True)
class Face:
    """One line. ``lead`` begins the second line in bold where ``lead_tone`` is bad; ``mark`` is a
    :class:`Moment` or the share of the response norm that is gone; ``why`` stands beside the actions.
    """

    icon: str
    title: str
    cls: str = ""
    text: str = ""
    lead: str = ""
    late: bool = False
    detail: str = ""
    mark: Moment | float | None = None
    when: str = ""
    when_tone: str = "text"
    figure: str = ""
    figure_tone: str = "text"
    why: str = ""

    @property
    def said(self) -> str:
        """The line as a screen reader says it."""
        parts = (self.title, self.cls, self.text, self.lead, self.detail, self.when, self.figure)
        return ", ".join(part for part in parts if part)


def face_of(item: Item, good: GoodTime | None, ui: Ui) -> Face:
    """Return what the line of ``item`` says."""
    if item.kind == "request":
        return _request(item, ui)
    if item.kind == "out_of_sight":
        return _silent(item, good, ui)
    return _followup(item, good, ui)


def _request(item: Item, ui: Ui) -> Face:
    tr = ui.tr
    assert item.who is not None
    waited = int(str(item.line.reason.values["waited"])) if item.line else 0
    norm = norm_for(item.who.class_)
    share = waited / norm
    came = tr("{kind} at {time}", kind=_name(item, ui), time=item.time)
    if item.date != ui.clock.today():
        came = tr("{kind}, {day}", kind=_name(item, ui), day=f"{ui.day(item.date)} {item.time}")
    return Face(
        icon=CONTACT_ICONS.get(item.contact_kind, "chat"),
        title=item.customer,
        cls=item.who.class_,
        text=item.text,
        detail=f"{came}, {_quote(item.detail, ui)}" if item.detail else came,
        mark=share,
        when=duration_text(waited, tr),
        when_tone="bad" if item.late else "text",
        late=item.late,
        figure=duration_text(norm, tr),
        why=_of_norm(share, ui),
    )


def _of_norm(share: float, ui: Ui) -> str:
    """Return how much of the norm is gone: in per cent, and from twice the norm on how many times over."""
    if share >= _TIMES:
        return ui.tr.plural(
            "{count} time the norm in working time", "{count} times the norm in working time", int(share)
        )
    return ui.tr("{share} % of the norm in working time", share=round(share * 100))


def _followup(item: Item, good: GoodTime | None, ui: Ui) -> Face:
    tr = ui.tr
    mark, when, tone = _when(item, good, ui)
    late = item.late
    reason = item.why(tr)
    alone = item.who is None
    said = item.text or _name(item, ui)
    lead = "" if item.date == ui.clock.today() and not late else capital(reason)
    more = tr("own task") if alone else _last(item, ui)
    # «due today» says nothing where everything is; the hour stands in its own column
    dated = item.date == ui.clock.today()
    return Face(
        icon="task" if alone else CONTACT_ICONS.get(item.contact_kind, "follow-up"),
        title=said if alone else item.customer,
        cls=item.who.class_ if item.who else "",
        text="" if alone else said,
        lead=lead,
        late=late,
        detail=more if lead else capital(more),
        mark=mark,
        when=when,
        when_tone=tone,
        figure=item.time if dated and item.time else ui.day(item.date),
        figure_tone="bad" if late else "text",
        why=tr.plural("put off {count} time", "put off {count} times", item.snoozed) if item.snoozed else "",
    )


def _silent(item: Item, good: GoodTime | None, ui: Ui) -> Face:
    tr = ui.tr
    values = item.line.reason.values if item.line else {}
    days, usual = int(str(values.get("days", 0))), int(str(values.get("usual", 0)))
    mark, when, tone = _when(item, good, ui)
    return Face(
        icon="phone",
        title=item.customer,
        cls=item.who.class_ if item.who else "",
        text=tr("be in touch again"),
        lead=capital(item.why(tr)),
        detail=_quote(item.detail, ui),
        mark=mark,
        when=when,
        when_tone=tone,
        figure=tr.plural("{count} day", "{count} days", days),
        why=tr("{days} − {usual} = {over} days too long", days=days, usual=usual, over=days - usual),
    )


def _when(item: Item, good: GoodTime | None, ui: Ui) -> tuple[Moment | None, str, str]:
    """Return mark, words and tone of the time that suits."""
    tr = ui.tr
    if item.time and item.date == ui.clock.today():
        return Moment.DEADLINE, tr("by {time}", time=item.time), "bad" if item.late else "warning"
    if good is None:
        return Moment.LATER, tr("at any time"), "text"
    if good.now:
        return Moment.NOW, good.text(tr), "text"
    return Moment.LATER, good.text(tr), "text"


def _last(item: Item, ui: Ui) -> str:
    """Return when and about what the last contact was."""
    when = last_contact(item, ui)
    return f"{when}: {_short(item.detail)}" if item.detail else when


def last_contact(item: Item, ui: Ui) -> str:
    """Return when the last contact was, in words."""
    tr = ui.tr
    at = item.who.last_contact_at if item.who else None
    if at is None:
        return tr("no contact yet")
    days = (ui.clock.today() - ui.local(at).date()).days
    if days <= 1:
        return tr("last contact today") if days <= 0 else tr("last contact yesterday")
    return tr.plural("last contact {count} day ago", "last contact {count} days ago", days)


def _name(item: Item, ui: Ui) -> str:
    return capital(ui.tr(CONTACT_NAMES.get(item.contact_kind, "contact")))


def capital(text: str) -> str:
    """Return ``text`` with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _QUOTED else text[: _QUOTED - 1].rstrip() + "…"


def _quote(text: str, ui: Ui) -> str:
    # words that are a quotation already are not quoted twice
    said = _short(text)
    return said if said[:1] in _OPENED else ui.tr("“{text}”", text=said)


def day_lead(day: dt.date, ui: Ui) -> str:
    """Return a day for the narrow column of the lists at the right: «today», «Wed 18», in another month «Thu 3 Dec»."""
    days = (day - ui.clock.today()).days
    if days in (0, 1):
        return ui.tr("today") if days == 0 else ui.tr("tomorrow")
    here = (day.year, day.month) == (ui.clock.today().year, ui.clock.today().month)
    pattern = ("ddd, d" if ui.tr.code == "ru" else "ddd d") + ("" if here else " MMM")
    return str(ui.locale.toString(day, pattern)).replace(".", "")  # type: ignore[call-overload]
