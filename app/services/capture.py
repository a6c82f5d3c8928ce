"""The verb behind the capture line: one line becomes a contact and its follow-ups (row I2)."""

from __future__ import annotations

from app.domain.capture import Captured, FollowupWords, understand
from app.language import N_
from app.models.work import Work
from app.services import followups, interactions
from app.services.customers import title


def log_line(work: Work, *, customer_id: int, captured: Captured) -> int | None:
    """Write what was understood, in one step: the contact, if one is said, and each follow-up.

    Return the id of the contact, None for a line that only plans.
    """
    steps = [step for step in (captured.followup, *captured.further) if step is not None]
    interaction_id: int | None = None
    if captured.contact_said or not steps:
        interaction_id = interactions.log(
            work,
            customer_id=customer_id,
            kind=captured.kind,
            direction=captured.direction,
            at=captured.at,
            minutes=captured.minutes,
            outcome=captured.outcome,
            text=captured.text,
            waits=captured.direction == "in"
            and captured.kind in {"email", "chat", "form", "voicemail", "fax", "letter"}
            and not steps,
        )
    # A line that only plans leaves no contact to keep its topic: the first step keeps it.
    topic = captured.text if interaction_id is None else ""
    for number, step in enumerate(steps):
        _plan(work, customer_id, step, interaction_id, topic="" if number else topic)
    if interaction_id is not None:
        work.name(N_("Logged a contact with {name}"), name=title(work, customer_id))
    return interaction_id


def _plan(
    work: Work, customer_id: int, step: FollowupWords, interaction_id: int | None, *, topic: str
) -> None:
    kind = understand(step.text, now=work.now.astimezone(work.moment.zone)).kind if step.text else "call"
    known = not topic or topic.casefold() in step.text.casefold()
    followups.create(
        work,
        customer_id=customer_id,
        due_on=step.date,
        due_time=step.time.strftime("%H:%M") if step.time else "",
        text=step.text if known else f"{step.text} ({topic})" if step.text else topic,
        kind=kind,
        interaction_id=interaction_id,
    )
