"""Paths of media in every style that real timelines write them in."""

from __future__ import annotations

import unicodedata
from pathlib import Path, PurePath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.timeline.media_paths import local_candidates, read_path, write_like

DOCUMENT = Path("/edit/cut.otio")
PLATE = Path("/mnt/h\u00f6h e/p 1.mov")


@pytest.mark.parametrize(
    ("written", "path", "is_windows", "is_absolute"),
    [
        ("D:\\x y\\z.mov", "D:/x y/z.mov", True, True),
        ("C:/a/b\\", "C:/a/b/", True, True),
        ("\\\\srv\\share\\x.mov", "//srv/share/x.mov", True, True),
        ("/Users/a b/z%20.mov", "/Users/a b/z%20.mov", False, True),
        ("z.mov", "z.mov", False, False),
        ("./z.mov", "./z.mov", False, False),
        ("file:///folder/a%20b.mov", "/folder/a b.mov", False, True),
        ("file:///D%3A/a.mov", "D:/a.mov", True, True),
        ("file:///C:/a.mov", "C:/a.mov", True, True),
        ("file://C:/a.mov", "C:/a.mov", True, True),
        ("file://localhost/D%3a/media/a.mov", "D:/media/a.mov", True, True),
        ("file://localhost/Volumes/H%c3%b8st.mov", "/Volumes/H\u00f8st.mov", False, True),
        ("FILE://LOCALHOST/Volumes/a.mov", "/Volumes/a.mov", False, True),
        ("file://Server/share/x y.mov", "//Server/share/x y.mov", True, True),
        ("file:z.mov", "z.mov", False, False),
        ("file:///a%2520b.mov", "/a%20b.mov", False, True),
        ("http://host/a.mov", "", False, True),
        ("", "", False, False),
    ],
)
def test_every_style_is_understood(written: str, path: str, is_windows: bool, is_absolute: bool) -> None:
    found = read_path(written)
    assert (found.path, found.is_windows, found.is_absolute) == (path, is_windows, is_absolute)


@pytest.mark.parametrize(
    ("neighbour", "plate", "expected"),
    [
        (None, PLATE, "/mnt/h\u00f6h e/p 1.mov"),
        ("/a b.mov", PLATE, "/mnt/h\u00f6h e/p 1.mov"),
        ("file:///a%20b.mov", PLATE, "file:///mnt/h%C3%B6h%20e/p%201.mov"),
        ("file:///a b.mov", PLATE, "file:///mnt/h\u00f6h e/p 1.mov"),
        ("file://localhost/D%3a/%c3%b8.mov", PLATE, "file://localhost/mnt/h%c3%b6h%20e/p%201.mov"),
        ("file://Server/share/a.mov", PLATE, "file:///mnt/h%C3%B6h%20e/p%201.mov"),
        ("a.mov", PLATE, "/mnt/h\u00f6h e/p 1.mov"),
        ("a.mov", Path("/edit/plates/p.mov"), "plates/p.mov"),
        ("./a.mov", Path("/edit/plates/p.mov"), "./plates/p.mov"),
        ("D:\\a.mov", PureWindowsPath("E:/p/q.mov"), "E:\\p\\q.mov"),
        ("D:/a.mov", PureWindowsPath("E:/p/q.mov"), "E:/p/q.mov"),
        ("file://localhost/D%3a/a.mov", PureWindowsPath("E:/p/q 1.mov"), "file://localhost/E%3a/p/q%201.mov"),
        ("file:///D:/a.mov", PureWindowsPath("E:/p/q 1.mov"), "file:///E:/p/q%201.mov"),
    ],
)
def test_a_path_is_written_in_the_style_of_its_neighbour(
    neighbour: str | None, plate: PurePath, expected: str
) -> None:
    assert write_like(neighbour, plate, DOCUMENT) == expected


@given(
    st.text(st.characters(codec="utf-8", exclude_characters="/\\\0"), min_size=1).filter(
        lambda it: it not in ("..", ".")
    ),
    st.sampled_from(["file:///a%20b.mov", "file://localhost/x%c3%b8.mov", "/a.mov"]),
)
def test_what_is_written_is_read_again(name: str, neighbour: str) -> None:
    path = Path("/mnt") / f"n{name}"
    assert read_path(write_like(neighbour, path, DOCUMENT)).path == str(path)


def test_names_are_tried_in_both_forms_of_unicode_and_decoded_once(tmp_path: Path) -> None:
    decomposed = unicodedata.normalize("NFD", "Kr\u00e5ke 1.mov")
    (tmp_path / decomposed).touch()
    for written in ("Kr\u00e5ke 1.mov", "file:Kra%CC%8Ake%201.mov", "Kr\u00e5ke%201.mov"):
        places = list(local_candidates(written, tmp_path))
        assert tmp_path / decomposed in places
    assert list(local_candidates("http://x/a.mov", tmp_path)) == []
    assert list(local_candidates("a\0b", tmp_path)) == []
