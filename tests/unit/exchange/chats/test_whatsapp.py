"""Texts of WhatsApp as phones of both kinds and both languages write them."""

from __future__ import annotations

import datetime as dt

import pytest

from app.exchange.chats import telegram, whatsapp

CASES = {
    "android ru": ("12.11.2026, 14:05 - Анна: Привет\n13.11.2026, 09:00 - Иван: Да\n", (2026, 11, 12, 14, 5)),
    "android ru short": ("03.02.26, 14:05 - Анна: Привет\n13.02.26, 9:00 - Иван: Да\n", (2026, 2, 3, 14, 5)),
    "android us": ("2/3/26, 2:05\u202fPM - Anna: Hi\n2/13/26, 9:00\u202fAM - John: Yes\n", (2026, 2, 3, 14, 5)),
    "android uk": ("03/02/2026, 14:05 - Anna: Hi\n13/02/2026, 09:00 - John: Yes\n", (2026, 2, 3, 14, 5)),
    "iphone ru": ("[12.11.2026, 14:05:33] Анна: Привет\n[12.11.2026, 14:06:00] Иван: Да\n", (2026, 11, 12, 14, 5, 33)),
    "iphone marks": (
        "\u200e[12/11/2026, 2:05:33\u202fPM] ~\u202fAnna: Hi\n\u200e[13/11/2026, 2:06:00 PM] John: \u200eimage omitted\n",
        (2026, 11, 12, 14, 5, 33),
    ),
    "iphone de": ("[12.11.26, 14:05:33] Anna: Hi\n[12.11.26, 14:06:33] Max: Ja\n", (2026, 11, 12, 14, 5, 33)),
    "iso": ("2026-11-12, 14:05 - Anna: Hi\n2026-11-12, 14:06 - Max: Yes\n", (2026, 11, 12, 14, 5)),
    "ru words": ("12.11.2026, 2:05 ПП - Анна: Привет\n13.11.2026, 9:00 ДП - Иван: Да\n", (2026, 11, 12, 14, 5)),
    # nothing but the order of time tells day from month
    "by order": ("01/02/2026, 10:00 - A: x\n02/02/2026, 10:00 - B: y\n03/02/2026, 10:00 - A: z\n01/03/2026, 10:00 - A: z\n", (2026, 2, 1, 10, 0)),
    "midnight": ("1/2/26, 12:05 AM - Anna: Hi\n1/13/26, 9:00 AM - John: Yes\n", (2026, 1, 2, 0, 5)),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_dates_of_all_forms(name, tmp_path):
    text, first = CASES[name]
    path = tmp_path / "chat.txt"
    path.write_text(text, "utf-8")
    assert whatsapp.is_export(text.encode())
    problems = []
    days = list(whatsapp.read(path, problems))
    assert problems == []
    assert days[0].messages[0].at == dt.datetime(*first)  # noqa: DTZ001 - a wall clock
    assert len(days[0].people) in {1, 2}
    assert not any(one.who.startswith("~") for one in days[0].messages)


def test_lines_of_the_system_further_lines_and_media(tmp_path):
    path = tmp_path / "Чат WhatsApp с контактом Иван Петров.txt"
    path.write_text(
        "12.11.2026, 14:04 - Сообщения и звонки защищены сквозным шифрованием\n"
        "12.11.2026, 14:05 - Иван Петров: первая\nвторая: с двоеточием\n\nчетвёртая\n"
        "12.11.2026, 14:06 - Анна: IMG-20261112-WA0001.jpg (файл добавлен)\nподпись\n"
        "12.11.2026, 14:07 - Анна: <Медиафайл исключён>\n",
        "utf-8",
    )
    (day,) = whatsapp.read(path, [])
    assert day.chat == "Иван Петров"
    assert day.owner == "Анна"
    assert day.lines == [
        "14:05 Иван Петров: первая\n  вторая: с двоеточием\n  \n  четвёртая",
        "14:06 Анна: 📎 IMG-20261112-WA0001.jpg подпись",
        "14:07 Анна: 📎",
    ]


def test_a_damaged_export_is_said(tmp_path):
    path = tmp_path / "result.json"
    path.write_text('{"name": "A", "type": "personal_chat", "messages": [{"id": 1, ', "utf-8")
    problems = []
    assert list(telegram.read(path, problems)) == []
    assert [each.code for each in problems] == ["json"]
    path.write_text(
        '{"name": "A", "type": "personal_chat", "messages": [1, {"type": "message"}, null]}', "utf-8"
    )
    assert list(telegram.read(path, problems)) == []
    assert [each.code for each in problems] == ["json", "message"]
