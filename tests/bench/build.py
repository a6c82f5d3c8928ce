"""A database of 100,000 customers and a million contacts, the same every time: tests/bench/build.py OUT [N]."""

from __future__ import annotations

import datetime as dt
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

import sqlalchemy as sa  # noqa: E402 - after the path

from app.domain.keys import fold  # noqa: E402
from app.domain.names import NameParts, full_name, usual_order  # noqa: E402
from app.models import search  # noqa: E402
from app.models import words as name_index  # noqa: E402
from app.models.database import create  # noqa: E402

SURNAMES = [
    "Иванов",
    "Смирнов",
    "Кузнецов",
    "Попов",
    "Васильев",
    "Петров",
    "Соколов",
    "Михайлов",
    "Новиков",
    "Фёдоров",
    "Морозов",
    "Волков",
    "Алексеев",
    "Лебедев",
    "Семёнов",
    "Егоров",
    "Павлов",
    "Козлов",
    "Степанов",
    "Николаев",
    "Орлов",
    "Андреев",
    "Макаров",
    "Никитин",
    "Захаров",
    "Зайцев",
    "Соловьёв",
    "Борисов",
    "Smith",
    "Johnson",
    "Müller",
    "Schmidt",
    "García",
    "O'Brien",
    "Nowak",
    "Kowalski",
    "Rossi",
    "Dubois",
    "Lefèvre",
    "Andersson",
    "Hansen",
    "Jensen",
    "Novák",
]
GIVEN = [
    "Александр",
    "Дмитрий",
    "Максим",
    "Сергей",
    "Андрей",
    "Алексей",
    "Артём",
    "Илья",
    "Кирилл",
    "Михаил",
    "Никита",
    "Иван",
    "Денис",
    "Евгений",
    "Игорь",
    "Олег",
    "James",
    "Mary",
    "John",
    "Anna",
    "Robert",
    "Linda",
    "Michael",
    "Sophie",
    "David",
    "Laura",
    "Thomas",
    "Emma",
    "Daniel",
    "Julia",
    "Paul",
    "Marie",
    "Mark",
    "Elena",
]
CITIES = [
    "Москва",
    "Казань",
    "Самара",
    "Омск",
    "Berlin",
    "Paris",
    "Warszawa",
    "London",
    "Praha",
    "Riga",
    "Tallinn",
    "Алматы",
    "Минск",
]
FIRMS = [
    "ТехноСтрой",
    "Альфа",
    "Вектор",
    "Гранит",
    "Прогресс",
    "Acme",
    "Globex",
    "Initech",
    "Орион",
    "Логистик",
    "Меридиан",
    "Nordwind",
]
SOURCES = ["сайт", "рекомендация", "звонок", "выставка", "реклама"]
WORDS = [
    "обсудили",
    "договор",
    "поставка",
    "счёт",
    "оплата",
    "скидка",
    "встреча",
    "перезвонить",
    "клиент",
    "заказ",
    "склад",
    "доставка",
    "price",
    "offer",
    "invoice",
    "follow",
    "up",
    "demo",
    "contract",
    "sample",
    "delivery",
    "discount",
    "budget",
    "decision",
]
KINDS = ["call", "email", "meeting", "chat", "letter"]
NOW = dt.datetime(2026, 11, 17, 9, 0)  # noqa: DTZ001 - stored naive, as UTC
Row = tuple[Any, ...]


def stamp(moment: dt.datetime) -> str:
    """A moment as SQLite keeps it."""
    return moment.isoformat(" ", "microseconds")


def customers(count: int, rnd: random.Random) -> Iterator[dict[str, Any]]:
    """Deterministic customers with what is derived from them."""
    for number in range(1, count + 1):
        surname, given = rnd.choice(SURNAMES), rnd.choice(GIVEN)
        if rnd.random() < 0.25:
            surname += "-" + rnd.choice(SURNAMES)
        digits = f"79{rnd.randrange(10**9):09d}"
        made = NOW - dt.timedelta(minutes=rnd.randrange(1, 3 * 525600))
        born = rnd.random() < 0.7
        firm = f"{rnd.choice(FIRMS)} {rnd.randrange(1, 999)}" if rnd.random() < 0.5 else ""
        parts = NameParts(surname, given)
        title = full_name(parts, order=usual_order(parts))
        yield {
            "id": number,
            "surname": surname,
            "given": given,
            "employer": firm,
            "digits": digits,
            "email": f"c{number}@example.com",
            "city": rnd.choice(CITIES),
            "source": rnd.choice(SOURCES),
            "class": rnd.choice(("", "", "", "VIP", "A", "B", "C", "C", "D")),
            "birth": (rnd.randrange(1950, 2005), rnd.randrange(1, 13), rnd.randrange(1, 29))
            if born
            else (None,) * 3,
            "person": rnd.randrange(1, 6),
            "made": stamp(made),
            "last": stamp(made + (NOW - made) * rnd.random()),
            "title": title,
            "sort": fold(f"{surname} {given}"),
            "due": NOW.date() + dt.timedelta(days=rnd.randrange(-30, 60)) if rnd.random() < 0.3 else None,
        }


def build(path: Path, count: int = 100_000, contacts: int = 10) -> None:
    """Write the database; about a minute and half a gigabyte for 100,000."""
    rnd = random.Random(7)
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    database = create(path)
    with database.write() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
        raw.executemany(
            "INSERT INTO people(id, name, role) VALUES (?, ?, 'salesperson')",
            [(i, f"{rnd.choice(GIVEN)} {rnd.choice(SURNAMES)}") for i in range(1, 6)],
        )
        fill_customers(connection, raw, list(customers(count, rnd)))
        fill_contacts(raw, count, contacts, rnd)
        search.rebuild(connection)
    with database.write() as connection:
        connection.exec_driver_sql("ANALYZE")
    database.close()


def fill_customers(connection: sa.Connection, raw: Any, made: list[dict[str, Any]]) -> None:
    """Insert customers, their channels, words and search keys."""
    raw.executemany(
        "INSERT INTO customers(id,uid,kind,surname,given,employer,birth_year,birth_month,birth_day,source,class,"
        "responsible_id,created_at,updated_at,title,sort_key,phone,email,city,last_contact_at,next_due,next_text)"
        " VALUES (?,?,'person',?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
        [
            (
                c["id"],
                f"u{c['id']}",
                c["surname"],
                c["given"],
                c["employer"],
                *c["birth"],
                c["source"],
                c["class"],
                c["person"],
                c["made"],
                c["made"],
                c["title"],
                c["sort"],
                "+" + c["digits"],
                c["email"],
                c["city"],
                c["last"],
                c["due"].isoformat() if c["due"] else None,
                "позвонить" if c["due"] else "",
            )
            for c in made
        ],
    )
    channels: list[Row] = []
    words: list[Row] = []
    places: list[Row] = []
    for c in made:
        channels += [
            (c["id"], "phone", "+" + c["digits"], c["digits"]),
            (c["id"], "email", c["email"], c["email"]),
        ]
        places.append((c["id"], "address", c["city"], fold(c["city"]).replace(" ", ""), c["city"]))
        words += [
            (c["id"], word) for word in {*fold(f"{c['title']} {c['employer']}").replace("-", " ").split()}
        ]
    raw.executemany("INSERT INTO channels(customer_id,kind,value,key) VALUES (?,?,?,?)", channels)
    raw.executemany("INSERT INTO channels(customer_id,kind,value,key,city) VALUES (?,?,?,?,?)", places)
    numbers = name_index.number(connection, {word for _, word in words})
    raw.executemany(
        "INSERT INTO name_words(word_id,customer_id) VALUES (?,?)",
        sorted((numbers[word], customer_id) for customer_id, word in words),
    )
    raw.executemany(
        "INSERT INTO customer_search(customer_id,key) VALUES (?,?)",
        [
            (c["id"], fold(f"{c['title']} {c['employer']} {c['digits']} {c['email']} {c['city']}"))
            for c in made
        ],
    )
    raw.executemany(
        "INSERT INTO followups(customer_id,person_id,kind,text,key,due_on,created_at) VALUES (?,?,?,?,?,?,?)",
        [
            (c["id"], c["person"], "call", "позвонить", "позвонить", c["due"].isoformat(), c["made"])
            for c in made
            if c["due"]
        ],
    )


def fill_contacts(raw: Any, count: int, each: int, rnd: random.Random) -> None:
    """Insert contacts: ``each`` a customer on average, and 200 more with the first one."""

    def rows() -> Iterator[Row]:
        for number in range(count * each + 200):
            customer = rnd.randrange(1, count + 1) if number < count * each else 1
            text = " ".join(rnd.choices(WORDS, k=8))
            at = NOW - dt.timedelta(minutes=rnd.randrange(1095 * 1440))
            yield (
                customer,
                rnd.randrange(1, 6),
                rnd.choice(KINDS),
                "out",
                stamp(at),
                "reached",
                text,
                fold(text),
                stamp(at),
            )

    raw.executemany(
        "INSERT INTO interactions(customer_id,person_id,kind,direction,at,outcome,text,key,created_at)"
        " VALUES (?,?,?,?,?,?,?,?,?)",
        rows(),
    )


if __name__ == "__main__":
    started = time.perf_counter()
    out = Path(sys.argv[1])
    build(out, int(sys.argv[2]) if len(sys.argv) > 2 else 100_000)
    sys.stdout.write(f"{out}: {out.stat().st_size / 1e6:.0f} MB, {time.perf_counter() - started:.0f} s\n")
