"""Failures that word their own message: what happened, what was kept, what to do."""

from __future__ import annotations

from typing import ClassVar, Protocol


class Says(Protocol):
    """The part of a translator that an error needs."""

    def __call__(self, text: str, /, **values: object) -> str: ...


class RapportError(Exception):
    """A fault of the world or of the input: shown to the user, never a traceback.

    Subclasses set ``message`` and ``advice`` to English msgids with named placeholders
    (marked with ``N_``); ``values`` fill them in.
    """

    message: ClassVar[str] = ""
    advice: ClassVar[str] = ""
    #: exit code of a command that ends with it: 2 bad input, 1 a failure
    exit_code: ClassVar[int] = 1
    #: «bad» stays in sight until it is closed; «» passes by itself, for what went wrong with nothing
    tone: ClassVar[str] = "bad"

    def __init__(self, **values: object) -> None:
        self.values = values
        super().__init__(self.message.format(**values) if values else self.message)

    def what(self, tr: Says) -> str:
        """What happened, in the language of ``tr``."""
        return tr(self.message, **self.values)

    def cure(self, tr: Says) -> str:
        """What to do about it, in the language of ``tr``; may be empty."""
        return tr(self.advice, **self.values) if self.advice else ""

    def text(self, tr: Says) -> str:
        """Both sentences, one after the other."""
        return " ".join(part for part in (self.what(tr), self.cure(tr)) if part)


class BadInput(RapportError):
    """The call or the file is wrong; nothing was changed."""

    exit_code = 2
