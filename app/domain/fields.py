"""The catalogue of what a customer card can hold, and what each datum is used for (rows C1 to C20).

Everything that shows, asks, imports, exports or counts data of a customer reads this one
list: the tabs of the card, the completeness meters, the next question, the columns of the list
and the mapping of an import.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Final

from app.language import N_


class Purpose(StrEnum):
    """What a datum is for (row C11)."""

    ADDRESS = "address"
    REACH = "reach"
    GREET = "greet"
    TOPICS = "topics"
    GIFTS = "gifts"
    OFFER = "offer"
    PROSPECTS = "prospects"
    PAPERS = "papers"


PURPOSE_NAMES: Final = {
    Purpose.ADDRESS: N_("Addressing"),
    Purpose.REACH: N_("Reaching"),
    Purpose.GREET: N_("Greetings"),
    Purpose.TOPICS: N_("Topics"),
    Purpose.GIFTS: N_("Gifts"),
    Purpose.OFFER: N_("Offer"),
    Purpose.PROSPECTS: N_("Prospects"),
    Purpose.PAPERS: N_("Paperwork"),
}


class Origin(StrEnum):
    """Where a datum came from (row C11)."""

    TOLD = "told"
    OVERHEARD = "overheard"
    FOUND = "found"
    GUESSED = "guessed"


ORIGIN_NAMES: Final = {
    Origin.TOLD: N_("told"),
    Origin.OVERHEARD: N_("overheard"),
    Origin.FOUND: N_("found"),
    Origin.GUESSED: N_("guessed"),
}


class Tab(StrEnum):
    """The tabs of the card, in their order."""

    PERSON = "person"
    CONTACTS = "contacts"
    FAMILY = "family"
    TASTES = "tastes"
    WORK = "work"
    NEEDS = "needs"
    TERMS = "terms"
    VALUE = "value"
    FILES = "files"
    HISTORY = "history"


TAB_NAMES: Final = {
    Tab.PERSON: N_("Person"),
    Tab.CONTACTS: N_("Contacts"),
    Tab.FAMILY: N_("Family & circle"),
    Tab.TASTES: N_("Tastes"),
    Tab.WORK: N_("Work"),
    Tab.NEEDS: N_("Needs & goals"),
    Tab.TERMS: N_("Terms & consent"),
    Tab.VALUE: N_("Value"),
    Tab.FILES: N_("Files"),
    Tab.HISTORY: N_("History"),
}


class Input(StrEnum):
    """How a datum is typed in."""

    LINE = "line"
    TEXT = "text"
    DATE = "date"
    BIRTH = "birth"
    NUMBER = "number"
    CHOICE = "choice"
    YESNO = "yesno"
    ZONE = "zone"
    COUNTRY = "country"
    PERSON = "person"
    MONEY = "money"


class Store(StrEnum):
    """Where the value lives: a column of the customer, a fact, or rows of a table of its own."""

    COLUMN = "column"
    FACT = "fact"
    ROWS = "rows"


@dataclass(frozen=True)
class Field:
    """One kind of datum.

    ``weight`` is its share in the completeness of each purpose, 0 for what is not missed when
    absent. ``stale_months`` says after how long an unconfirmed datum is doubted, 0 for never.
    ``question`` is what to ask to learn it, as a person would say it.
    """

    key: str
    tab: Tab
    label: str
    purposes: tuple[Purpose, ...]
    question: str = ""
    input: Input = Input.LINE
    store: Store = Store.FACT
    choices: tuple[tuple[str, str], ...] = ()
    weight: int = 1
    stale_months: int = 0
    people: bool = True
    organisations: bool = True


_A, _R, _G, _T = Purpose.ADDRESS, Purpose.REACH, Purpose.GREET, Purpose.TOPICS
_GI, _O, _P, _PA = Purpose.GIFTS, Purpose.OFFER, Purpose.PROSPECTS, Purpose.PAPERS


def _field(
    store: Store,
    *said: object,
    question: str = "",
    kind: Input = Input.LINE,
    only: str = "",
    choices: tuple[tuple[str, str], ...] = (),
    weight: int = 1,
    stale: int = 0,
) -> Field:
    key, tab, label, *purposes = said
    return Field(
        str(key),
        Tab(str(tab)),
        str(label),
        tuple(Purpose(str(each)) for each in purposes),
        question,
        kind,
        store,
        choices,
        weight,
        stale,
        only != "organisations",
        only != "people",
    )


_column, _fact, _rows = (
    partial(_field, Store.COLUMN),
    partial(_field, Store.FACT),
    partial(_field, Store.ROWS),
)


GENDERS: Final = (("female", N_("woman")), ("male", N_("man")))
FORMALITY: Final = (("formal", N_("formal")), ("informal", N_("informal")))
MARITAL: Final = (
    ("single", N_("single")),
    ("married", N_("married")),
    ("partner", N_("with a partner")),
    ("divorced", N_("divorced")),
    ("widowed", N_("widowed")),
)
DRIVERS: Final = (
    ("discount", N_("discount")),
    ("attention", N_("attention")),
    ("service", N_("service")),
    ("mix", N_("a mix of them")),
)
STYLES: Final = (("personal", N_("personal care")), ("quick", N_("quick and cheap")))
STATUSES: Final = (
    ("owner", N_("owner")),
    ("top", N_("top manager")),
    ("manager", N_("manager")),
    ("specialist", N_("specialist")),
    ("worker", N_("worker")),
    ("public", N_("public servant")),
    ("retired", N_("retired")),
    ("student", N_("student")),
)
KINDS: Final = (
    ("person", N_("person")),
    ("organisation", N_("organisation")),
    ("citizen", N_("citizen")),
)
LANGUAGE_CHOICES: Final = (("ru", N_("Russian")), ("en", N_("English")))

# A table: a datum to a line or two.
# fmt: off
_NAMES = (
    _column("surname", Tab.PERSON, N_("Surname"), _A, question=N_("What is the full name?"), weight=2,
            only="people"),
    _column("given", Tab.PERSON, N_("Given name"), _A, question=N_("What is the full name?"), weight=2,
            only="people"),
    _column("patronymic", Tab.PERSON, N_("Patronymic"), _A, question=N_("What is the patronymic?"),
            only="people"),
    _column("name", Tab.PERSON, N_("Organisation"), _A, question=N_("What is the organisation called?"),
            weight=2, only="organisations"),
    _column("address_as", Tab.PERSON, N_("Likes to be addressed as"), _A,
            question=N_("How do you like to be addressed?"), only="people"),
    _column("formality", Tab.PERSON, N_("Tone"), _A, question=N_("Shall we be on first-name terms?"),
            kind=Input.CHOICE, choices=FORMALITY, only="people"),
    _column("gender", Tab.PERSON, N_("Gender"), _A, kind=Input.CHOICE, choices=GENDERS, only="people"),
    _column("language", Tab.PERSON, N_("Language"), _A, kind=Input.CHOICE, choices=LANGUAGE_CHOICES,
            weight=0),
    _column("salutation", Tab.PERSON, N_("Salutation, corrected"), _A, weight=0, only="people"),
    _column("birth", Tab.PERSON, N_("Birth date"), _G, question=N_("When is the birthday?"),
            kind=Input.BIRTH, weight=2, only="people"),
    _rows("dates", Tab.PERSON, N_("Other dates"), _G,
          question=N_("Are there other days worth remembering, such as a wedding or a founding day?")),
    _column("kind", Tab.PERSON, N_("Kind"), kind=Input.CHOICE, choices=KINDS, weight=0),
    _rows("tags", Tab.PERSON, N_("Tags"), weight=0),
    _column("note", Tab.PERSON, N_("Note"), _T, kind=Input.TEXT, weight=0),
    _column("source", Tab.PERSON, N_("Heard of us from"), _P, question=N_("How did you hear of us?")),
    _column("first_contact_on", Tab.PERSON, N_("First contact"), _P, kind=Input.DATE, weight=0),
    _column("responsible_id", Tab.PERSON, N_("Responsible"), kind=Input.PERSON, weight=0),
    _column("territory", Tab.PERSON, N_("Territory"), _P, weight=0),
)

_REACH = (
    _rows("phone", Tab.CONTACTS, N_("Phone"), _R, question=N_("At which number are you reached best?"),
          weight=3, stale=24),
    _rows("email", Tab.CONTACTS, N_("E-mail"), _R, question=N_("To which e-mail may we write?"), weight=2,
          stale=24),
    _rows("messenger", Tab.CONTACTS, N_("Messenger"), _R, question=N_("Which messenger do you use?"),
          weight=1, stale=24),
    _rows("address", Tab.CONTACTS, N_("Postal address"), _R, _GI,
          question=N_("Where can a parcel reach you?"), weight=1, stale=36),
    _rows("site", Tab.CONTACTS, N_("Site"), _P, question=N_("Is there a web site?"), weight=0),
    _column("time_zone", Tab.CONTACTS, N_("Time zone"), _R, question=N_("In which city are you?"),
            kind=Input.ZONE),
    _column("country", Tab.CONTACTS, N_("Country"), _R, _G, kind=Input.COUNTRY, weight=0),
    _column("hours", Tab.CONTACTS, N_("Hours to reach"), _R,
            question=N_("At what hours is a call convenient?"), weight=2, stale=24),
)

_FAMILY = (
    _fact("marital", Tab.FAMILY, N_("Marital status"), _T, kind=Input.CHOICE, choices=MARITAL, stale=36,
          question=N_("Is there a family?"), only="people"),
    _rows("relatives", Tab.FAMILY, N_("Relatives"), _T, _P, _G,
          question=N_("Who is in the family, and when are their birthdays?"), only="people"),
    _rows("links", Tab.FAMILY, N_("Friends and circle"), _P,
          question=N_("Whom do you know who might need us?")),
)

_TASTES = (
    _fact("wine", Tab.TASTES, N_("Wine"), _GI, _T, question=N_("Which wine do you like?"), stale=36,
          only="people"),
    _fact("chocolate", Tab.TASTES, N_("Chocolate and sweets"), _GI, question=N_("Dark or milk chocolate?"),
          stale=36, only="people"),
    _fact("flowers", Tab.TASTES, N_("Flowers"), _GI, stale=36, weight=0, only="people"),
    _fact("tea", Tab.TASTES, N_("Tea or coffee"), _GI, _T, question=N_("Tea or coffee?"), stale=36,
          only="people"),
    _fact("holiday", Tab.TASTES, N_("Holiday places"), _T,
          question=N_("Where do you like to go on holiday?"), stale=24, only="people"),
    _fact("sport", Tab.TASTES, N_("Sport"), _T, question=N_("Do you do or follow any sport?"), stale=36,
          only="people"),
    _fact("pets", Tab.TASTES, N_("Pets"), _T, question=N_("Do you keep any pets?"), stale=36,
          only="people"),
    _fact("books", Tab.TASTES, N_("Books"), _T, _GI, question=N_("What are you reading now?"), stale=24,
          only="people"),
    _fact("films", Tab.TASTES, N_("Films and music"), _T, question=N_("Which films or music do you like?"),
          stale=36, only="people"),
    _fact("hobby", Tab.TASTES, N_("Hobbies"), _T, _GI, question=N_("What do you do when you do not work?"),
          weight=2, stale=36, only="people"),
    _fact("dislikes", Tab.TASTES, N_("Dislikes"), _T, _GI,
          question=N_("Is there anything that we had better avoid?"), stale=36, only="people"),
    _fact("taste_other", Tab.TASTES, N_("Other tastes"), _GI, _T, weight=0, only="people"),
)

_WORK = (
    _column("employer", Tab.WORK, N_("Employer"), _P, _T, question=N_("Where do you work?"), stale=24,
            only="people"),
    _column("position", Tab.WORK, N_("Position"), _P, _T, question=N_("What is your position?"), stale=24,
            only="people"),
    _fact("profession", Tab.WORK, N_("Profession"), _G, _T, question=N_("What is your profession?"),
          only="people"),
    _fact("department", Tab.WORK, N_("Department"), _P, weight=0, stale=24, only="people"),
    _fact("status", Tab.WORK, N_("Social status"), _P, kind=Input.CHOICE, choices=STATUSES, weight=0,
          only="people"),
    _fact("boss", Tab.WORK, N_("Boss"), _P, question=N_("Who decides together with you?"), stale=24,
          only="people"),
    _fact("office", Tab.WORK, N_("Where the office is"), _R, _T, stale=36),
    _fact("line", Tab.WORK, N_("Line of business"), _O, _P, question=N_("What does the company do?"),
          weight=2),
    _fact("size", Tab.WORK, N_("Number of employees"), _O, _P, question=N_("How many people work there?"),
          kind=Input.NUMBER, stale=24, only="organisations"),
    _fact("decides", Tab.WORK, N_("Who decides"), _P, _O,
          question=N_("Who decides, and who influences the choice?"), weight=2, stale=24,
          only="organisations"),
    _fact("contract_since", Tab.WORK, N_("Under contract since"), _G, _PA,
          question=N_("Since when do we have a contract?"), kind=Input.DATE, weight=0),
    _fact("tax_number", Tab.WORK, N_("Tax number"), _PA,
          question=N_("Which tax number goes on the invoice?"), weight=2, only="organisations"),
    _fact("tax_reason", Tab.WORK, N_("Tax registration reason code"), _PA, weight=0, only="organisations"),
    _fact("reg_number", Tab.WORK, N_("Registration number"), _PA, only="organisations"),
    _fact("bank", Tab.WORK, N_("Bank"), _PA, question=N_("Which bank details go on the contract?"),
          only="organisations"),
    _fact("bank_code", Tab.WORK, N_("Bank code"), _PA, only="organisations"),
    _fact("account", Tab.WORK, N_("Account"), _PA, only="organisations"),
)

_NEEDS = (
    _rows("needs", Tab.NEEDS, N_("Needs and wishes"), _O,
          question=N_("What would make your work easier this year?"), weight=3, stale=12),
    _fact("goals", Tab.NEEDS, N_("Life goals"), _T, _O,
          question=N_("What do you want to achieve in the next years?"), kind=Input.TEXT, stale=24,
          only="people"),
    _fact("business_goals", Tab.NEEDS, N_("Business goals"), _O,
          question=N_("What are the company's goals for the year?"), kind=Input.TEXT, stale=12,
          only="organisations"),
    _fact("driver", Tab.NEEDS, N_("What moves this customer"), _O, kind=Input.CHOICE, choices=DRIVERS,
          question=N_("What matters most: price, attention or service?"), weight=2, stale=24),
    _fact("style", Tab.NEEDS, N_("Care wanted"), _O, kind=Input.CHOICE, choices=STYLES,
          question=N_("Is personal care wanted, or quick and cheap?"), stale=24),
    _fact("season", Tab.NEEDS, N_("Season of buying"), _O,
          question=N_("When in the year do you usually buy?"), weight=2, stale=24),
    _fact("invested_money", Tab.NEEDS, N_("Money invested in working with us"), _O, kind=Input.MONEY,
          weight=0),
    _fact("invested_hours", Tab.NEEDS, N_("Hours invested in working with us"), _O, kind=Input.NUMBER,
          weight=0),
    _fact("invested_training", Tab.NEEDS, N_("Training for working with us"), _O, weight=0),
    _fact("invested_integration", Tab.NEEDS, N_("Integration with us"), _O, weight=0),
)

_TERMS = (
    _column("keep_in_touch_days", Tab.TERMS, N_("Keep in touch every, days"), _R, kind=Input.NUMBER,
            weight=0),
    _rows("terms", Tab.TERMS, N_("Customer's own terms"), _R,
          question=N_("How often, and by which channel, may we contact you?"), weight=2, stale=24),
    _rows("consents", Tab.TERMS, N_("Consent"), _R, question=N_("May we send you news and offers?"),
          weight=2),
    _column("class_", Tab.VALUE, N_("Class"), weight=0),
)
# fmt: on

CATALOGUE: Final[tuple[Field, ...]] = _NAMES + _REACH + _FAMILY + _TASTES + _WORK + _NEEDS + _TERMS
BY_KEY: Final = {field.key: field for field in CATALOGUE}
CLASSES: Final = ("VIP", "A", "B", "C", "D")
CHANNELS: Final = ("phone", "email", "messenger", "address", "site")


def fields_for(kind: str, tab: Tab | None = None) -> tuple[Field, ...]:
    """Return the fields that a customer of ``kind`` has, in their order."""
    organisation = kind == "organisation"
    return tuple(
        field
        for field in CATALOGUE
        if (field.organisations if organisation else field.people) and tab in {None, field.tab}
    )
