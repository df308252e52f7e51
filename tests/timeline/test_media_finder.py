"""Media of a timeline: found as written, then by name and more, or offline and said why."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from media_descriptions import described, finder

from editor.timeline.documents.bundles import Bundle
from editor.timeline.errors import TimelineError
from editor.timeline.media.found import FoundMedia, How, Offline
from editor.timeline.model import MediaKind, MediaReference, Numbering, Span

NTSC_24 = Fraction(24000, 1001)


def frames(start: int, duration: int, rate: Fraction = Fraction(24)) -> Span:
    return Span(Fraction(start), Fraction(duration), rate)


def file(target: str, available: Span | None = None, reel: str | None = None) -> MediaReference:
    return MediaReference((), MediaKind.FILE, target=target, available=available, reel=reel)


def why(found: FoundMedia | Offline) -> str:
    assert isinstance(found, Offline)
    return found.why


def clip(found: FoundMedia | Offline) -> str:
    assert isinstance(found, FoundMedia), found
    return found.clip


def test_media_is_found_where_it_is_said_to_be(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a b.mov").touch()
    look = finder({"a b.mov": described()}, tmp_path)
    for target in (
        "sub/a b.mov",
        f"file://{tmp_path}/sub/a%20b.mov",
        f"{tmp_path}/sub/a b.mov",
        "sub/a%20b.mov",
    ):
        found = look.find(file(target), None)
        assert clip(found) == str(tmp_path / "sub" / "a b.mov")
        assert isinstance(found, FoundMedia)
        assert found.how is How.AS_WRITTEN


def test_pictures_are_found_by_folder_and_pattern(tmp_path: Path) -> None:
    for number in (1001, 1002, 1003):
        (tmp_path / f"a.{number}.exr").touch()
    look = finder(
        {"a.%04d.exr": described(numbers=(1001, 1002, 1003)), "a.1001.exr": described(frames=1)}, tmp_path
    )
    sequence = MediaReference(
        (), MediaKind.SEQUENCE, target=f"{tmp_path}/", numbering=Numbering("a.", ".exr", 4, 1001)
    )
    pattern = str(tmp_path / "a.%04d.exr")
    assert clip(look.find(sequence, None)) == pattern
    assert clip(look.find(file("a.[1001-1003].exr"), None)) == pattern
    assert clip(look.find(file("a.1001.exr", frames(0, 3)), None)) == pattern
    assert clip(look.find(file("a.1001.exr", frames(0, 1)), None)) == str(tmp_path / "a.1001.exr")


@pytest.mark.parametrize(
    ("reference", "found"),
    [
        (file("D:\\gone\\a.mov", frames(0, 100)), True),
        (file("D:\\gone\\a.mov", frames(0, 99)), True),
        (file("D:\\gone\\a.mov", frames(0, 150)), False),
        (file("D:\\gone\\a.mov", frames(86400, 100)), True),
        (file("D:\\gone\\a.mov", frames(86400, 5000)), False),
        (file("D:\\gone\\a.mov", frames(90000, 100)), False),
        (file("D:\\gone\\a.mov"), False),
        (file("D:\\gone\\A.MOV", frames(0, 100), reel="A001"), True),
        (file("D:\\gone\\a.mov", frames(0, 100), reel="B002"), False),
    ],
)
def test_a_name_alone_proves_nothing(tmp_path: Path, reference: MediaReference, found: bool) -> None:
    moved = tmp_path / "disk" / "deep"
    moved.mkdir(parents=True)
    (moved / "a.mov").touch()
    infos = {"a.mov": described(frames=100, timecode="01:00:00:00", reel="A001")}
    result = finder(infos, tmp_path, [tmp_path / "disk"]).find(reference, None)
    if found:
        assert isinstance(result, FoundMedia)
        assert (result.clip, result.how) == (str(moved / "a.mov"), How.SEARCHED)
    else:
        assert "neither its length nor its start timecode" in why(result)


def test_an_edl_is_matched_by_the_timecode_of_what_it_uses(tmp_path: Path) -> None:
    (tmp_path / "a.mov").touch()
    look = finder({"a.mov": described(frames=100, timecode="01:00:00:00")}, tmp_path / "edl", [tmp_path])
    assert clip(look.find(file("D:\\a.mov"), frames(86420, 20)))
    assert why(look.find(file("E:\\a.mov"), frames(90000, 20)))


def test_a_file_that_was_cut_short_will_do_if_it_holds_what_is_used(tmp_path: Path) -> None:
    (tmp_path / "a.mov").touch()
    look = finder({"a.mov": described(frames=100, timecode="01:00:00:00")}, tmp_path / "edl", [tmp_path])
    reference = file("D:\\a.mov", frames(86400, 5000))
    assert why(look.find(reference, frames(86450, 80)))
    assert clip(look.find(reference, frames(86450, 20)))


def test_two_files_that_match_are_not_chosen_from(tmp_path: Path) -> None:
    for folder in ("x", "y"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.mov").touch()
    look = finder({"a.mov": described(frames=100)}, tmp_path, [tmp_path])
    assert why(look.find(file("D:\\a.mov", frames(0, 100)), None)).startswith("2 files match a.mov")


def test_offline_media_say_why(tmp_path: Path) -> None:
    (tmp_path / "bad.mov").touch()
    look = finder({}, tmp_path)
    assert "cannot be read: the file is damaged" in why(look.find(file("bad.mov"), None))
    assert why(look.find(file("/gone/a.mov"), None)) == "there is no /gone/a.mov"
    assert "generated" in why(look.find(MediaReference((), MediaKind.GENERATOR), None))
    assert "names no file" in why(look.find(MediaReference((), MediaKind.MISSING), None))
    assert why(look.find(file("http://host/a.mov"), None)) == "there is no http://host/a.mov"


def test_media_of_a_bundle_do_not_leave_it(tmp_path: Path) -> None:
    home = tmp_path / "cut.otiod"
    (home / "media").mkdir(parents=True)
    (home / "media" / "a.mov").touch()
    (tmp_path / "secret.mov").touch()
    infos = {"a.mov": described(), "secret.mov": described()}
    look = finder(infos, home, bundle=Bundle(home, "content.otio", is_zip=False))
    assert clip(look.find(file("media/a.mov"), None)) == str(home / "media" / "a.mov")
    with pytest.raises(TimelineError, match="climbs out"):
        look.find(file("../secret.mov"), None)


@pytest.mark.parametrize(
    ("timecode", "available", "used", "expected"),
    [
        (None, None, frames(10, 20), (10, 30)),
        ("01:00:00:00", None, frames(86410, 20), (10, 30)),
        ("01:00:00:00", None, frames(10, 20), (10, 30)),
        ("01:00:00:00", frames(86400, 100), frames(86410, 20), (10, 30)),
        ("01:00:00:00", frames(0, 100), frames(10, 20), (10, 30)),
        (None, frames(86400, 100), frames(86410, 20), (10, 30)),
        ("01:00:01:00", frames(86400, 500), frames(86434, 20), (10, 30)),
        ("01:00:00:00", frames(86400, 100), frames(10, 20), (10, 30)),
    ],
)
def test_the_frames_of_a_file_are_found_on_every_clock(
    timecode: str | None, available: Span | None, used: Span, expected: tuple[int, int]
) -> None:
    media = FoundMedia("a.mov", described(frames=100, timecode=timecode), How.AS_WRITTEN)
    reference = file("a.mov", available)
    assert media.frames(used, reference) == expected
    assert media.span(range(*expected), used, reference) == used


@pytest.mark.parametrize(
    ("rate", "used", "expected"),
    [
        (NTSC_24, frames(10, 20), (10, 30)),
        (Fraction(25), frames(24, 24), (25, 50)),
        (Fraction(24), frames(24000, 48000, Fraction(24000)), (24, 72)),
    ],
)
def test_roundings_of_a_rate_count_the_same_frames_and_other_rates_seconds(
    rate: Fraction, used: Span, expected: tuple[int, int]
) -> None:
    media = FoundMedia("a.mov", described(frames=100, rate=rate), How.AS_WRITTEN)
    assert media.frames(used, file("a.mov")) == expected
