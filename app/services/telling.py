"""When a customer heard what became of a complaint or an idea: by the step that tells it, by a contact (row I6)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from app.models.feedback import Feedback
from app.models.work import Work

#: entries of a timeline that are a complaint or an idea by themselves; they go and come with it
ENTRIES = ("complaint", "idea")


def finish(work: Work, followup_id: int) -> None:
    """Note that the step which tells an outcome was done."""
    for row in work.find(Feedback, followup_id=followup_id):
        if row["told_at"] is None:
            work.change(Feedback, row["id"], {"told_at": work.now})


def heard(work: Work, followup_id: int, interaction_id: int) -> None:
    """Note the contact in which an outcome was told."""
    for row in work.find(Feedback, followup_id=followup_id):
        work.change(Feedback, row["id"], {"told_id": interaction_id})


def reopen(work: Work, followup_id: int) -> None:
    """Note that the step which tells an outcome is still to be done."""
    for row in work.find(Feedback, followup_id=followup_id):
        work.change(Feedback, row["id"], {"told_at": None, "told_id": None})


def trash(work: Work, contact: Mapping[str, Any]) -> None:
    """Follow a contact into the trash: what it told was not told, an entry that was feedback takes it along."""
    for row in work.find(Feedback, customer_id=contact["customer_id"], told_id=contact["id"]):
        work.change(Feedback, row["id"], {"told_at": None})
    _together(work, contact, work.now)


def restore(work: Work, contact: Mapping[str, Any]) -> None:
    """Follow a contact out of the trash."""
    for row in work.find(Feedback, customer_id=contact["customer_id"], told_id=contact["id"]):
        if row["told_at"] is None:
            work.change(Feedback, row["id"], {"told_at": contact["at"]})
    _together(work, contact, None)


def _together(work: Work, contact: Mapping[str, Any], trashed_at: dt.datetime | None) -> None:
    if contact["kind"] in ENTRIES:
        for row in work.find(Feedback, interaction_id=contact["id"]):
            work.change(Feedback, row["id"], {"trashed_at": trashed_at})
