"""Passwords in the system's keyring; where there is none, for this session only."""

from __future__ import annotations

import threading
from typing import Final

import keyring
from keyring.backends import fail, null
from keyring.errors import KeyringError

SERVICE: Final = "Rapport"

_session: dict[str, str] = {}
_lock = threading.Lock()


def key(way: str, user: str, host: str) -> str:
    """Return what a password is kept under; ``way`` is imap or smtp."""
    return f"{way}:{user.strip().lower()}@{host.strip().lower()}"


def lasting() -> bool:
    """Tell whether the system keeps passwords; without a desktop's keyring it does not."""
    try:
        return not isinstance(keyring.get_keyring(), fail.Keyring | null.Keyring)
    except Exception:  # noqa: BLE001 - backends are plug-ins of the system, and fail in their own ways
        return False


def password(name: str) -> str | None:
    """Return a password that is known, None where none is."""
    with _lock:
        if name in _session:
            return _session[name]
    try:
        return keyring.get_password(SERVICE, name)
    except KeyringError:
        return None
    except Exception:  # noqa: BLE001 - see lasting
        return None


def remember(name: str, secret: str, *, session_only: bool = False) -> bool:
    """Keep a password, in the keyring unless ``session_only``; tell whether it outlasts the session."""
    if not session_only and lasting():
        try:
            keyring.set_password(SERVICE, name, secret)
        except Exception:  # noqa: BLE001, S110 - see lasting; the session still has it
            pass
        else:
            with _lock:
                _session.pop(name, None)
            return True
    with _lock:
        _session[name] = secret
    return False


def forget(name: str) -> None:
    """Forget a password everywhere."""
    with _lock:
        _session.pop(name, None)
    try:
        keyring.delete_password(SERVICE, name)
    except Exception:  # noqa: BLE001 - there may be none
        return
