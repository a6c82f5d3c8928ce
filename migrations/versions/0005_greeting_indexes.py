"""Anniversaries and professions are found by an index."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_customers_first_contact", "customers", ["first_contact_on"], unique=False)
    op.create_index(
        "ix_customers_position",
        "customers",
        ["position"],
        unique=False,
        sqlite_where=sa.text("position <> ''"),
        postgresql_where=sa.text("position <> ''"),
    )
