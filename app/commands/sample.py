"""The command that fills a new database with a sample (row T6)."""

from __future__ import annotations

from app.commands import Call, Outcome
from app.errors import BadInput
from app.language import N_
from app.queries import customers
from app.services import sample


class NotEmpty(BadInput):
    """The database holds customers already."""

    message = N_(
        "{path} holds customers already; a sample is never mixed with real data. Nothing was changed."
    )
    advice = N_("Name another file with --database.")


def demo(call: Call) -> Outcome:
    """Fill a new database with a believable sample, dated relative to today."""
    office = call.office(create_missing=True)
    try:
        if office.ask(customers.count):
            raise NotEmpty(path=office.database.target)
        done = office.do(
            sample.fill, language=call.tr.code, customers=call.options.customers, seed=call.options.seed
        )
    finally:
        office.close()
    counts = dict(done.counts)
    text = call.tr(
        "The sample is ready: {count} customers in {path}",
        count=counts["customers"],
        path=call.options.target,
    )
    return Outcome(counts, text)
