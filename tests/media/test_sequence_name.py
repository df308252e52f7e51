"""Which pictures a folder or pattern means."""

from __future__ import annotations

from pathlib import Path

import pytest

from editor.media.errors import MediaError, SequenceError
from editor.media.sequence_name import find_sequence


def touch(folder: Path, *names: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name in names:
        (folder / name).touch()
    return folder


def shot(first: int, last: int, form: str = "shot.%04d.exr") -> list[str]:
    return [form % number for number in range(first, last + 1)]


def test_folder_by_number_not_by_name(tmp_path: Path) -> None:
    found = find_sequence(str(touch(tmp_path, *shot(8, 12, "f%d.png"))))
    assert found is not None
    assert found.pattern == "f%d.png"
    assert found.numbers == (8, 9, 10, 11, 12)
    assert [path.name for path in found.paths] == shot(8, 12, "f%d.png")


def test_gaps_are_reported(tmp_path: Path) -> None:
    found = find_sequence(str(touch(tmp_path, *shot(1001, 1003), *shot(1006, 1008))))
    assert found is not None
    assert found.numbers == (1001, 1002, 1003, 1006, 1007, 1008)
    assert found.missing_numbers == (1004, 1005)


def test_the_number_that_counts_up_is_the_frame_number(tmp_path: Path) -> None:
    found = find_sequence(str(touch(tmp_path, *shot(17, 29, "sc02_%04d_v3.png"))))
    assert found is not None
    assert found.pattern == "sc02_%04d_v3.png"
    assert found.numbers == tuple(range(17, 30))


def test_strays_are_left_out(tmp_path: Path) -> None:
    strays = ("thumb.jpg", "test.0001.exr", ".shot.0005.exr", "notes.txt", "Thumbs.db")
    found = find_sequence(str(touch(tmp_path, *shot(1, 10), *strays)))
    assert found is not None
    assert [path.name for path in found.paths] == shot(1, 10)


def test_two_sequences_are_listed(tmp_path: Path) -> None:
    names = [*shot(1, 10, "beauty.%04d.exr"), *shot(1, 9, "matte.%04d.exr")]
    with pytest.raises(SequenceError, match="several sequences") as refused:
        find_sequence(str(touch(tmp_path, *names)))
    assert refused.value.patterns == ("beauty.%04d.exr", "matte.%04d.exr")
    assert refused.value.exit_status == 2
    assert "beauty.%04d.exr" in str(refused.value)


def test_same_name_with_two_endings_is_two_sequences(tmp_path: Path) -> None:
    names = [*shot(1, 5, "f.%03d.png"), *shot(1, 5, "f.%03d.tif")]
    with pytest.raises(SequenceError, match="several sequences"):
        find_sequence(str(touch(tmp_path, *names)))


@pytest.mark.parametrize("pattern", ["shot.%04d.exr", "shot.####.exr", "shot.%d.exr", "shot.#.exr"])
def test_patterns(tmp_path: Path, pattern: str) -> None:
    touch(tmp_path, *shot(9998, 10002), "shot.small.0001.exr", "shot.12.exr.bak")
    found = find_sequence(str(tmp_path / pattern))
    assert found is not None
    assert found.numbers == (9998, 9999, 10000, 10001, 10002)


def test_pattern_chooses_among_several(tmp_path: Path) -> None:
    touch(tmp_path, *shot(1, 10, "beauty.%04d.exr"), *shot(1, 9, "matte.%04d.exr"))
    found = find_sequence(str(tmp_path / "matte.####.exr"))
    assert found is not None
    assert len(found.paths) == 9


def test_narrow_names_do_not_match_a_wide_pattern(tmp_path: Path) -> None:
    touch(tmp_path, "a.1.png", "a.0002.png")
    found = find_sequence(str(tmp_path / "a.%04d.png"))
    assert found is not None
    assert found.numbers == (2,)


def test_same_number_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SequenceError, match="leading zeros"):
        find_sequence(str(touch(tmp_path, "a1.png", "a01.png", "a2.png")))


def test_numbers_too_far_apart_are_no_sequence(tmp_path: Path) -> None:
    with pytest.raises(SequenceError, match="too far apart"):
        find_sequence(str(touch(tmp_path, "IMG_20240101.png", "IMG_99999999.png", "IMG_20240102.png")))


def test_one_picture_is_itself(tmp_path: Path) -> None:
    touch(tmp_path, *shot(1, 5))
    found = find_sequence(str(tmp_path / "shot.0003.exr"))
    assert found is not None
    assert (found.paths, found.numbers) == ((tmp_path / "shot.0003.exr",), (3,))


def test_folder_with_one_unnumbered_picture(tmp_path: Path) -> None:
    found = find_sequence(str(touch(tmp_path, "plate.png")))
    assert found is not None
    assert (found.paths, found.numbers) == ((tmp_path / "plate.png",), ())


def test_folder_of_unnumbered_pictures_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SequenceError, match="no numbered pictures"):
        find_sequence(str(touch(tmp_path, "plate.png", "logo.png")))


@pytest.mark.parametrize("name", ["", "shot.%04d.exr"])
def test_nothing_there(tmp_path: Path, name: str) -> None:
    touch(tmp_path, "notes.txt")
    with pytest.raises(SequenceError):
        find_sequence(str(tmp_path / name))


def test_folder_of_a_pattern_is_missing(tmp_path: Path) -> None:
    with pytest.raises(MediaError, match="cannot be read"):
        find_sequence(str(tmp_path / "gone" / "shot.%04d.exr"))


def test_movies_are_somebody_elses(tmp_path: Path) -> None:
    touch(tmp_path, "shot.mov")
    assert find_sequence(str(tmp_path / "shot.mov")) is None
