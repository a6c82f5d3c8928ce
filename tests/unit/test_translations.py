"""The tool that keeps the catalogue: what it finds, what it writes, what it refuses."""

from __future__ import annotations

import gettext
import io
from pathlib import Path

import pytest

from app.language import Translator
from tools import translations
from tools.translations import HEADER, Key, Said

CODE = """
from app.language import N_, Translator

NAME = N_("wine")

class Card:
    def __init__(self, tr: Translator) -> None:
        self._tr = tr

    def text(self, n, late):
        self._tr("Saved {count} files", count=n)
        self._tr.plural("{count} customer", "{count} customers", n)
        self._tr.context("direction", "out")
        return self._tr("late" if late else "due") + self._tr(NAME) + self._tr("two "
            "halves")
"""


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty project of its own."""
    (tmp_path / "app").mkdir()
    (tmp_path / "resources/translations/ru").mkdir(parents=True)
    monkeypatch.setattr(translations, "ROOT", tmp_path)
    monkeypatch.setattr(translations, "FOLDER", tmp_path / "resources/translations")
    return tmp_path


def fragment(house: Path, name: str, body: str) -> None:
    text = translations.head_of_fragment() + "\n" + body
    (house / f"resources/translations/ru/{name}.po").write_text(text, "utf-8")


def code(house: Path, text: str) -> None:
    (house / "app/card.py").write_text(text, "utf-8")


def compiles(house: Path) -> Translator:
    assert translations.compile_catalogue() == []
    with (house / "resources/translations/ru.mo").open("rb") as stream:
        return Translator("ru", gettext.GNUTranslations(stream))


def test_finds_every_way_of_speaking(house: Path) -> None:
    code(house, CODE)
    found, problems = translations.spoken()
    assert problems == []
    assert {key: spoken.many for key, spoken in found.items()} == {
        Key(None, "wine"): None,
        Key(None, "Saved {count} files"): None,
        Key(None, "{count} customer"): "{count} customers",
        Key("direction", "out"): None,
        Key(None, "late"): None,
        Key(None, "due"): None,
        Key(None, "two halves"): None,
    }


@pytest.mark.parametrize("call", ['tr(f"Saved {n}")', 'tr("Saved " + n)', 'tr.context("direction", f"{n}")'])
def test_refuses_texts_put_together(house: Path, call: str) -> None:
    code(house, call)
    assert "put together" in translations.spoken()[1][0]


def test_refuses_another_name_for_the_translator(house: Path) -> None:
    code(house, "def show(say: Translator) -> None: ...")
    assert translations.check()[0] == "app/card.py:1: call the translator tr, not say"


def test_compiled_catalogue_speaks(house: Path) -> None:
    fragment(
        house,
        "cards",
        'msgid "Saved {count} files"\nmsgstr "Сохранено файлов: {count}"\n\n'
        'msgid "{count} customer"\nmsgid_plural "{count} customers"\n'
        'msgstr[0] "{count} клиент"\nmsgstr[1] "{count} клиента"\nmsgstr[2] "{count} клиентов"\n\n'
        'msgctxt "direction"\nmsgid "out"\nmsgstr "исходящий"\n\nmsgid "later"\nmsgstr ""\n',
    )
    tr = compiles(house)
    assert tr("Saved {count} files", count=3) == "Сохранено файлов: 3"
    counted = [tr.plural("{count} customer", "{count} customers", n) for n in (1, 3, 5, 11, 21, 112)]
    assert counted == ["1 клиент", "3 клиента", "5 клиентов", "11 клиентов", "21 клиент", "112 клиентов"]
    assert tr.context("direction", "out") == "исходящий"
    assert tr("later") == "later"


def test_complete_catalogue_passes_and_a_stale_one_does_not(house: Path) -> None:
    code(house, 'tr("wine")')
    fragment(house, "cards", 'msgid "wine"\nmsgstr "вино"\n')
    assert [problem.split(":")[0] for problem in translations.check()] == [
        "resources/translations/ru.mo is out of date"
    ]
    compiles(house)
    assert translations.check() == []


@pytest.mark.parametrize(
    ("source", "body", "expected"),
    [
        ('tr("wine")', "", "no Russian for “wine”"),
        ('tr("wine")', 'msgid "wine"\nmsgstr ""\n', "not translated"),
        (
            'tr("wine")',
            'msgid "wine"\nmsgstr "вино"\n\nmsgid "film"\nmsgstr "кино"\n',
            "not used in the code",
        ),
        ('tr("{n} files")', 'msgid "{n} files"\nmsgstr "{m} файлов"\n', "placeholders differ"),
        ('tr("{n} files")', 'msgid "{n} files"\nmsgstr "{n файлов"\n', "expected '}'"),
        ('tr("wine ")', 'msgid "wine "\nmsgstr "вино"\n', "spaces at the ends differ"),
        (
            'tr.plural("{count} day", "{count} days", 2)',
            'msgid "{count} day"\nmsgid_plural "{count} days"\nmsgstr[0] "{count} день"\nmsgstr[1] "{count} дня"\n',
            "not translated",
        ),
        (
            'tr.plural("{count} day", "{count} days", 2)',
            'msgid "{count} day"\nmsgstr "{count} день"\n',
            "the plural differs",
        ),
        ('tr("wait...")', 'msgid "wait..."\nmsgstr "ждите…"\n', "write “ ” and …"),
        ('tr("wine")', '#, fuzzy\nmsgid "wine"\nmsgstr "вино"\n', "fuzzy"),
    ],
)
def test_names_each_fault(house: Path, source: str, body: str, expected: str) -> None:
    code(house, source)
    fragment(house, "cards", body)
    translations.compile_catalogue()
    problems = translations.check()
    assert len(problems) == 1, problems
    assert expected in problems[0]


def test_fragments_must_agree(house: Path) -> None:
    code(house, 'tr("wine")')
    fragment(house, "a", 'msgid "wine"\nmsgstr "вино"\n')
    fragment(house, "b", 'msgid "wine"\nmsgstr "вина"\n')
    assert "translated differently in resources/translations/ru/a.po" in translations.compile_catalogue()[0]
    fragment(house, "b", 'msgid "wine"\nmsgstr "вино"\n')
    assert translations.compile_catalogue() == []


def test_adds_what_is_missing_once(house: Path) -> None:
    code(house, CODE)
    fragment(house, "tastes", 'msgid "wine"\nmsgstr "вино"\n')
    assert translations.add("cards", []) == 6
    assert translations.add("cards", []) == 0
    texts, problems = translations.said_in(house / "resources/translations/ru/cards.po")
    assert problems == []
    assert texts[Key(None, "{count} customer")].forms == ("", "", "")
    assert Key("direction", "out") in texts
    assert Key(None, "wine") not in texts


def test_same_texts_give_the_same_bytes() -> None:
    texts = {Key(None, "wine"): Said(None, ("вино",), "a"), Key("b", "film"): Said(None, ("кино",), "a")}
    assert translations.compiled(texts) == translations.compiled(dict(reversed(texts.items())))
    catalogue = gettext.GNUTranslations(io.BytesIO(translations.compiled(texts)))
    assert catalogue.info()["plural-forms"] in HEADER


def test_counts_have_their_thousands_apart_and_years_have_not() -> None:
    nothing = gettext.NullTranslations()
    en, ru = Translator("en", nothing), Translator("ru", nothing)
    assert en.plural("{count} customer", "{count} customers", 1234567) == "1,234,567 customers"
    assert ru.plural("{count} customer", "{count} customers", 2512) == "2\N{NO-BREAK SPACE}512 customers"
    assert en("{number} of {count}", number=-1000, count=999) == "-1,000 of 999"
    assert en.context("files", "{size} KB", size=20480) == "20,480 KB"
    assert en("since {year}, number {id}", year=2026, id=10482) == "since 2026, number 10482"
    assert en("{month:02}, {yes}", month=3, yes=True) == "03, True"
