"""The desktop's entry that starts Rapport at log-in."""

from __future__ import annotations

import plistlib

import pytest

from app.login import entry_path, start_at_login, starts_at_login


@pytest.mark.parametrize("platform", ["linux", "win32", "darwin"])
def test_the_entry_is_written_and_taken_away(tmp_path, platform):
    start_at_login(["/opt/my rapport/rapport", "--in-tray"], on=True, home=tmp_path, platform=platform)
    assert starts_at_login(tmp_path, platform)
    start_at_login([], on=False, home=tmp_path, platform=platform)
    assert not starts_at_login(tmp_path, platform)


def test_a_path_with_spaces_and_percent_signs_is_quoted(tmp_path):
    start_at_login(["/opt/100% my/rapport", "--in-tray"], on=True, home=tmp_path, platform="linux")
    text = entry_path(tmp_path, "linux").read_text(encoding="utf-8")
    assert "Exec='/opt/100%% my/rapport' --in-tray\n" in text
    start_at_login(["/opt/my/rapport"], on=True, home=tmp_path, platform="darwin")
    assert plistlib.loads(entry_path(tmp_path, "darwin").read_bytes())["ProgramArguments"] == [
        "/opt/my/rapport"
    ]
