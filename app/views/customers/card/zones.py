"""Time zones by the cities that name them, worded once a day."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from app.domain.places import Place, zone_choices
from app.views.kit.ui import Ui


def zones(ui: Ui) -> dict[str, Place]:
    """Return the zones to choose from with their names, west to east."""
    return _zones(ui.tr.code, ui.clock.now().replace(minute=0, second=0, microsecond=0))


@lru_cache(maxsize=4)
def _zones(language: str, now: dt.datetime) -> dict[str, Place]:
    found: dict[str, Place] = {}
    for place in zone_choices(language, now):
        found.setdefault(place.zone, place)
    return found
