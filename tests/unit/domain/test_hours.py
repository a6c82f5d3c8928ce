"""Hours as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.availability import UnclearHours, parse_hours, read_hours
from app.domain.hours import Hours, Span, format_days, format_hours, joined, make_hours, without
from app.domain.hours_text import parse_days

# What is written, and the normal form in Russian that it must come to.
RUSSIAN = """
10-13, 15-18 = будни 10:00–13:00, 15:00–18:00
будни с 10 до 18 = будни 10:00–18:00
после 16 = будни 16:00–20:00
пн-чт 9:00-17:30, кроме среды = пн, вт, чт 9:00–17:30
с 9 до 6 = будни 9:00–18:00
с 2 до 5 = будни 14:00–17:00
с 2 до 4 дня = будни 14:00–16:00
9 утра - 6 вечера = будни 9:00–18:00
Пн.–Пт.: 9.00–18.00, обед 13.00–14.00 = пн–пт 9:00–13:00, 14:00–18:00
ПН-ПТ 8:00-17:00 (обед 12-13) = пн–пт 8:00–12:00, 13:00–17:00
пн-пт с 9:00 до 18:00; сб с 10 до 15; вс - выходной = пн–пт 9:00–18:00; сб 10:00–15:00
сб, вс — выходные, будни 9-18 = будни 9:00–18:00
ежедневно с 10 до 22 = ежедневно 10:00–22:00
ежедневно, кроме праздников, 9-21 = пн–вс 9:00–21:00
с 10:00 до 19:00 без выходных = ежедневно 10:00–19:00
круглосуточно = ежедневно 00:00–24:00
в любое время = ежедневно 00:00–24:00
по будням после обеда = будни 14:00–18:00
до обеда = будни 9:00–13:00
во второй половине дня = будни 14:00–18:00
вечером по будням = будни 18:00–21:00
с утра = будни 9:00–12:00
не раньше 11 = будни 11:00–20:00
не звонить до 11 = будни 11:00–20:00
не позже 17 = будни 9:00–17:00
звонить лучше после 17 = будни 17:00–20:00
после 19 = будни 19:00–22:00
не звонить с 13 до 14, 9-18 = будни 9:00–13:00, 14:00–18:00
не звонить в пн = будни 9:00–18:00; кроме пн
ср не звонить, 10-18 = будни 10:00–18:00; кроме ср
вт, чт 14-16 = вт, чт 14:00–16:00
вт и чт после 16 = вт, чт 16:00–20:00
по вт. и пт. с 11 до 13 = вт, пт 11:00–13:00
10-18 по будням, сб 11-15 = будни 10:00–18:00; сб 11:00–15:00
9-18 пн, вт, чт = пн, вт, чт 9:00–18:00
пн 9-12, 14-18; ср 10-11 = пн 9:00–12:00, 14:00–18:00; ср 10:00–11:00
с понедельника по четверг с 9-00 до 18-00, в пятницу до 16-45 = пн–чт 9:00–18:00; пт 9:00–16:45
с 9-15 до 17-45 = будни 9:15–17:45
между 10 и 12 часами = будни 10:00–12:00
выходные 11-16 = сб, вс 11:00–16:00
рабочее время = будни 9:00–18:00
будни = будни 9:00–18:00
""".strip().splitlines()
ENGLISH = """
weekdays 9–18 = weekdays 9:00–18:00
9-5 = weekdays 9:00–17:00
9 to 5 = weekdays 9:00–17:00
9am-5pm = weekdays 9:00–17:00
9-11am = weekdays 9:00–11:00
1-3pm = weekdays 13:00–15:00
11-2pm = weekdays 11:00–14:00
12-2 p.m. = weekdays 12:00–14:00
0900-1730 = weekdays 9:00–17:30
9h-17h30 = weekdays 9:00–17:30
Mon-Fri 9-17, Sat 10-2pm = Mon–Fri 9:00–17:00; Sat 10:00–14:00
09:00-17:00 Mon to Thu = Mon–Thu 9:00–17:00
fri-mon 10-12 = Mon, Fri–Sun 10:00–12:00
24/7 = daily 00:00–24:00
any time = daily 00:00–24:00
after 4 = weekdays 16:00–20:00
after 4pm = weekdays 16:00–20:00
call after 6pm please = weekdays 18:00–20:00
before 10 = weekdays 9:00–10:00
until noon = weekdays 9:00–12:00
weekdays 10am to noon = weekdays 10:00–12:00
mornings = weekdays 9:00–12:00
afternoons, not Fridays = weekdays 14:00–18:00; except Fri
weekdays except Wed 10-16 = weekdays 10:00–16:00; except Wed
don't call before 11 = weekdays 11:00–20:00
no calls on Monday = weekdays 9:00–18:00; except Mon
closed Sunday, 9-18 = weekdays 9:00–18:00
Tue and Thu 14-16 = Tue, Thu 14:00–16:00
between 10 and 12 = weekdays 10:00–12:00
weekends 11-16 = Sat, Sun 11:00–16:00
lunch 12-1, 9-5 = weekdays 9:00–12:00, 13:00–17:00
business hours = weekdays 9:00–18:00
from 10 = weekdays 10:00–20:00
every day 8-8 = daily 8:00–20:00
""".strip().splitlines()


def _cases(lines: list[str]) -> list[tuple[str, str]]:
    return [(written, normal) for written, _, normal in (line.rpartition(" = ") for line in lines)]


@pytest.mark.parametrize(("written", "normal"), _cases(RUSSIAN))
def test_russian(written: str, normal: str) -> None:
    assert format_hours(read_hours(written), "ru") == normal


@pytest.mark.parametrize(("written", "normal"), _cases(ENGLISH))
def test_english(written: str, normal: str) -> None:
    assert format_hours(read_hours(written), "en") == normal


@pytest.mark.parametrize(
    ("written", "part"),
    [
        ("", ""),
        ("когда придётся", "когда"),
        ("работаем 2 через 2", "работаем"),
        ("22-2", "22–2"),
        ("10:00", "10:00"),
        ("18-18", "18–18"),
        ("пн 9-18, кроме пн", "пн 9-18, кроме пн"),
        ("13pm-14pm", "13pm"),
        ("10-18, кроме среды 10-12", ""),
        ("Mon-Fri 9-17 or by appointment", "or"),
    ],
)
def test_unclear(written: str, part: str) -> None:
    assert parse_hours(written) is None
    with pytest.raises(UnclearHours) as failed:
        read_hours(written)
    assert part in str(failed.value.values["part"])


def test_days() -> None:
    assert parse_days("пн–чт, кроме ср") == {0, 1, 3}
    assert parse_days("weekdays") == {0, 1, 2, 3, 4}
    assert parse_days("по вторникам и субботам") == {1, 5}
    assert parse_days("завтра") is None
    assert format_days({0, 1, 2, 4}, "ru") == "пн–ср, пт"
    assert format_days({5, 6}, "en") == "Sat, Sun"


def test_the_calendar_decides_working_days() -> None:
    hours = read_hours("будни 9-18, пт 9-17, сб 11-15")
    assert hours.on(0, working=True, holiday=False) == (Span(540, 1080),)
    assert hours.on(4, working=True, holiday=False) == (Span(540, 1020),)
    assert hours.on(5, working=False, holiday=False) == (Span(660, 900),)
    assert hours.on(6, working=False, holiday=False) == ()
    assert hours.on(6, working=True, holiday=False) == (Span(540, 1080),), "a transferred working day"
    assert hours.on(0, working=False, holiday=True) == ()
    assert read_hours("ежедневно 9-21").on(0, working=False, holiday=True) == (Span(540, 1260),)


spans = st.lists(
    st.tuples(st.integers(0, 95), st.integers(0, 95)).map(
        lambda pair: Span(min(pair) * 15, max(pair) * 15 + 15)
    ),
    min_size=1,
    max_size=3,
)


@given(workday=spans | st.just([]), week=st.dictionaries(st.integers(0, 6), spans), holidays=st.booleans())
@settings(max_examples=150, deadline=None)
def test_the_normal_form_is_read_back(
    workday: list[Span], week: dict[int, list[Span]], holidays: bool
) -> None:
    hours: Hours = make_hours(workday=workday, week=dict(week), holidays=holidays)
    if hours.empty:
        return
    for language in ("ru", "en"):
        assert read_hours(format_hours(hours, language)) == hours


@given(st.text(alphabet="пнвтсрчкдо мя9018:-–,;amp", max_size=30) | st.text(max_size=40))
@settings(max_examples=300, deadline=None)
def test_no_text_breaks_the_reader(text: str) -> None:
    hours = parse_hours(text)
    if hours is not None:
        assert not hours.empty
        assert parse_hours(format_hours(hours, "ru")) == hours


@given(spans, spans)
def test_cutting_and_joining(one: list[Span], other: list[Span]) -> None:
    def minutes(parts: object) -> set[int]:
        return {minute for part in parts for minute in range(part.start, part.end)}  # type: ignore[attr-defined]

    assert minutes(without(one, other)) == minutes(one) - minutes(other)
    assert minutes(joined([*one, *other])) == minutes(one) | minutes(other)
