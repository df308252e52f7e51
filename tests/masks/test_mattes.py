from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from editor.errors import CleanplateError, UsageError
from editor.masks.errors import MatteCountError, MatteSizeError
from editor.masks.levels import without_coding_noise
from editor.masks.mattes import MatteRequest, open_mattes
from editor.media.errors import MediaError
from editor.media.formats import pixel_format
from editor.media.picture import ClipInfo

HEIGHT, WIDTH = 24, 40
Pixels = NDArray[np.uint8] | NDArray[np.uint16]


def clip(frames: int, first_number: int | None = None) -> ClipInfo:
    numbers = () if first_number is None else tuple(range(first_number, first_number + frames))
    return ClipInfo(
        path=Path("clip.mov"),
        is_sequence=bool(numbers),
        width=WIDTH,
        height=HEIGHT,
        frame_count=frames,
        rate=Fraction(25),
        is_variable_rate=False,
        time_base=Fraction(1, 25),
        pts=tuple(range(frames)),
        duration_ticks=frames,
        format=pixel_format("yuv420p"),
        file_numbers=numbers,
    )


def matte(column: int = 3) -> NDArray[np.uint8]:
    pixels = np.zeros((HEIGHT, WIDTH), np.uint8)
    pixels[5:9, column : column + 4] = 255
    return pixels


def write(path: Path, pixels: Pixels) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    coded, data = cv2.imencode(".png", pixels)
    assert coded
    data.tofile(path)
    return path


def write_folder(folder: Path, numbers: Sequence[int], name: str = "{:05d}.png") -> Path:
    for at, number in enumerate(numbers):
        write(folder / name.format(number), matte(at))
    return folder


def request(path: Path, frames: int, **more: float) -> MatteRequest:
    return MatteRequest(path, range(frames), **more)  # type: ignore[arg-type]


def test_a_folder_in_order_of_numbers(tmp_path: Path) -> None:
    mattes = open_mattes(request(write_folder(tmp_path / "m", range(12)), 12), clip(12))
    assert mattes.notice is None
    for index in (11, 0, 7):
        assert np.array_equal(mattes.read(index), matte(index))


def test_a_sequence_takes_the_files_numbers(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "with blank ü", range(1001, 1005), "matte.{}.png")
    mattes = open_mattes(request(folder, 4), clip(4, 1001))
    assert mattes.notice is None
    assert np.array_equal(mattes.read(3), matte(3))


def test_a_still_holds_for_every_frame(tmp_path: Path) -> None:
    mattes = open_mattes(request(write(tmp_path / "still.png", matte(9)), 50), clip(50))
    assert np.array_equal(mattes.read(0), matte(9))
    assert np.array_equal(mattes.read(49), matte(9))


def test_frames_without_a_matte_are_black_when_missing_is_allowed(tmp_path: Path) -> None:
    wanted = MatteRequest(write_folder(tmp_path / "m", [1, 2]), range(4), keep_missing=True)
    mattes = open_mattes(wanted, clip(4))
    assert not mattes.read(3).any()
    assert mattes.read(2).any()
    assert mattes.notice is not None


def test_grown_and_softened(tmp_path: Path) -> None:
    path = write(tmp_path / "still.png", matte(9))
    plain = open_mattes(request(path, 1), clip(1)).read(0)
    wide = open_mattes(request(path, 1, grow_px=2, feather_px=3), clip(1)).read(0)
    assert np.count_nonzero(wide == 255) > np.count_nonzero(plain)
    assert ((wide > 0) & (wide < 255)).any()
    assert (wide >= plain).all()


def kinds() -> dict[str, Pixels]:
    grey = matte()
    opaque = np.full_like(grey, 255)
    return {
        "grey": grey,
        "deep": grey.astype(np.uint16) * np.uint16(257),
        "colour": cv2.merge([grey, grey, grey]).astype(np.uint8),
        "red on black": cv2.merge([grey * 0, grey * 0, grey]).astype(np.uint8),
        "opaque": cv2.merge([grey, grey, grey, opaque]).astype(np.uint8),
        "cut out of white": cv2.merge([opaque, opaque, opaque, grey]).astype(np.uint8),
        "alpha alone": cv2.merge([opaque * 0, opaque * 0, opaque * 0, grey]).astype(np.uint8),
    }


@pytest.mark.parametrize("kind", kinds())
def test_every_kind_of_picture_is_understood(tmp_path: Path, kind: str) -> None:
    path = write(tmp_path / "m.png", kinds()[kind])
    assert np.array_equal(open_mattes(request(path, 1), clip(1)).read(0), matte())


def test_kinds_may_be_mixed_in_a_folder(tmp_path: Path) -> None:
    for index, pixels in enumerate(kinds().values()):
        write(tmp_path / "m" / f"{index}.png", pixels)
    mattes = open_mattes(request(tmp_path / "m", len(kinds())), clip(len(kinds())))
    for index in range(len(kinds())):
        assert np.array_equal(mattes.read(index), matte())


def test_coding_noise_is_settled() -> None:
    noisy = np.array([[0, 3, 8, 9, 128, 246, 247, 255]], np.uint8)
    assert without_coding_noise(noisy).tolist() == [[0, 0, 0, 9, 128, 246, 255, 255]]


def test_another_size_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "m.png", matte()[:-2])
    with pytest.raises(MatteSizeError) as refused:
        open_mattes(request(path, 1), clip(1)).read(0)
    assert (refused.value.got, refused.value.wanted) == ((40, 22), (40, 24))
    assert "40x22" in str(refused.value)


def broken(tmp_path: Path, what: str) -> Path:
    folder = tmp_path / what
    if what == "no number":
        write(folder / "mask.png", matte())
    elif what == "two patterns":
        write_folder(folder, range(2), "a_{}.png")
        write_folder(folder, range(2), "b_{}.png")
    elif what == "empty":
        folder.mkdir()
    elif what == "too few":
        write_folder(folder, range(3))
    return folder


@pytest.mark.parametrize("what", ["no number", "two patterns", "empty", "too few", "not there"])
def test_unusable_folders_are_refused_in_one_sentence(tmp_path: Path, what: str) -> None:
    with pytest.raises(CleanplateError) as refused:
        open_mattes(request(broken(tmp_path, what), 4), clip(4))
    assert isinstance(refused.value, UsageError | MediaError)
    assert str(tmp_path) in str(refused.value)
    assert str(refused.value).count("\n") == 0


def test_fewer_than_frames_names_the_way_out(tmp_path: Path) -> None:
    with pytest.raises(MatteCountError, match="--missing keep"):
        open_mattes(request(write_folder(tmp_path / "m", range(3)), 4), clip(4))


def test_a_damaged_picture_is_named(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "m", range(3))
    data = (folder / "00001.png").read_bytes()
    (folder / "00001.png").write_bytes(data[: len(data) // 2])
    mattes = open_mattes(request(folder, 3), clip(3))
    with pytest.raises(MediaError, match=r"00001\.png"):
        mattes.read(1)
