"""What an import did or would do, in the words of the user."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from app.domain.fields import BY_KEY, PURPOSE_NAMES
from app.exchange.contacts import DATE_LABELS, LABELS, MESSENGERS, RELATIONS, ContactRecord, DateValue
from app.exchange.mapping import BY_TARGET
from app.language import N_, Translator
from app.queries.duplicates import REASON_NAMES
from app.services.importing import REASONS, Decision, ImportPlan, Verdict
from app.views.exchange.files import Batch

VERDICTS = {
    Verdict.CREATE: N_("created"),
    Verdict.JOIN: N_("joined"),
    Verdict.SKIP: N_("skipped"),
}
#: what stands for «joined» where the record adds nothing
SAME = N_("nothing new")
_CHANNELS = {
    "phone": N_("Phone"),
    "email": N_("E-mail"),
    "messenger": N_("Messenger"),
    "address": N_("Address"),
    "site": N_("Site"),
}


@dataclass(frozen=True)
class Row:
    """One line of the preview; ``customer_id`` is the one that it leads to."""

    line: int
    file: str
    title: str
    verdict: str
    why: str
    customer_id: int | None = None


def rows(batch: Batch, verdict: Verdict | None, tr: Translator, *, same: bool = False) -> list[Row]:
    """Return the decisions of a kind, all without one, each with its reason; ``same``: those that add nothing."""
    plan = batch.plan
    if plan is None:
        return []
    doubts = _doubts(plan, tr)
    made = [
        _row(plan, batch, decision, doubts.get((decision.source, decision.line), ()), tr)
        for decision in plan.decisions
        if verdict is None or (decision.verdict is verdict and (decision.place in plan.same) is same)
    ]
    if verdict in {None, Verdict.SKIP}:
        made += _rejected(plan, tr)
    return made


def _doubts(plan: ImportPlan, tr: Translator) -> dict[tuple[int, int], list[str]]:
    """Return what is in doubt of rows that are imported all the same, by file and row."""
    found: dict[tuple[int, int], list[str]] = {}
    for number, each in enumerate(plan.files):
        for item in each.problems:
            if item.line and not item.rejected:
                found.setdefault((number, item.line), []).append(item.text(tr))
    return found


def _row(plan: ImportPlan, batch: Batch, decision: Decision, doubts: Sequence[str], tr: Translator) -> Row:
    file = plan.files[decision.source].file
    why, customer_id = tr(REASONS[decision.reason]), None
    if decision.verdict is Verdict.JOIN and decision.into is not None:
        if decision.into < 0:
            customer_id = -decision.into
            name = batch.titles.get(customer_id, "")
            why = tr("{reason} as the customer {name}", reason=why, name=name)
        else:
            first = plan.decisions[decision.into]
            where = plan.files[first.source].file if first.source != decision.source else ""
            msgid = (
                N_("{reason} as {name}, row {line} of {file}")
                if where
                else N_("{reason} as {name}, row {line}")
            )
            why = tr(msgid, reason=why, name=first.title, line=first.line, file=where)
    elif decision.verdict is Verdict.CREATE:
        why = ""
    if doubts:
        doubt = tr("in doubt: {problems}", problems="; ".join(doubts))
        why = f"{why}; {doubt}" if why else doubt
    title = decision.title or tr("(without a name)")
    verdict = SAME if decision.place in plan.same else VERDICTS[decision.verdict]
    return Row(decision.line, file, title, tr(verdict), why, customer_id)


def _rejected(plan: ImportPlan, tr: Translator) -> Iterator[Row]:
    """Yield what could not be read at all: as many as the counts say."""
    for number, each in enumerate(plan.files):
        seen = sum(
            decision.source == number and decision.verdict is Verdict.SKIP for decision in plan.decisions
        )
        left = each.skipped - seen
        for item in [one for one in each.problems if one.rejected][:left]:
            yield Row(item.line, each.file, tr("(could not be read)"), tr("skipped"), item.text(tr))


def problems(plan: ImportPlan, tr: Translator) -> list[Row]:
    """Return everything that the readers and the decisions doubt, file by file."""
    return [Row(item.line, each.file, item.text(tr), "", "") for each in plan.files for item in each.problems]


def likes(batch: Batch, tr: Translator) -> list[Row]:
    """Return the pairs that go to the review list, most certain first."""
    plan = batch.plan
    if plan is None:
        return []
    made = []
    for like in plan.likes:
        known = next((-ref for ref in (like.first, like.second) if ref < 0), None)
        why = ", ".join(tr(REASON_NAMES.get(reason, reason)) for reason in like.likeness.reasons)
        first, second = (_named(batch, plan, ref, tr) for ref in (like.first, like.second))
        made.append(Row(0, "", tr("{first} and {second}", first=first, second=second), "", why, known))
    return made


def _named(batch: Batch, plan: ImportPlan, ref: int, tr: Translator) -> str:
    if ref < 0:
        return batch.titles.get(-ref) or tr("a customer")
    return plan.decisions[ref].title or tr("(without a name)")


def totals(plan: ImportPlan, tr: Translator, number: Callable[[int], str]) -> str:
    """Return the sum that accounts for every row of the files."""
    parts = " + ".join(text for count, text in _parts(plan, tr, number) if count) or number(0)
    return tr("{read} read = {parts}: every row is accounted for", read=number(plan.read), parts=parts)


def _parts(plan: ImportPlan, tr: Translator, number: Callable[[int], str]) -> list[tuple[int, str]]:
    same = plan.merged - plan.joined
    return [
        (plan.created, tr("{number} created", number=number(plan.created))),
        (plan.joined, tr("{number} joined", number=number(plan.joined))),
        (same, tr("{number} with nothing new", number=number(same))),
        (plan.skipped, tr("{number} skipped", number=number(plan.skipped))),
    ]


def outcome(plan: ImportPlan, tr: Translator, number: Callable[[int], str]) -> str:
    """Return what was done, for the notice at the end."""
    parts = [text for count, text in _parts(plan, tr, number) if count]
    return ", ".join(parts) or tr("Nothing was imported")


# -- columns and contacts ---------------------------------------------------------------------------


def target_name(key: str, tr: Translator) -> str:
    """Return a place that a column can go to."""
    target = BY_TARGET.get(key)
    return tr(target.label) if target else key


def label_choices(target: str, tr: Translator) -> list[tuple[str, str]]:
    """Return what can be said more of a column of ``target``: which phone, which service, what for."""
    base = target.partition(".")[0]
    if target == "own":
        purposes = [
            (str(key), tr("a field for: {purpose}", purpose=tr(name))) for key, name in PURPOSE_NAMES.items()
        ]
        return [("", tr("kept as it is")), *purposes]
    if base in {"phone", "email", "address", "site"} and not target.endswith(".label"):
        return [("", "—"), *((key, tr(name)) for key, name in LABELS.items())]
    if target == "messenger":
        return [("", "—"), *MESSENGERS.items()]
    return []


def record_lines(record: ContactRecord, tr: Translator) -> list[tuple[str, str]]:
    """Return a contact as (caption, value) as it will stand on the card."""
    made: list[tuple[str, str]] = []
    work = ", ".join(part for part in (record.position, record.employer) if part)
    if work:
        made.append((tr("Work"), work))
    for channel in record.channels:
        named = MESSENGERS if channel.kind == "messenger" else LABELS
        label = named.get(channel.label, channel.label)
        value = f"{channel.value} ({tr(label)})" if label else channel.value
        made.append((tr(_CHANNELS.get(channel.kind, channel.kind)), value))
    if record.birth:
        made.append((tr("Birth date"), day_text(record.birth)))
    made += [(tr(DATE_LABELS.get(day.label, day.label)), day_text(day)) for day in record.dates]
    made += [(tr(RELATIONS.get(one.relation, one.relation)), one.name) for one in record.relatives]
    for key, value in (*record.columns, *record.facts):
        field = BY_KEY.get(key)
        made.append((tr(field.label) if field else key, value))
    if record.tags:
        made.append((tr("Tags"), ", ".join(record.tags)))
    if record.responsible:
        made.append((tr("Responsible"), record.responsible))
    made += [(tr("kept: {name}", name=name), value) for name, value in record.raw]
    return made


def day_text(day: DateValue) -> str:
    """Return a date of which parts may be unknown: 1980-05-12, --05-12, 1980."""
    if day.month is None:
        return str(day.year or "")
    head = "-" if day.year is None else f"{day.year:04}"
    return f"{head}-{day.month:02}" + ("" if day.day is None else f"-{day.day:02}")
