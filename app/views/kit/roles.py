"""The roles of the team, as people read them (row T2)."""

from __future__ import annotations

from typing import Final

from app.language import N_, Translator

ROLES: Final = {
    "owner": N_("owner"),
    "manager": N_("manager"),
    "salesperson": N_("salesperson"),
    "read-only": N_("read-only"),
}


def role_name(role: str, tr: Translator) -> str:
    """Return a role in the language of ``tr``."""
    return tr(ROLES.get(role, role))
