"""Words of names stand once; days of many and birthdays are counted from indexes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _words()
    _indexes()


def _words() -> None:
    """Give each word a number, and customers the numbers of their words."""
    op.create_table(
        "words",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("word", sa.Text(), server_default="", nullable=False),
        sa.Column("slip", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_words")),
        sa.UniqueConstraint("word", name=op.f("uq_words_word")),
    )
    op.create_index("ix_words_slip", "words", ["slip"], unique=False)
    op.execute(
        "INSERT INTO words(word, slip) SELECT word, min(slip) FROM name_words GROUP BY word ORDER BY word"
    )
    op.drop_index("ix_name_words_slip", table_name="name_words")
    op.drop_index("ix_name_words_word", table_name="name_words")
    op.rename_table("name_words", "name_words_before")
    if op.get_bind().dialect.name == "postgresql":
        for name in ("pk_name_words", "fk_name_words_customer_id"):
            op.drop_constraint(name, "name_words_before")
    op.create_table(
        "name_words",
        sa.Column("word_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("customer_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("word_id", "customer_id", name=op.f("pk_name_words")),
        sqlite_with_rowid=False,
    )
    op.execute(
        "INSERT INTO name_words(word_id, customer_id) SELECT w.id, n.customer_id FROM words w"
        " JOIN name_words_before n ON n.word = w.word ORDER BY 1, 2"
    )
    op.drop_table("name_words_before")
    op.create_index(op.f("ix_name_words_customer_id"), "name_words", ["customer_id"], unique=False)


def _indexes() -> None:
    op.drop_index("ix_customers_birth", table_name="customers")
    op.create_index(
        "ix_customers_birth",
        "customers",
        ["birth_month", "birth_day", "class", "state", "responsible_id", "created_at"],
        unique=False,
    )
    op.create_index(
        "ix_customers_country", "customers", ["state", "country", "class", "responsible_id"], unique=False
    )
    op.drop_index("ix_customers_first_contact", table_name="customers")
    _partial(
        "ix_customers_first_contact",
        "customers",
        ["first_contact_on", "class", "state", "responsible_id"],
        "first_contact_on IS NOT NULL",
    )
    op.drop_index("ix_customers_position", table_name="customers")
    _partial(
        "ix_customers_position",
        "customers",
        ["position", "country", "class", "state", "responsible_id"],
        "position <> ''",
    )
    op.drop_index("ix_followups_due", table_name="followups")
    _partial(
        "ix_followups_due",
        "followups",
        ["due_on", "due_time", "customer_id", "person_id", "kind", "minutes", "zone"],
        "done_at IS NULL AND trashed_at IS NULL",
    )
    op.drop_index("ix_facts_key", table_name="facts")
    _partial("ix_facts_key", "facts", ["key", "value"], "value IS NOT NULL")


def _partial(name: str, table: str, columns: list[str], where: str) -> None:
    condition = sa.text(where)
    op.create_index(name, table, columns, unique=False, sqlite_where=condition, postgresql_where=condition)
