"""What is said of steps, in the signs of the language."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from app.language import translator
from app.paths import user_paths
from app.views.kit.words import step_title


@pytest.mark.parametrize(
    ("language", "kind", "said"),
    [
        ("en", "do", "Changed “Given name” of Anna"),
        ("ru", "do", "Anna: изменено «Имя»"),
        ("ru", "undo", "Отменено: Anna: изменено «Имя»"),
    ],
)
def test_a_field_is_quoted_as_the_language_quotes(language, kind, said):
    step = SimpleNamespace(
        kind=kind, title="Changed {field} of {name}", values={"field": "given", "name": "Anna"}
    )
    assert step_title(step, translator(language, user_paths().translations)) == said
