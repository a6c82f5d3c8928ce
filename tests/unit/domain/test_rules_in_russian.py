"""What the rules say in Russian: the right forms with the right numbers."""

from __future__ import annotations

import datetime as dt
import gettext
import io
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from app.domain.agenda import Entry, EntryKind, in_order
from app.domain.availability import UnclearHours, read_hours, when_to_call
from app.domain.balance import Favour, Side, balance
from app.domain.occasions import Birth, Kind, Occasion
from app.domain.saying import date_text, duration_text, weekday_text
from app.domain.terms import Consent, ConsentState, Contact, Plan, Term, TermKind, check_contact
from app.domain.touch import silence
from app.language import Translator

FRAGMENT = Path(__file__).parents[3] / "resources" / "translations" / "ru" / "rules.po"
TODAY = dt.date(2026, 11, 23)
NOON = dt.datetime(2026, 11, 23, 12, 0)  # noqa: DTZ001 - the customer's wall clock


@pytest.fixture(scope="module")
def tr() -> Translator:
    compiled = io.BytesIO()
    with FRAGMENT.open("rb") as stream:
        write_mo(compiled, read_po(stream, locale="ru"))
    compiled.seek(0)
    return Translator("ru", gettext.GNUTranslations(compiled))


@pytest.mark.parametrize(
    ("days", "text"),
    [
        (1, "молчит 1 день, обычно 30"),
        (2, "молчит 2 дня, обычно 30"),
        (11, "молчит 11 дней, обычно 30"),
        (41, "молчит 41 день, обычно 30"),
        (112, "молчит 112 дней, обычно 30"),
    ],
)
def test_silence(tr: Translator, days: int, text: str) -> None:
    quiet = silence(TODAY - dt.timedelta(days=days), TODAY, 30, TODAY)
    line = in_order([Entry(EntryKind.SILENT, 1, silence=quiet)], now=NOON)[0]
    assert line.reason.text(tr) == text


def test_reasons(tr: Translator) -> None:
    def reason(kind: EntryKind = EntryKind.FOLLOWUP, **what) -> str:
        return in_order([Entry(kind, 1, "B", **what)], now=NOON)[0].reason.text(tr)

    assert reason(due_on=TODAY - dt.timedelta(days=2)) == "просрочено на 2 дня"
    assert reason(due_on=TODAY, due_time=dt.time(15)) == "обещано сегодня в 15:00"
    assert reason(due_on=TODAY, due_time=dt.time(9)) == "обещано сегодня до 9:00"
    assert reason(due_on=TODAY) == "на сегодня"
    assert reason(due_on=TODAY + dt.timedelta(days=9)) == "на 2 дек 2026"
    assert reason(EntryKind.REQUEST, waited=130) == "ждёт ответа 2 ч 10 мин из 4 ч"
    assert reason(EntryKind.REQUEST, waited=250) == "ждёт ответа 4 ч 10 мин, норма 4 ч"


def test_good_time(tr: Translator) -> None:
    def said(at: str) -> str:
        now = dt.datetime.fromisoformat(at).replace(tzinfo=dt.UTC)
        hours = read_hours("10-18")
        zone = ZoneInfo("Asia/Yekaterinburg")
        good = when_to_call(now, zone=zone, hours=hours, country="RU", kind="person", language="ru")
        return f"{good.text(tr)} | {good.why(tr)} | {good.their_time(tr)}"

    assert said("2026-11-23T09:20") == "сейчас, до 18:00 | удобно звонить | у клиента 14:20, UTC+5"
    assert said("2026-11-23T03:00") == "после 10:00 | там ещё рано | у клиента 8:00, UTC+5"
    assert said("2026-11-28T03:00") == "пн с 10:00 | там выходной | у клиента 8:00, UTC+5"
    assert said("2025-12-31T07:00").startswith("пн, 12-го, с 10:00 | Выходной (перенесено с")


@pytest.mark.parametrize(
    ("kind", "years", "text"),
    [
        (Kind.BIRTHDAY, 50, "исполняется 50 лет"),
        (Kind.BIRTHDAY, 41, "исполняется 41 год"),
        (Kind.BIRTHDAY, None, "день рождения"),
        (Kind.RELATIVE, 7, "Алиса (дочь): 7 лет"),
        (Kind.RELATIVE, 2, "Алиса (дочь): 2 года"),
        (Kind.RELATIVE, None, "Алиса (дочь): день рождения"),
        (Kind.FIRST_PURCHASE, 3, "3 года вместе"),
        (Kind.FIRST_CONTACT, 11, "11 лет знакомства"),
        (Kind.CONTRACT, 1, "1 год договору"),
        (Kind.DATE, 25, "дочь, 25 лет"),
        (Kind.DATE, None, "дочь"),
    ],
)
def test_occasions(tr: Translator, kind: Kind, years: int | None, text: str) -> None:
    occasion = Occasion(Birth(11, 23).in_year(2026), kind, 1, "Алиса", "дочь", years)
    assert occasion.text(tr) == text


def test_warnings(tr: Translator) -> None:
    refused = [Consent("phone", "", ConsentState.REFUSED, dt.date(2026, 3, 1))]
    given = [Consent("", "", ConsentState.GIVEN)]

    def said(kind: str, many: bool = False, **what) -> list[str]:
        return [warning.text(tr) for warning in check_contact(Plan(kind, NOON, many=many), **what)]

    assert said("call", consents=refused) == ["Нельзя по телефону: клиент отказался, 1 мар 2026"]
    assert said("email") == ["Спросите, можно ли обращаться по электронной почте: об этом ещё не спрашивали"]
    assert said("email", many=True) == [
        "Для рассылки нужно согласие, а по электронной почте клиент его не давал"
    ]
    assert said("call", consents=given, terms=[Term(TermKind.CHANNEL, "email, чат")]) == [
        "Клиент просил не обращаться по телефону, только по электронной почте, в мессенджере"
    ]
    assert said("call", consents=given, terms=[Term(TermKind.DAYS, "вт, чт")]) == [
        "пн — не среди дней клиента: вт, чт"
    ]
    recent = [Contact("call", dt.date(2026, 11, 20)), Contact("call", dt.date(2026, 11, 10))]
    assert said("call", consents=given, recent=recent, terms=[Term(TermKind.FREQUENCY, "21")]) == [
        "Слишком часто: не чаще раза за 21 день, а другой контакт — 20 нояб 2026"
    ]
    limit = [Term(TermKind.FREQUENCY, "не чаще 2 раз в месяц")]
    assert said("call", consents=given, recent=recent, terms=limit) == [
        "Слишком часто: не чаще 2 раз за 30 дней, а другой контакт — 20 нояб 2026"
    ]


def test_small_words(tr: Translator) -> None:
    assert [weekday_text(day, tr) for day in range(7)] == ["пн", "вт", "ср", "чт", "пт", "сб", "вс"]
    assert [duration_text(minutes, tr) for minutes in (0, 45, 60, 130)] == [
        "0 мин",
        "45 мин",
        "1 ч",
        "2 ч 10 мин",
    ]
    assert date_text(TODAY, tr) == "23 нояб 2026"
    assert balance([Favour(Side.GIVEN, TODAY, "", 3)]).text(tr) == (
        "Мы сделали больше, чем получили: можно и попросить"
    )
    with pytest.raises(UnclearHours) as failed:
        read_hours("когда придётся")
    assert failed.value.text(tr) == (
        "Не удалось понять часы: «когда». Напишите, например: будни 10–13, 15–18; сб 11–15."
    )
