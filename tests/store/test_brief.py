"""The brief says what the card says, and leaves out what is private."""

from __future__ import annotations

import datetime as dt
import gettext

from app.language import Translator
from app.office import Office
from app.queries.card_view import card_view
from app.reports.blank import blank
from app.reports.brief import brief
from app.reports.documents.papers import blank_html, brief_html
from app.reports.documents.pdf import STYLE
from app.services import card_rows, customers, interactions, settings
from app.services.interactions import Next

EN = Translator("en", gettext.NullTranslations())


def marta(office: Office) -> int:
    made = office.do(
        customers.create, values={"surname": "Lindqvist", "given": "Marta", "position": "director"}
    )
    office.do(customers.set_fact, customer_id=made, key="wine", value="Saperavi <b>", origin="guessed")
    office.do(customers.set_fact, customer_id=made, key="hobby", value="a secret", private=True)
    office.do(card_rows.add, kind="needs", customer_id=made, values={"text": "decaf in 250 g"})
    office.do(
        interactions.log,
        customer_id=made,
        text="price talk",
        followup=Next(dt.date(2026, 11, 18), "10:00", "send the list"),
    )
    return made


def test_it_says_what_to_know_before_the_call(office: Office) -> None:
    found = office.ask(brief, customer_id=marta(office), tr=EN)
    assert found.about == ("director", "Анна Орлова")
    assert "Dear Ms Lindqvist," in found.salutation
    assert [text for _, text in found.contacts] == ["call: price talk"]
    assert found.promises[0][1] == "send the list"
    assert ("Wine", "Saperavi <b> (guessed)") in found.topics
    assert [text for _, text in found.needs] == ["decaf in 250 g"]
    assert "secret" not in str(found)


def test_a_hint_is_quiet_and_a_refusal_is_red(office: Office) -> None:
    made = marta(office)
    hinted = office.ask(brief, customer_id=made, tr=EN)
    assert (hinted.warnings, len(hinted.hints)) == ((), 1)
    assert "class='bad'" not in brief_html(hinted, EN)
    assert f"<p class='quiet'>{hinted.hints[0]}</p>" in brief_html(hinted, EN)
    office.do(card_rows.set_consent, customer_id=made, channel="phone", topic="", state="refused")
    refused = office.ask(brief, customer_id=made, tr=EN)
    assert (len(refused.warnings), refused.hints) == (1, ())
    assert "class='bad'" in brief_html(refused, EN)


def test_what_is_typed_cannot_become_markup(office: Office) -> None:
    page = brief_html(office.ask(brief, customer_id=marta(office), tr=EN), EN)
    assert "Saperavi &lt;b&gt;" in page
    assert "<b> (guessed)" not in page


def test_card_and_brief_ask_the_same_question(office: Office) -> None:
    made = marta(office)
    view = office.ask(card_view, customer_id=made, language="en")
    assert view.question is not None
    assert office.ask(brief, customer_id=made, tr=EN).question == view.question.text


def test_an_own_field_counts_towards_what_is_known(office: Office) -> None:
    made = marta(office)
    before = office.ask(card_view, customer_id=made, language="en").known.total
    field = office.do(settings.add_own_field, label="Shoe size", purposes=["gifts"], question="Which size?")
    empty = office.ask(card_view, customer_id=made, language="en").known.total
    office.do(customers.set_fact, customer_id=made, key=f"own:{field}", value="38", origin="told")
    assert empty < before < office.ask(card_view, customer_id=made, language="en").known.total


def test_a_blank_card_has_a_line_for_every_datum_and_the_teams_own(office: Office) -> None:
    office.do(settings.add_own_field, label="Shoe size", purposes=["gifts"], tab="tastes")
    page = blank_html(office.ask(blank, kind="person", tr=EN), EN)
    for label in ("Surname", "Birth date", "Wine", "Shoe size", "Heard of us from"):
        assert label in page
    assert "Tax number" not in page
    assert "Tax number" in blank_html(office.ask(blank, kind="organisation", tr=EN), EN)


def test_dates_are_written_as_the_window_writes_them(office: Office) -> None:
    found = office.ask(
        brief, customer_id=marta(office), tr=EN, day=lambda day: f"the {day.day}th of {day.month}"
    )
    assert found.promises[0][0] == "the 18th of 11 10:00"
    assert found.contacts[0][0] == "the 17th of 11"
    assert found.needs[0][0] == "the 17th of 11"


def test_a_blank_card_has_lines_to_write_on(office: Office) -> None:
    page = blank_html(office.ask(blank, kind="person", tr=EN), EN)
    assert page.count("class='fill'") > 40
    assert "td.fill { border-bottom" in STYLE
