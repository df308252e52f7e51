"""Names of folders on other machines."""

from __future__ import annotations

import pytest

from editor.errors import UsageError
from editor.render.farm.path_map import MAP_VARIABLE, mapped, own_rules, parse_rule


@pytest.mark.parametrize(
    ("rule", "path", "there"),
    [
        ("/mnt/show=/media/show", "/mnt/show/a/clip.mov", "/media/show/a/clip.mov"),
        ("/mnt/show=/media/show", "/mnt/shows/clip.mov", "/mnt/shows/clip.mov"),
        ("/mnt/show=/media/show", "/mnt/show/pictures/", "/media/show/pictures/"),
        (r"P:\show=/media/show", r"p:\Show\a\shot.####.exr", "/media/show/a/shot.####.exr"),
        (r"\\server\show=/media", r"\\server\show\clip.mov", "/media/clip.mov"),
    ],
)
def test_paths_are_renamed_by_whole_folders(rule: str, path: str, there: str) -> None:
    assert mapped(path, [parse_rule(rule)]) == there


def test_a_machine_has_rules_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(MAP_VARIABLE, "/a=/b|/c=/d")
    assert [mapped(path, own_rules()) for path in ("/a/x", "/c/x", "/e/x")] == ["/b/x", "/d/x", "/e/x"]
    monkeypatch.setenv(MAP_VARIABLE, "/a")
    with pytest.raises(UsageError, match="is no rule for paths"):
        own_rules()
