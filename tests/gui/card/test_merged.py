"""Values that a merge kept stand on the card, each where it belongs, until somebody drops them."""

from __future__ import annotations

import pytest

from app.models.customer import Fact
from app.services import customers, merging, settings


@pytest.fixture
def merged(top, marta):
    do = top.office.do
    field = do(settings.add_own_field, label="Coffee machine", purposes=["offer"], tab="work")
    other = do(customers.create, values={"surname": "Lindqvist", "given": "Marta", "formality": "formal"})
    do(customers.set_class, customer_id=other, class_="C", reason="small orders")
    do(customers.set_class, customer_id=marta, class_="A", reason="grows")
    do(customers.edit, customer_id=marta, values={"formality": "informal"})
    for customer, wine, machine in ((marta, "Saperavi", "Vega"), (other, "dry", "Nord")):
        do(customers.set_fact, customer_id=customer, key="wine", value=wine, origin="told")
        do(customers.set_fact, customer_id=customer, key=f"own:{field}", value=machine)
    keys = ("wine", "formality", "class_", f"own:{field}")
    do(merging.merge, keep_id=marta, other_id=other, choices=dict.fromkeys(keys, "keep"))
    return {key: top.fact(marta, f"other:{key}") for key in keys} | {"own": f"own:{field}"}


def lines(panel, tab):
    panel.show_tab(tab)
    return [each.line for each in panel.page.table.rows]


def test_each_stands_below_the_value_that_won(top, marta, merged):
    panel = top.panel(marta)
    for tab, key, label, text in (
        ("tastes", "wine", "also", "dry"),
        ("work", merged["own"], "also", "Nord"),
        ("person", "formality", "also", "formal"),
    ):
        found = lines(panel, tab)
        place = [line.id for line in found].index(key)
        below = found[place + 1]
        assert (below.id, below.label) == (f"other:{merged[key].id}", label)
        assert text in below.text


def test_what_has_no_line_stands_at_the_end_of_the_person_with_its_name(top, marta, merged):
    [line] = [one for one in lines(top.panel(marta), "person") if one.id == f"other:{merged['class_'].id}"]
    assert line.label == "Class, another value"
    assert line.text == "C: small orders"


def test_it_is_dropped_and_undo_brings_it_back(top, marta, merged):
    panel = top.panel(marta)
    wine = merged["wine"]
    next(line for line in lines(panel, "tastes") if line.id == f"other:{wine.id}").remove()
    top.until(lambda: top.fact(marta, "other:wine") is None)
    top.settle()
    assert all(line.id != f"other:{wine.id}" for line in lines(panel, "tastes"))
    assert top.fact(marta, "wine").value == "Saperavi"
    top.office.undo()
    assert top.fact(marta, "other:wine").value == "dry"
    top.settle()


def test_a_field_of_our_own_is_removed_with_the_values_that_a_merge_kept(top, merged):
    def own():
        return [row.key for row in top.rows(Fact) if merged["own"] in row.key]

    before = own()
    assert len(before) == 2
    top.office.do(settings.remove_own_field, row_id=int(merged["own"].removeprefix("own:")))
    assert own() == []
    top.office.undo()
    assert own() == before
