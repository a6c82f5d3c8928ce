"""Texts to be filled in for a customer: checked before they are kept, rendered within bounds (row R3).

A template may show words, choose by them and go through a list of them; it may not call, assign, include or nest lists.
So every template ends, however it is written, and sees nothing but plain values.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any, ClassVar, Final

from app.domain.saying import russian_form
from app.errors import BadInput, Says
from app.language import N_

if TYPE_CHECKING:
    from jinja2.sandbox import ImmutableSandboxedEnvironment

#: characters of a template, of what comes of it, and entries of one list
LONGEST_SOURCE: Final = 20_000
LONGEST_TEXT: Final = 50_000
LONGEST_LIST: Final = 100
#: functions that a template may call, and filters that it may use
FUNCTIONS: Final = ("form", "plural")
FILTERS: Final = (
    "upper",
    "lower",
    "capitalize",
    "trim",
    "default",
    "first",
    "last",
    "length",
    "join",
    "escape",
    "e",
)
_NODES: Final = frozenset(
    {
        *("Template", "Output", "TemplateData", "Name", "Const", "Getattr", "Getitem", "If", "For", "Filter"),
        *("Test", "Compare", "Operand", "And", "Or", "Not", "CondExpr", "Call", "Concat", "Tuple", "List"),
        *("Add", "Sub"),
    }
)
_WRONG: Final = N_("it is not written right ({detail})")
_FAILED: Final = N_("it could not be filled in ({detail})")
_REFUSED: Final[Mapping[str, str]] = {
    "Call": N_("only form(…) and plural(…) may be called"),
    "Assign": N_("a template may not keep anything"),
    "AssignBlock": N_("a template may not keep anything"),
    "For": N_("a list may be gone through only by its word, and not inside another list"),
    "Filter": N_("“{detail}” is none of the filters that are offered"),
}
_NOT_OFFERED: Final = N_("“{detail}” is not offered to templates")
_SPACES: Final = re.compile(r"[ \t]+(?=\n|$)")
_GAPS: Final = re.compile(r"\n{3,}")


class BadTemplate(BadInput):
    """A template that cannot be parsed or filled in, or does what no template may; ``line`` tells where."""

    message: ClassVar[str] = N_("Line {line} of the template cannot be used: {reason}.")
    advice: ClassVar[str] = N_("What was there before was kept.")

    def what(self, tr: Says) -> str:
        """What happened: the reason is a text of its own."""
        reason = tr(str(self.values["reason"]), detail=self.values.get("detail", ""))
        return tr(self.message, line=self.values["line"], reason=reason)


class UnknownWord(BadInput):
    """A template that names a word which is not among those of :data:`WORDS`."""

    message: ClassVar[str] = N_(
        "Line {line} of the template names “{word}”, which is not known of customers."
    )
    advice: ClassVar[str] = N_("What was there before was kept. Take one of the words offered beside it.")


class TooLong(BadInput):
    """A template, or its filled-in text, that is longer than anybody reads."""

    message: ClassVar[str] = N_("The template or what comes of it is longer than {limit} characters.")
    advice: ClassVar[str] = N_("What was there before was kept. Shorten it.")


#: words that a template may name, and what they stand for
WORDS: Final[Mapping[str, str]] = {
    "salutation": N_("how a letter begins: “Dear Ms Petrova,”"),
    "name": N_("how the customer is spoken to: “Maria”"),
    "full_name": N_("the whole name"),
    "gender": N_("female, male or empty"),
    "formal": N_("whether the tone is formal"),
    "organisation": N_("whether the customer is an organisation"),
    "occasion": N_("what is greeted, as it is called"),
    "with_occasion": N_("the same behind “congratulations on”, bent as the language wants it"),
    "years": N_("the age or how many years, a number"),
    "years_text": N_("the same in words: “50 years”"),
    "round": N_("whether it is a round date"),
    "relative": N_("the relative's name"),
    "kinship": N_("who the relative is"),
    "relative_of": N_("kinship and name behind “birthday of”, bent as the language wants it"),
    "taste": N_("something that the customer likes"),
    "wish": N_("something that the customer wishes"),
    "together": N_("how long the customer has been with us: “3 years”, empty before the first year is over"),
    "position": N_("the customer's position"),
    "employer": N_("the customer's employer"),
    "year": N_("the year of the occasion"),
    "gift": N_("the gift that goes with it"),
    "me": N_("who writes"),
}


def check(source: str, *, html: bool = False) -> None:
    """Check that a template can be used.

    Raises:
        BadTemplate: it is not written right, or does what no template may.
        UnknownWord: it names a word that is not known.
        TooLong: it is too long.
    """
    _parsed(source, html=html)


def render(source: str, words: Mapping[str, Any], *, html: bool = False) -> str:
    """Return ``source`` filled in with ``words``; in HTML their signs are escaped.

    Raises:
        BadTemplate, UnknownWord, TooLong: as :func:`check` does, or it fails on these words.
    """
    tree = _parsed(source, html=html)
    environment = _environment(html=html)
    from jinja2 import TemplateError  # noqa: PLC0415 - only when a text is written

    try:
        template = environment.from_string(tree)
        given = {name: _plain(words.get(name, "")) for name in WORDS}
        said = "".join(_bounded(template.generate(given | _functions(given))))
    except (TemplateError, TypeError, ValueError, ArithmeticError) as fault:
        raise BadTemplate(line=_line_of(fault), reason=_FAILED, detail=str(fault)) from fault
    return said if html else tidy(said)


def tidy(text: str) -> str:
    """Return a text without spaces at ends of lines and without empty lines side by side."""
    bare = _GAPS.sub("\n\n", _SPACES.sub("", text.replace("\r\n", "\n")))
    return re.sub(r"(?<=\S) {2,}", " ", bare).strip()


def _bounded(pieces: Iterator[str]) -> Iterator[str]:
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > LONGEST_TEXT:
            raise TooLong(limit=LONGEST_TEXT)
        yield piece


def _plain(value: Any) -> Any:
    """Return a value as templates may see it: text, number, yes or no, and short lists and tables of such."""
    if value is None:
        return ""
    if isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, Mapping):
        return {str(name): _plain(each) for name, each in list(value.items())[:LONGEST_LIST]}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value[:LONGEST_LIST]]
    return str(value)


def _functions(words: Mapping[str, Any]) -> dict[str, Any]:
    gender = words["gender"]

    def form(male: str, female: str, either: str = "") -> str:
        """Return the form for a man or a woman; where nothing is known the third one, else «male(female)»."""
        if gender in {"male", "female"}:
            return male if gender == "male" else female
        return either or male

    def plural(count: Any, one: str, few: str, many: str = "") -> str:
        number = int(count) if str(count).strip() else 0
        if many:
            return russian_form(number, one, few, many)
        return one if number == 1 else few

    return {"form": form, "plural": plural}


@lru_cache(maxsize=2)
def _environment(*, html: bool) -> ImmutableSandboxedEnvironment:
    # 60 ms that a start need not wait for
    from jinja2 import StrictUndefined  # noqa: PLC0415 - see above
    from jinja2.sandbox import ImmutableSandboxedEnvironment  # noqa: PLC0415 - see above

    made = ImmutableSandboxedEnvironment(
        autoescape=html, undefined=StrictUndefined, keep_trailing_newline=True
    )
    made.filters = {name: made.filters[name] for name in FILTERS}
    made.globals = {}
    return made


def _parsed(source: str, *, html: bool) -> Any:
    from jinja2 import TemplateSyntaxError  # noqa: PLC0415 - only when a text is written

    if len(source) > LONGEST_SOURCE:
        raise TooLong(limit=LONGEST_SOURCE)
    try:
        tree = _environment(html=html).parse(source)
    except (TemplateSyntaxError, RecursionError, ValueError) as fault:
        raise BadTemplate(line=_line_of(fault), reason=_WRONG, detail=str(fault)) from fault
    _refuse(tree, (), looping=False)
    return tree


def _refuse(node: Any, names: tuple[str, ...], *, looping: bool) -> None:
    """Refuse what is none of the few things that a template may do."""
    from jinja2 import nodes  # noqa: PLC0415 - only when a text is written

    if type(node).__name__ not in _NODES:
        raise _refused(node, type(node).__name__)
    if isinstance(node, nodes.Filter) and node.name not in FILTERS:
        raise _refused(node, "Filter", str(node.name))
    if isinstance(node, nodes.Name) and node.ctx == "load" and node.name not in {*WORDS, *names}:
        raise UnknownWord(line=node.lineno, word=node.name)
    children = list(node.iter_child_nodes())
    if isinstance(node, nodes.Call):
        if not (isinstance(node.node, nodes.Name) and node.node.name in FUNCTIONS):
            raise _refused(node, "Call")
        children.remove(node.node)
    if isinstance(node, nodes.For):
        if looping or node.recursive or not isinstance(node.iter, nodes.Name | nodes.Getattr):
            raise _refused(node, "For")
        looping, names = True, (*names, "loop", *_targets(node.target))
    for child in children:
        _refuse(child, names, looping=looping)


def _refused(node: Any, what: str, detail: str = "") -> BadTemplate:
    reason = _REFUSED.get(what, _NOT_OFFERED)
    return BadTemplate(line=getattr(node, "lineno", 1), reason=reason, detail=detail or what)


def _targets(node: Any) -> list[str]:
    """Return the words that a list gives to each of its entries."""
    from jinja2 import nodes  # noqa: PLC0415 - only when a text is written

    return [node.name] if isinstance(node, nodes.Name) else [each.name for each in node.find_all(nodes.Name)]


def _line_of(fault: Exception) -> int:
    line = getattr(fault, "lineno", None)
    return int(line) if line else 1
