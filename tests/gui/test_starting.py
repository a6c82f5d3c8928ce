"""What the start of the window has to tell."""

from __future__ import annotations

from types import SimpleNamespace

from app.settings import Settings
from app.views.start import tell_of_settings


def test_settings_that_could_not_be_read_are_told_of_once(ui, heard, tmp_path):
    (tmp_path / "settings.json").write_text("{")
    start = SimpleNamespace(settings=Settings(tmp_path / "settings.json"), translator=lambda: ui.tr)
    window = SimpleNamespace(say=ui.say)
    tell_of_settings(window, start)
    tell_of_settings(window, start)
    ((text, *_),) = heard.said
    assert str(tmp_path / "settings-damaged.json") in text
