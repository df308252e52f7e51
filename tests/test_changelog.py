"""The change log stays readable by people and programs (keepachangelog.com)."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parent.parent
SECTIONS = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


def headings(level: int) -> list[str]:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    return re.findall(rf"^#{{{level}}} (.+)$", text, flags=re.MULTILINE)


def releases() -> list[tuple[str, str]]:
    """Version and date of each release, the newest first."""
    found = [re.fullmatch(r"\[(\d+\.\d+\.\d+)\] - (\d{4}-\d{2}-\d{2})", title) for title in headings(2)[1:]]
    assert all(found), f"a release is written as [1.2.3] - 2026-01-31, not as in {headings(2)}"
    return [(match[1], match[2]) for match in found if match]


def test_it_begins_with_what_is_not_released() -> None:
    assert headings(1) == ["Changelog"]
    assert headings(2)[0] == "[Unreleased]"


def test_releases_stand_in_order() -> None:
    versions = [tuple(map(int, version.split("."))) for version, _ in releases()]
    dates = [date.fromisoformat(day) for _, day in releases()]
    assert versions == sorted(set(versions), reverse=True)
    assert dates == sorted(dates, reverse=True)


def test_changes_are_sorted_into_the_usual_sections() -> None:
    assert headings(3)
    assert set(headings(3)) <= SECTIONS


def test_no_release_is_newer_than_the_program() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert all(version <= project["version"] for version, _ in releases())
