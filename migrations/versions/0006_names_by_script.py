"""Titles of Latin names as they are written now: “John Smith”, no longer «Smith John»."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app.domain.names import NameParts, full_name, usual_order

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

#: rows that one statement writes
CHUNK = 1000


def upgrade() -> None:
    connection = op.get_bind()
    rows = connection.execute(
        sa.text(
            "SELECT id, surname, given, patronymic, title FROM customers WHERE surname <> '' AND given <> ''"
            " AND NOT (kind = 'organisation' AND name <> '')"
        )
    )
    named = (
        (row.id, NameParts(row.surname, row.given, row.patronymic), row.title) for row in rows.fetchall()
    )
    made = [(id_, full_name(parts, order=usual_order(parts)), title) for id_, parts, title in named]
    changed = [{"id": id_, "title": new} for id_, new, old in made if new != old]
    write = sa.text("UPDATE customers SET title = :title WHERE id = :id")
    for start in range(0, len(changed), CHUNK):
        connection.execute(write, changed[start : start + CHUNK])
