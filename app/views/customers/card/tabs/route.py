"""The shortest way of introductions from this customer to a chosen prospect (row C7)."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.related import LINK_NAMES
from app.queries.card_route import Leg, route
from app.queries.card_view import CardView
from app.views.customers.card.finder import CustomerField
from app.views.customers.card.keeper import Keeper
from app.views.kit.buttons import Link
from app.views.kit.flow import Flow
from app.views.kit.labels import label
from app.views.kit.painting import Drawn, line, painter_on
from app.views.kit.theme import GAP_M, GAP_S, GAP_XL, GAP_XS


class RouteFinder(Drawn, QWidget):
    """Asks to whom; answers with the chain of people, each leading to his card."""

    def __init__(self, keeper: Keeper, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._keeper = keeper.ui.theme, keeper
        self._customer = 0
        tr = keeper.ui.tr
        self.field = CustomerField(
            keeper.ui, name=tr("To whom"), hint=tr("Begin to type the name of a prospect")
        )
        self.field.found.connect(self._ask)
        self.way = QWidget()
        self._flow = Flow(self.way, gap=GAP_XS)
        self._none = label(tone="secondary", wrap=True)
        self._none.hide()
        row = QHBoxLayout()
        row.setSpacing(GAP_M)
        row.addWidget(label(tr("Introduction to"), bold=True))
        row.addWidget(self.field, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP_XL, GAP_M, GAP_XL, GAP_M)
        column.setSpacing(GAP_S)
        column.addLayout(row)
        column.addWidget(self.way)
        column.addWidget(self._none)
        self.way.hide()

    def show_view(self, view: CardView) -> None:
        """Begin anew for another customer."""
        if view.id != self._customer:
            self._customer = view.id
            self.field.clear()
            self._clear()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        line(painter_on(self), QPointF(GAP_XL, 2), QPointF(self.width() - GAP_XL, 2), self._theme.line)

    def _ask(self, goal: int) -> None:
        self._keeper.ui.desk.ask(
            self._show, route, start=(self._customer,), goal=goal, key="route", owner=self
        )

    def _show(self, way: tuple[Leg, ...] | None) -> None:
        self._clear()
        tr = self._keeper.ui.tr
        if not way:
            self._none.setText(
                tr("No way is known: nobody here is linked with that customer.")
                if way is None
                else tr("That is this customer.")
            )
            self._none.show()
            return
        for leg in way:
            if leg is way[0]:
                self._flow.addWidget(self._name(leg.from_id, leg.from_name))
            self._flow.addWidget(label(f"→ {tr(LINK_NAMES[leg.kind])} →", tone="secondary"))
            self._flow.addWidget(self._name(leg.to_id, leg.to_name))
        self.way.show()
        self.way.setAccessibleName(" → ".join([way[0].from_name, *(leg.to_name for leg in way)]))

    def _name(self, customer_id: int, name: str) -> QWidget:
        if customer_id == self._customer:
            return label(name)
        link = Link(name, self._theme)
        link.clicked.connect(lambda: self._keeper.asked.emit(customer_id))
        link.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return link

    def _clear(self) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.way.hide()
        self._none.hide()
