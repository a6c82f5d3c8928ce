"""The catalogue of translations: what the code says, what the fragments translate, and what is still missing.

``python tools/translations.py VERB``

- ``extract``: print every text in the code as a POT file
- ``add AREA [PATH…]``: append texts of the code (under PATH) that no fragment has to ``ru/AREA.po``, to be translated
- ``compile``: merge the fragments into ``resources/translations/ru.mo``, which the program reads
- ``check``: list what is missing, unused, contradictory or out of date; exit 1 if anything is
"""

from __future__ import annotations

import argparse
import ast
import io
import string
import struct
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

from babel.messages.catalog import Catalog
from babel.messages.pofile import PoFileError, read_po, write_po

ROOT: Final = Path(__file__).resolve().parent.parent
FOLDER: Final = ROOT / "resources" / "translations"
#: how a file of fragments begins, and what the compiled catalogue says of itself
HEADER: Final = (
    "Language: ru\n"
    "MIME-Version: 1.0\n"
    "Content-Type: text/plain; charset=utf-8\n"
    "Content-Transfer-Encoding: 8bit\n"
    "Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : "
    "n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\n"
)
FORMS: Final = 3
#: names under which the code calls the translator, and the mark of constants
SPEAKERS: Final = frozenset({"tr", "_tr"})
MARKS: Final = frozenset({"N_"})
TRANSLATORS: Final = frozenset({"Translator", "Says"})


class AssembledError(Exception):
    """A text is put together at run time, so that no catalogue can hold it."""


class Key(NamedTuple):
    """What a text is looked up by."""

    context: str | None
    text: str

    def __str__(self) -> str:
        return f"“{self.text}”" + (f" in context “{self.context}”" if self.context else "")


@dataclass(frozen=True, slots=True)
class Spoken:
    """A text in the code: its plural where it counts something, and the place of its first use."""

    many: str | None
    place: str


@dataclass(frozen=True, slots=True)
class Said:
    """A translation in a fragment: one form, or three where it counts something."""

    many: str | None
    forms: tuple[str, ...]
    place: str


# --- What the code says ---------------------------------------------------------------------------------------


def sources() -> list[Path]:
    """Return the files whose texts reach the user."""
    return sorted([*(ROOT / "app").rglob("*.py"), *ROOT.glob("main.py")])


def name_of(node: ast.expr) -> str:
    """Return the last part of a dotted name: ``self._tr`` is ``_tr``."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def texts_in(node: ast.expr) -> list[str]:
    """Return the literals that ``node`` may be; a name or a call was marked where it was defined.

    Raises:
        AssembledError: it is an f-string or a sum.
    """
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value] if node.value else []
    if isinstance(node, ast.IfExp):
        return [*texts_in(node.body), *texts_in(node.orelse)]
    if isinstance(node, ast.JoinedStr | ast.BinOp):
        raise AssembledError
    return []


def keys_in(call: ast.Call) -> Iterator[tuple[Key, str | None]]:
    """Yield what ``call`` asks the translator for, with the plural."""
    name, arguments = name_of(call.func), call.args
    if name in SPEAKERS | MARKS and arguments:
        yield from ((Key(None, text), None) for text in texts_in(arguments[0]))
    elif name == "context" and len(arguments) >= 2:
        for context in texts_in(arguments[0]):
            yield from ((Key(context, text), None) for text in texts_in(arguments[1]))
    elif name == "plural" and len(arguments) >= 3:
        ones, manies = texts_in(arguments[0]), texts_in(arguments[1])
        yield from ((Key(None, one), many) for one, many in zip(ones, manies, strict=True))


def strangers_in(node: ast.AST) -> Iterator[tuple[str, int]]:
    """Yield names other than ``tr`` given to a translator: their calls would be overlooked."""
    if isinstance(node, ast.arg):
        name = node.arg
    elif isinstance(node, ast.AnnAssign):
        name = name_of(node.target)
    else:
        return
    kind = ast.unparse(node.annotation).rpartition(".")[2] if node.annotation else ""
    if kind in TRANSLATORS and name not in SPEAKERS:
        yield name, node.lineno


def spoken_in(path: Path) -> tuple[dict[Key, Spoken], list[str]]:
    """Return the texts of one file and the problems of finding them."""
    found: dict[Key, Spoken] = {}
    problems: list[str] = []
    shown = path.relative_to(ROOT).as_posix()
    for node in ast.walk(ast.parse(path.read_text("utf-8"), shown)):
        problems += [
            f"{shown}:{line}: call the translator tr, not {name}" for name, line in strangers_in(node)
        ]
        if not isinstance(node, ast.Call):
            continue
        place = f"{shown}:{node.lineno}"
        try:
            for key, many in keys_in(node):
                known = found.get(key)
                if known is None or (many and not known.many):
                    found[key] = Spoken(many, place)
        except AssembledError:
            problems.append(
                f"{place}: the text is put together before it is translated; use named placeholders"
            )
    return found, problems


def spoken() -> tuple[dict[Key, Spoken], list[str]]:
    """Return all texts of the code, sorted by file, and the problems of finding them."""
    found: dict[Key, Spoken] = {}
    problems: list[str] = []
    for path in sources():
        texts, faults = spoken_in(path)
        problems += faults
        for key, text in texts.items():
            known = found.get(key)
            if known is None or (text.many and not known.many):
                found[key] = text
    return found, problems


# --- What the fragments translate -----------------------------------------------------------------------------


def said_in(path: Path) -> tuple[dict[Key, Said], list[str]]:
    """Return the translations of one fragment and its problems."""
    found: dict[Key, Said] = {}
    shown = path.relative_to(ROOT).as_posix()
    problems = []
    try:
        with path.open("rb") as stream:
            catalogue = read_po(stream, locale="ru", abort_invalid=True)
    except (PoFileError, ValueError) as error:
        return found, [f"{shown}: {error}"]
    for message in catalogue:
        if not message.id:
            continue
        one, many = message.id if isinstance(message.id, tuple | list) else (message.id, None)
        forms = tuple(message.string) if isinstance(message.string, tuple | list) else (message.string or "",)
        place = f"{shown}:{message.lineno or 1}"
        if message.fuzzy:
            problems.append(f"{place}: fuzzy: “{one}”")
        found[Key(message.context or None, one)] = Said(many, forms, place)
    return found, problems


def merged() -> tuple[dict[Key, Said], list[str]]:
    """Return the translations of all fragments; two fragments may share a text, not contradict each other."""
    found: dict[Key, Said] = {}
    problems: list[str] = []
    for path in sorted((FOLDER / "ru").glob("*.po")):
        texts, faults = said_in(path)
        problems += faults
        for key, text in texts.items():
            known = found.get(key)
            if known is None or not any(known.forms):
                found[key] = text
            elif any(text.forms) and text.forms != known.forms:
                problems.append(f"{text.place}: {key} is translated differently in {known.place}")
    return found, problems


# --- The compiled catalogue -----------------------------------------------------------------------------------


def entry(key: Key, text: Said) -> tuple[bytes, bytes]:
    """Return a text and its translation as the format of catalogues writes them."""
    source = key.text if text.many is None else f"{key.text}\0{text.many}"
    if key.context:
        source = f"{key.context}\4{source}"
    return source.encode(), "\0".join(text.forms).encode()


def compiled(texts: dict[Key, Said]) -> bytes:
    """Return the catalogue in gettext's binary format; the same texts give the same bytes."""
    entries = sorted(
        [(b"", HEADER.encode()), *(entry(key, text) for key, text in texts.items() if all(text.forms))]
    )
    count, start = len(entries), 28
    offset = start + 16 * count
    tables, strings = [b"", b""], b""
    for column in (0, 1):
        for pair in entries:
            tables[column] += struct.pack("<II", len(pair[column]), offset + len(strings))
            strings += pair[column] + b"\0"
    head = struct.pack("<7I", 0x950412DE, 0, count, start, start + 8 * count, 0, offset)
    return head + tables[0] + tables[1] + strings


# --- Checks ---------------------------------------------------------------------------------------------------


def placeholders(text: str) -> set[str]:
    """Return the names in braces.

    Raises:
        ValueError: the braces do not match.
    """
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def faults_of(key: Key, text: Said, use: Spoken) -> Iterator[str]:
    """Yield what is wrong with one translation."""
    if not all(text.forms):
        yield "not translated"
        return
    if use.many != text.many:
        yield f"the plural differs from {use.place}"
    if text.many is not None and len(text.forms) != FORMS:
        yield f"{FORMS} plural forms are needed"
    expected = text.many or key.text
    for form in text.forms:
        try:
            if placeholders(form) != placeholders(expected):
                yield f"placeholders differ: “{form}”"
        except ValueError as error:
            yield f"“{form}”: {error}"
        if (form[:1].isspace(), form[-1:].isspace()) != (expected[:1].isspace(), expected[-1:].isspace()):
            yield f"spaces at the ends differ: “{form}”"


def style_of(key: Key, use: Spoken) -> Iterator[str]:
    """Yield where an English text lacks real quotation marks or a real ellipsis."""
    for text in (key.text, use.many or ""):
        if '"' in text or "..." in text:
            yield f"{use.place}: write “ ” and … in {key}"


def check() -> list[str]:
    """Return everything that is missing, unused, contradictory or out of date."""
    uses, problems = spoken()
    texts, faults = merged()
    problems += faults
    for key, use in uses.items():
        problems += style_of(key, use)
        if key not in texts:
            problems.append(f"{use.place}: no Russian for {key}")
        else:
            problems += [f"{texts[key].place}: {fault}: {key}" for fault in faults_of(key, texts[key], use)]
    problems += [
        f"{text.place}: not used in the code: {key}" for key, text in texts.items() if key not in uses
    ]
    path = FOLDER / "ru.mo"
    if not path.is_file() or path.read_bytes() != compiled(texts):
        problems.append("resources/translations/ru.mo is out of date: python tools/translations.py compile")
    return problems


# --- Verbs ----------------------------------------------------------------------------------------------------


def as_po(uses: dict[Key, Spoken]) -> str:
    """Return texts without translations in the format of fragments, without a header."""
    catalogue = Catalog()
    for key, use in uses.items():
        identity = key.text if use.many is None else (key.text, use.many)
        path, _, line = use.place.rpartition(":")
        catalogue.add(identity, context=key.context, locations=[(path, int(line))])
    buffer = io.BytesIO()
    write_po(buffer, catalogue, width=110, omit_header=True, include_lineno=False)
    text = buffer.getvalue().decode()
    # Babel gives two plural forms to a catalogue without a language; Russian has three.
    return text.replace('msgstr[1] ""\n', 'msgstr[1] ""\nmsgstr[2] ""\n')


def head_of_fragment() -> str:
    """Return the header of a fragment."""
    lines = "".join(f'"{line}\\n"\n' for line in HEADER.splitlines())
    return f'msgid ""\nmsgstr ""\n{lines}'


def add(area: str, under: list[Path]) -> int:
    """Append texts that no fragment has to the fragment ``area``; return how many."""
    uses, _ = spoken()
    texts, _ = merged()
    folders = [path.resolve().relative_to(ROOT).as_posix() for path in under]
    missing = {
        key: use
        for key, use in uses.items()
        if key not in texts and (not folders or any(use.place.startswith(folder) for folder in folders))
    }
    if missing:
        path = FOLDER / "ru" / f"{area}.po"
        before = path.read_text("utf-8") if path.is_file() else head_of_fragment()
        path.write_text(f"{before.rstrip()}\n\n{as_po(missing).strip()}\n", "utf-8", newline="\n")
    return len(missing)


def compile_catalogue() -> list[str]:
    """Write the compiled catalogue and return the problems of the fragments."""
    texts, problems = merged()
    path = FOLDER / "ru.mo"
    fresh = path.with_suffix(".mo.new")
    fresh.write_bytes(compiled(texts))
    fresh.replace(path)
    return problems


def main() -> int:
    """Do what the command line says; return the exit code."""
    parser = argparse.ArgumentParser(description="Keep the Russian catalogue complete.")
    verbs = parser.add_subparsers(dest="verb", required=True)
    for verb in ("extract", "compile", "check"):
        verbs.add_parser(verb)
    adder = verbs.add_parser("add")
    adder.add_argument("area")
    adder.add_argument("paths", nargs="*", type=Path)
    options = parser.parse_args()
    problems: list[str] = []
    if options.verb == "extract":
        uses, problems = spoken()
        print(as_po(uses))
    elif options.verb == "add":
        print(
            f"{add(options.area, options.paths)} texts added to resources/translations/ru/{options.area}.po"
        )
    elif options.verb == "compile":
        problems = compile_catalogue()
    else:
        problems = check()
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
