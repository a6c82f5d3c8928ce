"""A CSV of people, and the raw import that it is measured against."""

from __future__ import annotations

import csv
import random
import sqlite3
from pathlib import Path

from app.domain.keys import fold
from tests.bench.build import CITIES, FIRMS, GIVEN, SURNAMES

HEADER = ("Surname", "Given name", "Company", "Phone", "E-mail", "City", "Birthday")


def write_csv(path: Path, count: int) -> None:
    """Write ``count`` people, the same every time."""
    rnd = random.Random(11)
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(HEADER)
        for number in range(count):
            phone = f"+79{rnd.randrange(10**9):09d}"
            birthday = f"{rnd.randrange(1950, 2005)}-{rnd.randrange(1, 13):02}-{rnd.randrange(1, 29):02}"
            writer.writerow(
                (
                    rnd.choice(SURNAMES),
                    rnd.choice(GIVEN),
                    f"{rnd.choice(FIRMS)} {rnd.randrange(999)}",
                    phone,
                    f"p{number}@example.com",
                    rnd.choice(CITIES),
                    birthday,
                )
            )


def raw_import(source: Path, target: Path) -> None:
    """Read the file and insert it with indexes, the trigram index built after: the limit of plain sqlite3."""
    connection = sqlite3.connect(target, isolation_level=None)
    connection.executescript(
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
        "CREATE TABLE customers(id INTEGER PRIMARY KEY, surname, given, company, phone, email, city, birthday, sort_key, key);"
        "CREATE INDEX a ON customers(sort_key, id); CREATE INDEX b ON customers(phone); CREATE INDEX c ON customers(email);"
        "CREATE INDEX d ON customers(birthday);"
        "CREATE VIRTUAL TABLE f USING fts5(key, content='customers', content_rowid='id', tokenize='trigram', detail='none');"
    )
    connection.execute("BEGIN IMMEDIATE")
    with source.open(encoding="utf-8-sig", newline="") as stream:
        rows = csv.reader(stream)
        next(rows)
        connection.executemany(
            "INSERT INTO customers(surname, given, company, phone, email, city, birthday, sort_key, key)"
            " VALUES (?,?,?,?,?,?,?,?,?)",
            ((*row, fold(f"{row[0]} {row[1]}"), fold(" ".join(row))) for row in rows),
        )
    connection.execute("INSERT INTO f(f) VALUES('rebuild')")
    connection.execute("COMMIT")
    connection.close()
