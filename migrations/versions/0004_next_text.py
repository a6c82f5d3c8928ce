"""The text of the next step beside its date."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("customers", sa.Column("next_text", sa.Text(), server_default="", nullable=False))
    op.execute(
        "UPDATE customers SET next_text = coalesce((SELECT f.text FROM followups f"
        " WHERE f.customer_id = customers.id AND f.done_at IS NULL AND f.trashed_at IS NULL"
        " ORDER BY f.due_on, f.due_time, f.id LIMIT 1), '') WHERE next_due IS NOT NULL"
    )
