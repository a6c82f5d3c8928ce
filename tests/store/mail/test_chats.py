"""Exported chats: one contact per customer and day, which grows."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from app.queries import card, mail
from app.services import card_rows, customers, interactions
from app.services.mail import importing, proposals, showing


@pytest.fixture
def petrov(office):
    made = office.do(customers.create, values={"surname": "Петров", "given": "Иван"})
    office.do(card_rows.add_channel, customer_id=made, channel="phone", value="+7 912 345-67-89")
    return made


@pytest.fixture
def bring(office, tmp_path):
    def run(text, name="result.json", **how):
        path = tmp_path / name
        path.write_text(text if isinstance(text, str) else json.dumps(text, ensure_ascii=False), "utf-8")
        return importing.run(office, paths=[path], **how)

    return run


def said(number, who, text, at, **more):
    return {
        "id": number,
        "type": "message",
        "date": at,
        "from": who,
        "from_id": f"user{abs(hash(who)) % 1000}",
        "text": text,
        **more,
    }


MESSAGES = [
    said(1, "Иван Петров", "Добрый день!", "2026-11-10T10:00:00"),
    said(2, "Анна", ["Здравствуйте, ", {"type": "bold", "text": "Иван"}], "2026-11-10T10:05:00"),
    {
        "id": 3,
        "type": "service",
        "date": "2026-11-10T10:06:00",
        "actor": "Анна",
        "action": "pin_message",
        "text": "",
    },
    said(4, "Иван Петров", "", "2026-11-10T10:07:00", photo="photos/1.jpg"),
    said(5, "Анна", "Ждём вас", "2026-11-12T09:00:00"),
]


def chat(messages, name="Иван Петров", kind="personal_chat", **more):
    return {"name": name, "type": kind, "id": 4242, "messages": messages, **more}


def counts(made):
    return tuple(made.total(name) for name in ("read", "created", "merged", "skipped"))


def lines(office, customer_id):
    return sorted(office.ask(card.timeline, customer_id=customer_id), key=lambda line: line.at)


def test_a_chat_of_telegram_is_a_contact_a_day(office, petrov, bring):
    made = bring(chat(MESSAGES))
    assert counts(made) == (4, 4, 0, 0)
    assert made.files[0].first == "Иван Петров"
    first, second = lines(office, petrov)
    assert (first.kind, first.direction, first.text) == ("chat", "in", "Добрый день!")
    assert (
        first.body == "10:00 Иван Петров: Добрый день!\n10:05 Анна: Здравствуйте, Иван\n10:07 Иван Петров: 📷"
    )
    assert first.at == dt.datetime(2026, 11, 10, 10, 7, tzinfo=office.clock.zone)
    assert (second.direction, second.text) == ("out", "Ждём вас")
    assert counts(bring(chat(MESSAGES))) == (4, 0, 0, 4)


def test_it_grows_when_it_is_exported_again(office, petrov, bring):
    bring(chat(MESSAGES[:2]))
    more = [*MESSAGES, said(6, "Иван Петров", "Буду\nв пять", "2026-11-12T09:30:00")]
    assert counts(bring(chat(more))) == (5, 3, 2, 0)
    first, second = lines(office, petrov)
    assert first.body.count("\n") == 2
    assert second.body == "09:00 Анна: Ждём вас\n09:30 Иван Петров: Буду\n  в пять"
    office.undo()
    assert [line.body.count("\n") for line in lines(office, petrov)] == [1]


def test_all_chats_at_once_unknown_ones_proposed(office, petrov, bring):
    document = {
        "personal_information": {"user_id": 1},
        "chats": {
            "list": [
                chat(MESSAGES),
                chat([said(1, "Мария", "Сколько стоит?", "2026-11-11T08:00:00")], "Мария", id=77),
                chat([said(1, "Олег", "Всем привет", "2026-11-11T08:00:00")], "Двор", "private_group", id=78),
            ]
        },
    }
    made = bring(document)
    assert counts(made) == (6, 5, 0, 1)
    assert [each.code for each in made.files[0].problems] == ["nobody"]
    (found,) = office.ask(mail.proposals)
    assert (found.name, found.chat, found.count) == ("Мария", "telegram", 1)
    told = office.ask(showing.suggestion, sender=found.sender)
    assert told.values == {"given": "Мария"}
    maria = office.do(proposals.propose_accept, sender=found.sender, values=told.values)
    assert [line.text for line in lines(office, maria)] == ["Сколько стоит?"]
    # the same chat goes on on her card, though she is called otherwise there
    later = chat([said(2, "Мария", "Спасибо", "2026-11-13T08:00:00")], "Мария", id=77)
    assert counts(bring(later)) == (1, 1, 0, 0)
    assert [line.text for line in lines(office, maria)] == ["Сколько стоит?", "Спасибо"]


def test_a_group_stands_on_the_cards_of_those_who_speak(office, petrov, bring):
    made = bring(
        chat([*MESSAGES, said(9, "Олег", "Привет", "2026-11-10T12:00:00")], "Проект", "private_group")
    )
    assert counts(made) == (5, 4, 0, 1)
    assert len(lines(office, petrov)) == 1


def test_what_we_write_in_a_chat_answers(office, petrov, bring):
    zone = office.clock.zone
    for hour in (9, 11):
        at = dt.datetime(2026, 11, 10, hour, 0, tzinfo=zone)
        office.do(interactions.log, customer_id=petrov, kind="call", direction="in", waits=True, at=at)
    bring(chat(MESSAGES))
    early, late = (line for line in lines(office, petrov) if line.kind == "call")
    assert early.answered_at == dt.datetime(2026, 11, 10, 10, 5, tzinfo=zone)
    assert late.answered_at == dt.datetime(2026, 11, 12, 9, 0, tzinfo=zone)


def test_a_chat_of_whatsapp_by_number_and_dropped_on_a_card(office, petrov, bring):
    text = (
        "12.11.2026, 14:05 - Сообщения и звонки защищены сквозным шифрованием.\n"
        "12.11.2026, 14:05 - +7 912 345-67-89: Добрый день\nвторая строка\n"
        "12.11.2026, 14:06 - Анна Орлова: <Без медиафайлов>\n"
        "13.11.2026, 09:00 - +7 912 345-67-89: Спасибо\n"
    )
    assert counts(bring(text, "Чат WhatsApp с +7 912 345-67-89.txt")) == (3, 3, 0, 0)
    first, _ = lines(office, petrov)
    assert first.body == "14:05 +7 912 345-67-89: Добрый день\n  вторая строка\n14:06 Анна Орлова: 📎"
    other = office.do(customers.create, values={"surname": "Иной"})
    assert bring(text, "chat.txt", customer_id=other).total("merged") == 3
    assert len(lines(office, other)) == 2


def test_a_rehearsal_of_a_chat(office, petrov, bring):
    assert counts(bring(chat(MESSAGES), dry_run=True)) == (4, 4, 0, 0)
    assert lines(office, petrov) == []
    bring(chat(MESSAGES[:2]))
    assert counts(bring(chat(MESSAGES), dry_run=True)) == (4, 2, 2, 0)
