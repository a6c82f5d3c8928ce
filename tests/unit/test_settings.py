"""Settings survive a file that cannot be understood, and so does the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.settings import FOLDER, LANGUAGE, Settings


def test_what_was_set_is_there_the_next_time(tmp_path: Path) -> None:
    Settings(tmp_path / "a" / "settings.json").set(LANGUAGE, "ru")
    again = Settings(tmp_path / "a" / "settings.json")
    assert (again.get(LANGUAGE), again.put_aside) == ("ru", None)


@pytest.mark.parametrize("text", ['{"language": "ru"', "[]", "\x00\x00", "\udcff"])
def test_a_damaged_file_is_kept_beside(tmp_path: Path, text: str) -> None:
    path = tmp_path / "settings.json"
    written = text.encode("utf-8", "surrogateescape")
    for name in ("settings-damaged.json", "settings-damaged1.json"):
        path.write_bytes(written)
        settings = Settings(path)
        assert settings.put_aside == tmp_path / name
        assert (tmp_path / name).read_bytes() == written
        assert settings.get(LANGUAGE) == ""
        settings.set(FOLDER, "x")
        assert Settings(path).get(FOLDER) == "x"
        assert Settings(path).put_aside is None
