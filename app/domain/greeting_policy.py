"""Who is greeted how: by class and group of occasions, by customer, and what forbids a way (row R3)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from app.domain.occasions import Group
from app.domain.saying import Speaks
from app.domain.terms import Plan, TermWarning, Weight
from app.language import N_

#: ways of greeting, in the order in which they are offered, with the channel that each takes
WAYS: Final = {
    "call": "phone",
    "letter": "address",
    "email": "email",
    "chat": "messenger",
    "card": "address",
    "gift": "",
}
WAY_NAMES: Final = {
    "call": N_("call"),
    "letter": N_("letter"),
    "email": N_("e-mail"),
    "chat": N_("chat"),
    "card": N_("greeting card"),
    "gift": N_("gift"),
}
#: what a stored rule says where nobody is greeted
NOTHING: Final = "nothing"
CLASSES: Final = ("VIP", "A", "B", "", "C", "D")
#: ways that are a contact with the customer
CONTACTS: Final = frozenset({"call", "letter", "email", "chat"})

_USUAL: Final[Mapping[Group, Mapping[str, str]]] = {
    Group.BIRTHDAY: {"VIP": "call gift", "A": "call card", "B": "call", "": "chat email", "C": "email"},
    Group.RELATIVE: {"VIP": "call", "A": "chat", "B": "chat"},
    Group.ANNIVERSARY: {"VIP": "call letter", "A": "email", "B": "email"},
    Group.HOLIDAY: {"VIP": "card gift", "A": "card email", "B": "email", "": "email", "C": "email"},
    Group.PROFESSIONAL: {"VIP": "call", "A": "chat email", "B": "email", "": "email"},
}
_WARN: Final = {"VIP": 7, "A": 5, "B": 3, "": 2, "C": 1, "D": 0}
#: a card or a gift to many takes its time
_WARN_HOLIDAY: Final = {"VIP": 14, "A": 10, "B": 5, "": 5, "C": 3, "D": 0}
LONGEST_WARNING: Final = 60


@dataclass(frozen=True)
class Rule:
    """What a stored rule says; ``customer`` is 0 for a rule of ``class_``, ``warn_days`` None as usual."""

    group: Group
    ways: tuple[str, ...] | None
    warn_days: int | None = None
    class_: str = ""
    customer: int = 0


@dataclass(frozen=True)
class Policy:
    """How one customer is greeted on one group: the ways in order of preference, none for «nothing».

    ``source``: «usual», «class» or «customer», from which the ways come.
    """

    ways: tuple[str, ...]
    warn_days: int
    source: str = "usual"


@dataclass(frozen=True)
class Barred:
    """A way that the policy names and that is not open, and why."""

    way: str
    code: str
    warning: TermWarning | None = None

    def text(self, tr: Speaks) -> str:
        """Return why: the customer's own word, or what is not known."""
        if self.warning is not None:
            return self.warning.text(tr)
        return tr(_REASONS[self.code])


_REASONS: Final = {
    "sad": N_("A sad day is not congratulated"),
    "policy": N_("Customers of this class are not greeted on such days"),
    "customer": N_("This customer is not greeted on such days, as was set on the card"),
    "no_phone": N_("No phone number is known"),
    "no_address": N_("No postal address is known"),
    "no_email": N_("No e-mail is known"),
    "no_messenger": N_("No messenger is known"),
}


@dataclass(frozen=True)
class Verdict:
    """How a customer may be greeted: ``ways`` that are open, ``barred`` ones with the reason, and ``hints``."""

    ways: tuple[str, ...]
    barred: tuple[Barred, ...] = ()
    hints: tuple[TermWarning, ...] = ()

    def why(self, tr: Speaks) -> tuple[str, ...]:
        """Return the reasons in words, each once."""
        said: list[Barred | TermWarning] = [*self.barred, *self.hints]
        return tuple(dict.fromkeys(each.text(tr) for each in said))


def parse_ways(text: str) -> tuple[str, ...]:
    """Return the ways of a stored rule; «nothing» and unknown words are none."""
    return tuple(dict.fromkeys(word for word in text.split() if word in WAYS))


def usual(group: Group, class_: str) -> Policy:
    """Return what holds where nothing is stored."""
    warn = _WARN_HOLIDAY if group is Group.HOLIDAY else _WARN
    return Policy(parse_ways(_USUAL[group].get(class_, "")), warn.get(class_, 0))


class Rules:
    """The stored rules over the usual ones."""

    def __init__(self, stored: Iterable[Rule] = ()) -> None:
        self._of_class: dict[tuple[str, Group], Rule] = {}
        self._of_customer: dict[tuple[int, Group], Rule] = {}
        for rule in stored:
            if rule.customer:
                self._of_customer[rule.customer, rule.group] = rule
            else:
                self._of_class[rule.class_, rule.group] = rule

    def policy(self, group: Group, class_: str, customer: int = 0) -> Policy:
        """Return how ``customer`` of ``class_`` is greeted on ``group``: the card's word before the class's."""
        found = usual(group, class_)
        for source, rule in (
            ("class", self._of_class.get((class_, group))),
            ("customer", self._of_customer.get((customer, group))),
        ):
            if rule is not None:
                found = Policy(
                    found.ways if rule.ways is None else rule.ways,
                    found.warn_days if rule.warn_days is None else rule.warn_days,
                    source if rule.ways is not None else found.source,
                )
        return found

    def longest_warning(self) -> int:
        """Return how far ahead the earliest announcement lies, in days."""
        stored = [*self._of_class.values(), *self._of_customer.values()]
        said = [rule.warn_days for rule in stored if rule.warn_days is not None]
        return min(max([*_WARN.values(), *_WARN_HOLIDAY.values(), *said]), LONGEST_WARNING)

    def set_for(self, group: Group, class_: str, customer: int = 0) -> bool:
        """Tell whether somebody set a rule for ``customer``, or else for the class."""
        if customer:
            return (customer, group) in self._of_customer
        return (class_, group) in self._of_class

    def customers(self, group: Group) -> dict[int, Rule]:
        """Return the rules of single customers on ``group``."""
        return {customer: rule for (customer, of), rule in self._of_customer.items() if of is group}

    def classes(self, group: Group) -> tuple[str, ...]:
        """Return the classes that are greeted on ``group`` at all."""
        return tuple(class_ for class_ in CLASSES if self.policy(group, class_).ways)


def plan_for(way: str, plan: Plan) -> Plan | None:
    """Return ``plan`` by ``way``; None where no channel is taken."""
    channel = WAYS[way]
    return Plan(channel, plan.at, plan.topic, plan.many) if channel else None


def judge(
    policy: Policy,
    *,
    sad: bool = False,
    reachable: Sequence[str] = tuple(WAYS.values()),
    warnings: Mapping[str, Sequence[TermWarning]] | None = None,
) -> Verdict:
    """Return which ways of ``policy`` are open.

    ``reachable`` are the channels of which an address is known, ``warnings`` what speaks against a contact by each
    channel (:func:`app.domain.terms.check_contact`): a stop bars the way, everything else is said as a hint.
    """
    if sad:
        return Verdict((), (Barred("", "sad"),))
    if not policy.ways:
        return Verdict((), (Barred("", "customer" if policy.source == "customer" else "policy"),))
    ways: list[str] = []
    barred: list[Barred] = []
    hints: list[TermWarning] = []
    for way in policy.ways:
        said = (warnings or {}).get(WAYS[way], ())
        stop = next((one for one in said if one.weight is Weight.STOP), None)
        if stop is not None:
            barred.append(Barred(way, "stop", stop))
        elif WAYS[way] and WAYS[way] not in reachable:
            barred.append(Barred(way, f"no_{WAYS[way]}"))
        else:
            ways.append(way)
            hints += said
    return Verdict(tuple(ways), tuple(barred), _each_once(hints))


def _each_once(warnings: Sequence[TermWarning]) -> tuple[TermWarning, ...]:
    """Leave out what is said by two ways of one channel, or by one term on all channels."""
    known: list[TermWarning] = []
    for warning in warnings:
        if warning not in known:
            known.append(warning)
    return tuple(known)
