"""Follow-ups found by their words; customers whose trigrams follow later."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app.domain.keys import fold
from app.models import search

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("customer_search", sa.Column("indexed", sa.Text(), nullable=True))
    op.create_index(
        "ix_customer_search_indexed",
        "customer_search",
        ["customer_id"],
        unique=False,
        sqlite_where=sa.text("indexed IS NOT NULL"),
        postgresql_where=sa.text("indexed IS NOT NULL"),
    )
    op.add_column("followups", sa.Column("key", sa.Text(), server_default="", nullable=False))
    connection = op.get_bind()
    search.create_index(connection)
    open_ones = connection.exec_driver_sql(
        "SELECT id, text FROM followups WHERE done_at IS NULL AND trashed_at IS NULL AND text <> ''"
    )
    keys = [(row_id, fold(text)) for row_id, text in open_ones]
    for start in range(0, len(keys), 1000):
        search.replace_texts(connection, "followups", keys[start : start + 1000])
