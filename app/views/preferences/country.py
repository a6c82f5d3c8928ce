"""The country of the office: whose public holidays it keeps, and whose code phone numbers have (row T0)."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.models.changes import Changes
from app.queries.calendar_days import office_country
from app.services.settings import set_office_country
from app.views.kit.countries import country_choices
from app.views.kit.fields import Combo
from app.views.kit.labels import label
from app.views.kit.theme import GAP_L, SMALL
from app.views.kit.ui import Ui


class OfficeCountry(QWidget):
    """Kept in the database: the whole team has the same holidays."""

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui, tr = ui, ui.tr
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP_L, 4, GAP_L, 8)
        row.setSpacing(GAP_L)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(label(tr("Country of the office")))
        said = tr("For phone numbers without a code and for public holidays; the same for the whole team.")
        words.addWidget(label(said, tone="secondary", size=SMALL, wrap=True))
        row.addLayout(words, 1)
        self.combo = Combo(ui.theme, name=tr("Country of the office"))
        self.combo.set_choices([("", tr("not set")), *country_choices(tr.code)], current="")
        self.combo.chosen.connect(self._set)
        row.addWidget(self.combo)

    def read(self) -> None:
        """Show what is set, else where the office's time zone is."""
        self._ui.desk.ask(
            self.combo.choose, office_country, key="country", owner=self, language=self._ui.tr.code
        )

    def _set(self, code: object) -> None:
        self._ui.desk.do(self._kept, set_office_country, owner=self, country=str(code))

    def _kept(self, _result: object) -> None:
        """Show it, and let every room count its days anew."""
        self.read()
        self._ui.desk.changed.emit(Changes(bulk=True))
