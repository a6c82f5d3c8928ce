"""What is entered by hand comes onto the review list by itself, and only once."""

from __future__ import annotations

from functools import partial

import pytest

from app.models.changes import Changes
from app.queries import duplicates as pair_queries
from app.services import customers
from app.services.entering import enter
from app.views.care.follow import SLICE, Follower, follow


@pytest.fixture
def told(ui):
    """A desk whose changes are followed, and the changes that it told."""
    heard: list[Changes] = []
    ui.desk.changed.connect(heard.append)
    ui.desk.changed.connect(partial(follow, ui.desk))
    return heard


def compared(ui):
    follower = ui.desk.findChild(Follower)
    return follower is not None and follower.idle() and ui.desk.idle()


def test_two_entries_of_one_customer_are_proposed_and_withdrawn(qtbot, ui, office, told):
    ids: list[int] = []
    for surname, given, phone in (
        ("Иванова", "Мария", "+7 912 345-67-89"),
        ("Ivanova", "Maria", "89123456789"),
    ):
        ui.desk.do(ids.append, enter, values={"surname": surname, "given": given}, phones=[phone])
    qtbot.waitUntil(lambda: len(ids) == 2 and compared(ui), timeout=10_000)
    [before] = office.ask(pair_queries.pairs)
    assert sum(changes.touches("duplicate_pairs") for changes in told) == 1
    steps = [changes.step for changes in told if changes.step]
    assert len(steps) == 2

    # an edit that tells nothing new writes nothing
    ui.desk.do(None, customers.edit, customer_id=ids[1], values={"note": "просит звонить утром"})
    qtbot.waitUntil(lambda: len(told) == 4 and compared(ui), timeout=10_000)
    assert sum(changes.touches("duplicate_pairs") for changes in told) == 1

    with qtbot.waitSignal(
        ui.desk.changed, check_params_cb=lambda changes: changes.touches("duplicate_pairs")
    ):
        ui.desk.do(
            None, customers.edit, customer_id=ids[1], values={"surname": "Сидоренко", "given": "Ольга"}
        )
    qtbot.waitUntil(lambda: compared(ui), timeout=10_000)
    assert all(row.score < before.score for row in office.ask(pair_queries.pairs))
    assert sum(changes.touches("duplicate_pairs") for changes in told) == 2


def test_what_is_done_to_many_is_compared_slice_by_slice(qtbot, qapp, ui, office, monkeypatch):
    """The last of many is compared as well as the first, and no question is about too many."""
    asked: list[int] = []
    news = pair_queries.news

    def counted(reading, *, customer_ids):
        asked.append(len(customer_ids))
        return news(reading, customer_ids=customer_ids)

    monkeypatch.setattr(pair_queries, "news", counted)
    monkeypatch.setattr("app.views.care.follow.AFTER_MS", 1)
    ids = [
        office.do(enter, values={"surname": f"Фамилия{chr(1072 + number % 30) * 3}{number}", "given": "Анна"})
        for number in range(SLICE + 5)
    ]
    office.do(customers.edit, customer_id=ids[0], values={"surname": "Воробьянинов", "given": "Ипполит"})
    other = office.do(enter, values={"surname": "Воробьянинов", "given": "Ипполит"})
    qapp.processEvents()  # what was entered so far is not followed
    ui.desk.changed.connect(partial(follow, ui.desk))
    ui.desk.do(None, customers.bulk_edit, ids=ids, values={"territory": "Юг"})
    qtbot.waitUntil(lambda: bool(asked) and compared(ui), timeout=10_000)
    assert asked == [SLICE, 5]
    ends = [{pair.first_id, pair.second_id} for pair in office.ask(pair_queries.pairs)]
    assert {ids[0], other} in ends


def test_what_concerns_no_names_is_not_followed(ui):
    follow(ui.desk, Changes(step=1, ids={"customers": frozenset({1})}, customers=frozenset({1}), bulk=True))
    follow(ui.desk, Changes(step=1, ids={"followups": frozenset({1})}, customers=frozenset({1})))
    follow(ui.desk, Changes(ids={"duplicate_pairs": frozenset()}))
    assert ui.desk.findChild(Follower) is None


def test_a_desk_that_has_finished_asks_nothing_more(qtbot, ui):
    follow(ui.desk, Changes(step=1, ids={"customers": frozenset({1})}, customers=frozenset({1})))
    follower = ui.desk.findChild(Follower)
    ui.desk.finish()
    qtbot.waitUntil(lambda: not follower._timer.isActive())
    assert ui.desk.idle()
    assert not follower.idle()
