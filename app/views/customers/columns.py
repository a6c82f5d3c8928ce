"""The columns of the list of customers: which there are, which are shown, and how it is sorted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, NamedTuple

from app.language import N_, Translator
from app.settings import COLUMNS, Settings
from app.views.customers.wording import Wording
from app.views.kit.lazy_table import Column

ROOM: Final = "customers"


class Kind(NamedTuple):
    """A column as it is offered: heading, width and least width in px, first click downwards.

    One that ``grows`` has long texts and shares what is left of the width, up to ``most`` px.
    """

    title: str
    width: int
    least: int = 56
    right: bool = False
    descending: bool = False
    grows: bool = False
    most: int = 0


#: every column that there is, in the order in which the menu offers them
KINDS: Final[Mapping[str, Kind]] = {
    "title": Kind(N_("Customer"), 190, 120, grows=True, most=360),
    "class_": Kind(N_("Class"), 46, 46),
    "last_contact": Kind(N_("Last contact"), 86, 60),
    "next": Kind(N_("Next step"), 215, 80, grows=True),
    "phone": Kind(N_("Phone"), 136),
    "email": Kind(N_("E-mail"), 180, grows=True, most=280),
    "employer": Kind(N_("Organisation"), 140, grows=True, most=300),
    "position": Kind(N_("Position"), 130, grows=True, most=300),
    "city": Kind(N_("City"), 88),
    "country": Kind(N_("Country"), 80),
    "territory": Kind(N_("Territory"), 96),
    "source": Kind(N_("Heard of us from"), 120),
    "responsible": Kind(N_("Responsible"), 120),
    "tags": Kind(N_("Tags"), 130, grows=True, most=320),
    "birthday": Kind(N_("Birthday"), 96),
    "keep": Kind(N_("Keep in touch every"), 110),
    "kind": Kind(N_("Kind"), 96),
    "created": Kind(N_("Added"), 96, descending=True),
}
DEFAULT: Final = ("title", "class_", "last_contact", "next")


@dataclass(frozen=True)
class Layout:
    """The columns shown, from the left, with their widths in px, and the order of the rows."""

    columns: tuple[str, ...] = DEFAULT
    widths: Mapping[str, int] | None = None
    order: str = "title"
    descending: bool = False

    def width(self, key: str) -> int:
        """Return the width of a column, px."""
        own = (self.widths or {}).get(key, 0)
        return max(own or KINDS[key].width, KINDS[key].least)

    def toggled(self, key: str) -> Layout:
        """Return the layout with the column shown, or without it; the name always stays."""
        if key in self.columns:
            left = tuple(other for other in self.columns if other != key)
            return replace(self, columns=left) if key != "title" else self
        return replace(self, columns=(*self.columns, key))

    def clicked(self, key: str) -> Layout:
        """Return the layout after a click on a heading: sorted by it, or the other way round."""
        turned = not self.descending if key == self.order else KINDS[key].descending
        return replace(self, order=key, descending=turned)

    def arranged(self, keys: Sequence[str], widths: Mapping[str, int]) -> Layout:
        """Return the layout as it was arranged by hand: the columns from the left, and the widths given to some."""
        return replace(self, columns=tuple(keys), widths={**(self.widths or {}), **widths})

    def as_json(self) -> dict[str, Any]:
        """Return what a settings file or a saved view keeps."""
        return {
            "columns": list(self.columns),
            "widths": dict(self.widths or {}),
            "order": self.order,
            "descending": self.descending,
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Layout:
        """Return what was kept; columns that this version does not know are left out."""
        columns = tuple(dict.fromkeys(key for key in stored.get("columns") or () if key in KINDS))
        order = str(stored.get("order") or "")
        widths = stored.get("widths")
        plain = widths if isinstance(widths, dict) else {}
        return cls(
            columns if "title" in columns else DEFAULT,
            {key: int(width) for key, width in plain.items() if key in KINDS and isinstance(width, int)},
            order if order in KINDS else "title",
            bool(stored.get("descending")),
        )


def load(settings: Settings) -> Layout:
    """Return the layout that this user left."""
    stored = settings.get(COLUMNS).get(ROOM)
    return Layout.from_json(stored) if isinstance(stored, dict) else Layout()


def save(settings: Settings, layout: Layout) -> None:
    """Keep the layout for the next start."""
    settings.set(COLUMNS, {**settings.get(COLUMNS), ROOM: layout.as_json()})


def heading(key: str, tr: Translator) -> str:
    """Return how a column is headed; where the name of the datum is long, by a shorter word."""
    short = {
        "class_": tr.context("column", "Class"),
        "last_contact": tr.context("column", "Last contact"),
        "source": tr.context("column", "Heard of us from"),
        "keep": tr.context("column", "Keep in touch every"),
    }
    return short.get(key) or tr(KINDS[key].title)


def made(keys: Iterable[str], wording: Wording, tr: Translator) -> list[Column]:
    """Return the columns for the table."""
    return [
        Column(
            key,
            heading(key, tr),
            wording.by_key[key],
            KINDS[key].width,
            KINDS[key].least,
            KINDS[key].right,
            order=key,
            descending=KINDS[key].descending,
            grows=KINDS[key].grows,
            most=KINDS[key].most,
        )
        for key in keys
    ]
