"""Importing contacts: decide, stage out of sight, show all at once, take back in one step (row X1).

``plan`` is a query that writes nothing; ``run`` carries a plan out through the office.
"""

from app.services.importing.batches import Imported, discard_unfinished, run
from app.services.importing.faults import Cancelled, Interrupted, Outdated
from app.services.importing.planning import plan
from app.services.importing.plans import (
    REASONS,
    Counted,
    Decision,
    ImportPlan,
    Options,
    Source,
    Verdict,
)
from app.services.importing.sources import Loaded, Opened, Refused, load, open_sources

__all__ = [
    "REASONS",
    "Cancelled",
    "Counted",
    "Decision",
    "ImportPlan",
    "Imported",
    "Interrupted",
    "Loaded",
    "Opened",
    "Options",
    "Outdated",
    "Refused",
    "Source",
    "Verdict",
    "discard_unfinished",
    "load",
    "open_sources",
    "plan",
    "run",
]
