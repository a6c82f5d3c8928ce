"""Several greetings at once: noted, passed over, their addresses copied; who refused is left out (row C14)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from app.queries.greeting_days import of_many
from app.queries.items import Item
from app.services import greetings
from app.views.greetings.look import stopped
from app.views.kit.greetings.deeds import occasion_line
from app.views.kit.ui import Ui

Where = tuple[str, dt.date]


class Bulk:
    """``where`` is the day of many from which all come, («», day) for single ones."""

    def __init__(self, ui: Ui, owner: QWidget) -> None:
        self._ui, self._owner = ui, owner

    def greeted(self, items: Sequence[Item], where: Where, way: str) -> None:
        """Note that all were greeted by ``way``, but for those who refused it."""
        self._judge(items, way, partial(self._greet, items, where, way), many=False)

    def skip(self, items: Sequence[Item], where: Where) -> None:
        """Pass all over."""
        key, on = where
        if of_many(key):
            ids = [item.customer_id for item in items]
            self._do("skipped", greetings.skip_many, ids=ids, occasion=key, on=on)
        else:
            self._do("skipped", greetings.skip_each, occasions=_keys(items))

    def copy_addresses(self, items: Sequence[Item]) -> None:
        """Copy the e-mail addresses of all who may be written to in one letter to many."""
        self._judge(items, "email", partial(self._copy, items), many=True)

    def _judge(
        self, items: Sequence[Item], way: str, then: Callable[[set[int]], None], *, many: bool
    ) -> None:
        self._ui.desk.ask(
            then,
            stopped,
            key="stopped",
            owner=self._owner,
            occasions=_keys(items),
            way=way,
            many=many,
            language=self._ui.tr.code,
        )

    def _greet(self, items: Sequence[Item], where: Where, way: str, barred: set[int]) -> None:
        free = [item for item in items if item.ref not in barred]
        self._tell_left_out(len(items) - len(free))
        if not free:
            return
        key, on = where
        title = occasion_line(free[0].occasion, self._ui)
        if of_many(key):
            ids = [item.customer_id for item in free]
            self._do("greeted", greetings.greeted_many, ids=ids, occasion=key, on=on, way=way, title=title)
        else:
            self._do("greeted", greetings.greeted_each, occasions=_keys(free), way=way)

    def _copy(self, items: Sequence[Item], barred: set[int]) -> None:
        tr = self._ui.tr
        free = [
            item.who.email
            for item in items
            if item.who is not None and item.who.email and item.ref not in barred
        ]
        QGuiApplication.clipboard().setText("; ".join(free))
        left = len(items) - len(free)
        said = tr.plural("Copied {count} address", "Copied {count} addresses", len(free))
        if left:
            out = tr.plural(
                "{count} left out: no address, or no consent",
                "{count} left out: no address, or no consent",
                left,
            )
            said = f"{said}. {out}"
        self._ui.say(said, tone="" if free else "warning")

    def _tell_left_out(self, count: int) -> None:
        tr = self._ui.tr
        if count:
            said = tr.plural(
                "{count} customer refused this way and was left out",
                "{count} customers refused this way and were left out",
                count,
            )
            self._ui.say(said, tone="warning")

    def _do(self, what: str, verb: Callable[..., Any], **values: Any) -> None:
        ui, tr = self._ui, self._ui.tr

        def done(count: int) -> None:
            said = (
                tr.plural("Greeted {count} customer", "Greeted {count} customers", count)
                if what == "greeted"
                else tr.plural("Passed over: {count} customer", "Passed over: {count} customers", count)
            )
            ui.say(said, (tr("Undo"), ui.desk.undo))

        ui.desk.do(done, verb, owner=self._owner, **values)


def _keys(items: Sequence[Item]) -> list[tuple[int, str, dt.date]]:
    return [(item.ref, item.occasion.key, item.date) for item in items if item.occasion is not None]
