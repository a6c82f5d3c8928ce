"""A contact while it is being read: filled bit by bit, then frozen."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.domain.names import looks_like_organisation, split_full_name
from app.exchange.contacts import ChannelValue, ContactRecord, DateValue, RelativeValue


@dataclass(slots=True)
class Draft:
    """The same fields as :class:`ContactRecord`, open to writing; an empty ``kind`` is not known yet."""

    line: int = 0
    kind: str = ""
    uid: str = ""
    surname: str = ""
    given: str = ""
    patronymic: str = ""
    prefix: str = ""
    suffix: str = ""
    nickname: str = ""
    name: str = ""
    employer: str = ""
    position: str = ""
    channels: list[ChannelValue] = field(default_factory=list)
    birth: DateValue | None = None
    dates: list[DateValue] = field(default_factory=list)
    relatives: list[RelativeValue] = field(default_factory=list)
    facts: list[tuple[str, str]] = field(default_factory=list)
    columns: list[tuple[str, str]] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    responsible: str = ""
    photo: bytes | None = None
    raw: list[tuple[str, str]] = field(default_factory=list)

    def note(self, text: str) -> None:
        """Add to the note, on a line of its own."""
        for place, (key, value) in enumerate(self.columns):
            if key == "note":
                self.columns[place] = (key, f"{value}\n{text}")
                return
        self.columns.append(("note", text))

    def decide_kind(self) -> None:
        """Settle whether this is a person, by its names; a bare display name is taken apart."""
        names = self.surname or self.given or self.patronymic
        if not self.kind:
            alone = self.name or self.employer
            same = bool(self.name) and self.name == self.employer
            organisation = not names and (
                same or (bool(alone) and (not self.name or looks_like_organisation(alone)))
            )
            self.kind = "organisation" if organisation else "person"
        if self.kind == "organisation":
            self._as_organisation()
        elif self.name and not names:
            self._split()

    def _as_organisation(self) -> None:
        if not self.name:
            self.name = self.employer or " ".join(part for part in (self.surname, self.given) if part)
        if self.employer == self.name:
            self.employer = ""

    def _split(self) -> None:
        language = "ru" if any("\u0400" <= sign <= "\u04ff" for sign in self.name) else "en"
        words = [word for word in self.name.split() if any(sign.isalnum() for sign in word)]
        parts = split_full_name(" ".join(words), language=language)
        self.surname, self.given, self.patronymic = parts.surname, parts.given, parts.patronymic
        self.prefix = self.prefix or parts.prefix
        self.suffix = self.suffix or parts.suffix

    def record(self) -> ContactRecord:
        """Freeze it."""
        return ContactRecord(
            self.line,
            self.kind or "person",
            self.uid,
            self.surname,
            self.given,
            self.patronymic,
            self.prefix,
            self.suffix,
            self.nickname,
            self.name,
            self.employer,
            self.position,
            tuple(self.channels),
            self.birth,
            tuple(self.dates),
            tuple(self.relatives),
            tuple(self.facts),
            tuple(self.columns),
            tuple(self.tags),
            self.responsible,
            self.photo,
            tuple(self.raw),
        )
