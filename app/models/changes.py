"""What a write changed: the news that every view decides about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Changes:
    """Kinds of records (table names) with the ids that changed, and the step that did it.

    An empty set of ids means «any»: a bulk change is not listed row by row. ``customers`` are
    the customers whose card shows something else now.
    """

    step: int | None = None
    ids: Mapping[str, frozenset[int]] = field(default_factory=dict)
    customers: frozenset[int] = frozenset()
    bulk: bool = False

    def __bool__(self) -> bool:
        return bool(self.ids) or self.bulk

    def touches(self, *kinds: str) -> bool:
        """Tell whether a record of one of ``kinds`` changed."""
        return self.bulk or any(kind in self.ids for kind in kinds)

    def touches_customer(self, customer_id: int) -> bool:
        """Tell whether the card of this customer shows something else now."""
        return self.bulk or customer_id in self.customers
