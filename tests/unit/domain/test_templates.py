"""Templates end, see plain values alone, and say where they are wrong."""

from __future__ import annotations

import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.templates import WORDS, BadTemplate, TooLong, UnknownWord, check, render, tidy
from app.errors import RapportError
from app.language import translator
from app.paths import root
from app.queries.greeting_templates import LANGUAGES, SHELVES, TONES, builtin

TR = translator("ru", root() / "resources" / "translations")


def test_words_are_filled_in() -> None:
    text = "{{ salutation }}\n\n{% if taste %}Like {{ taste }}.{% endif %}\n{{ form('he', 'she') }}"
    assert render(text, {"salutation": "Hi", "taste": "tea", "gender": "female"}) == "Hi\n\nLike tea.\nshe"
    assert render(text, {"salutation": "Hi", "gender": "male"}) == "Hi\n\nhe"


def test_russian_plurals() -> None:
    text = "{{ years }} {{ plural(years, 'год', 'года', 'лет') }}"
    assert [render(text, {"years": n}) for n in (1, 3, 11, 21)] == ["1 год", "3 года", "11 лет", "21 год"]


def test_html_escapes_words_and_plain_text_does_not() -> None:
    assert render("<b>{{ name }}</b>", {"name": "<i>&"}, html=True) == "<b>&lt;i&gt;&amp;</b>"
    assert render("{{ name }}", {"name": "<i>&"}) == "<i>&"


@pytest.mark.parametrize(
    "source",
    [
        "{% for a in range(10**9) %}{% endfor %}",
        "{% for a in name %}{% for b in name %}x{% endfor %}{% endfor %}",
        "{% for a in name|join %}x{% endfor %}",
        "{{ 'x' * 10**9 }}",
        "{{ 10 ** 10 ** 10 }}",
        "{% set a = 'x' %}",
        "{% set a %}x{% endset %}",
        "{% macro a() %}{{ a() }}{% endmacro %}",
        "{% include '/etc/passwd' %}",
        "{% import 'os' as os %}",
        "{% extends 'x' %}",
        "{{ name.__class__ }}",
        "{{ name['__class__'] }}",
        "{{ name.format('x') }}",
        "{{ ''.join(name) }}",
        "{{ name|attr('upper') }}",
        "{{ name|format(1000000000) }}",
        "{{ form.__globals__ }}",
        "{{ self }}",
        "{{ (" * 2000,
    ],
)
def test_what_no_template_may_do_is_refused(source: str) -> None:
    with pytest.raises(RapportError):
        render(source, {"name": "abc"})


def test_a_fault_names_its_line_and_what_was_kept() -> None:
    with pytest.raises(BadTemplate) as fault:
        check("Hello\n{{ name }}\n{% if %}")
    assert fault.value.values["line"] == 3
    assert "Строка 3" in fault.value.what(TR)
    assert fault.value.cure(TR)
    with pytest.raises(UnknownWord) as unknown:
        check("{{ name }}\n{{ surname }}")
    assert (unknown.value.values["line"], unknown.value.values["word"]) == (2, "surname")


def test_a_template_is_not_longer_than_anybody_reads() -> None:
    with pytest.raises(TooLong):
        check("x" * 30_000)
    with pytest.raises(TooLong):
        render("{{ name }}" * 100, {"name": "x" * 1000})


def test_only_the_start_of_a_list_is_gone_through() -> None:
    assert len(render("{% for a in name %}{{ a }}{% endfor %}", {"name": ["x"] * 1000})) == 100


@given(st.text(alphabet="{}%# \n'\"()[].|abcdefnorimsl_=+-*/0123456789", max_size=60))
def test_whatever_is_typed_ends_in_text_or_in_a_fault_of_ours(source: str) -> None:
    try:
        said = render(source, {"name": "Мария"})
    except RapportError as fault:
        said = fault.text(TR) or "a fault without words"
    assert said != "a fault without words"


def test_tidy_text_has_no_gaps() -> None:
    assert tidy("a  \n\n\n\nb   c\n") == "a\n\nb c"


# -- what the program brings ---------------------------------------------------------------------


def words(language: str, **given_words: object) -> dict[str, object]:
    ru = language == "ru"
    made: dict[str, object] = dict.fromkeys(WORDS, "")
    made |= {
        "salutation": "Уважаемая Мария Петровна!" if ru else "Dear Ms Petrova,",
        "name": "Мария Петровна" if ru else "Ms Petrova",
        "year": 2027,
    }
    return made | given_words


FULL = {
    "years": 50,
    "occasion": "День бухгалтера",
    "with_occasion": "Днём бухгалтера",
    "relative_of": "дочери Алисы",
    "taste": "чай с чабрецом",
    "wish": "домик у моря",
    "together": "3 года",
    "years_text": "50 лет",
    "gift": "плед",
    "me": "Анна Орлова",
    "employer": "«Вектор»",
    "position": "директор",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_texts_for_everything(language: str) -> None:
    counts = dict.fromkeys(itertools.product(SHELVES, TONES), 0)
    for row in builtin(language):
        counts[row.occasion, row.tone] += 1
    assert min(counts.values()) >= 1
    main = {
        "birthday",
        "birthday_round",
        "relative",
        "anniversary",
        "new_year",
        "womens_day",
        "defenders_day",
    }
    for shelf in main | {"professional"}:
        assert all(counts[shelf, tone] >= 3 for tone in TONES), shelf
    assert len({row.key for row in builtin(language)}) == len(builtin(language))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("gender", ["male", "female", ""])
@pytest.mark.parametrize("organisation", [False, True])
@pytest.mark.parametrize("known", [{}, FULL])
def test_every_text_reads_well(
    language: str, gender: str, organisation: bool, known: dict[str, object]
) -> None:
    given_words = words(language, gender=gender, organisation=organisation, formal=True, round=True, **known)
    for row in builtin(language):
        if row.occasion == "birthday_round" and not known:
            continue  # there is no round birthday without years
        subject, body = render(row.subject, given_words), render(row.body, given_words)
        for text in (subject, body):
            assert text
            assert "None" not in text
            assert "{" not in text
            assert "  " not in text
            assert not re.search(r"[:,] ?[.!?]|\(\)|«»|\b(с|of|congratulations on) ?[.!]", text), (
                row.key,
                text,
            )
            assert "\n\n\n" not in text
        assert "\n" not in subject
        assert len(body) < 900


def test_friendly_texts_say_ty_and_formal_ones_vy() -> None:
    for row in builtin("ru"):
        text = row.subject + " " + row.body
        if row.tone == "formal":
            assert not re.search(r"\b(ты|тебя|тебе|твой|твоя|твоё|тобой)\b", text, re.IGNORECASE), row.key
        if row.tone == "informal":
            assert not re.search(r"\b(Вы|Вас|Вам|Вами|Ваш\w*)\b", text), row.key
