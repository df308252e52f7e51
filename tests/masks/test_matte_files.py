"""Mattes go out as pictures and movies, and come back as imported ones."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from mask_scenes import dab, evaluated

from editor.errors import UsageError
from editor.masks.codec import decode_matte
from editor.masks.exchange.matte_files import read_mattes, write_mattes
from editor.masks.levels import Matte
from editor.masks.mattes import MatteRequest
from editor.masks.model.frame_mattes import FrameState, digest_of
from editor.masks.model.matte_classes import MatteClass
from editor.media.opening import probe
from editor.media.picture import ClipInfo


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> ClipInfo:
    folder = tmp_path_factory.mktemp("clip")
    for frame in range(4):
        cv2.imwrite(str(folder / f"{frame:04d}.png"), np.full((90, 160, 3), 40 * frame, np.uint8))
    return probe(folder)


def matte_at(frame: int) -> Matte:
    return evaluated(dab(0.2 + 0.1 * frame, 0.5, 0.3, hardness=0.3))


OUTPUTS = {"pngs": 0, "m.%04d.exr": 0, "m.####.tif": 0, "m.mkv": 0, "m.mov": 12}


@pytest.mark.parametrize(("out", "most"), OUTPUTS.items())
def test_mattes_come_back_from_pictures_and_movies(
    tmp_path: Path, clip: ClipInfo, out: str, most: int
) -> None:
    target = tmp_path / out
    write_mattes(target, clip, range(4), matte_at)
    source = target if target.exists() else tmp_path / out.replace("####", "%04d")
    back = list(read_mattes(MatteRequest(source, range(4)), clip, MatteClass.SHADOW))
    assert [(matte.frame, matte.state, matte.matte_class) for matte, _ in back] == [
        (frame, FrameState.IMPORTED, MatteClass.SHADOW) for frame in range(4)
    ]
    for matte, data in back:
        assert matte.digest == digest_of(data)
        assert np.abs(decode_matte(data).astype(int) - matte_at(matte.frame)).max() <= most


def test_a_part_is_written_and_read_as_one(tmp_path: Path, clip: ClipInfo) -> None:
    write_mattes(tmp_path / "part", clip, range(1, 3), matte_at)
    request = MatteRequest(tmp_path / "part", range(4), keep_missing=True)
    assert [matte.frame for matte, _ in read_mattes(request, clip)] == [1, 2]


def test_one_picture_holds_for_every_frame(tmp_path: Path, clip: ClipInfo) -> None:
    write_mattes(tmp_path / "all", clip, range(1), matte_at)
    still = next((tmp_path / "all").iterdir())
    mattes = [matte for matte, _ in read_mattes(MatteRequest(still, range(4)), clip)]
    assert [matte.frame for matte in mattes] == [0, 1, 2, 3]
    assert len({matte.digest for matte in mattes}) == 1


def test_an_existing_movie_stays(tmp_path: Path, clip: ClipInfo) -> None:
    (tmp_path / "m.mkv").write_bytes(b"mine")
    with pytest.raises(UsageError, match="exists already"):
        write_mattes(tmp_path / "m.mkv", clip, range(4), matte_at)
    assert (tmp_path / "m.mkv").read_bytes() == b"mine"


def test_what_breaks_off_leaves_nothing_behind(tmp_path: Path, clip: ClipInfo) -> None:
    def broken(frame: int) -> Matte:
        if frame == 2:
            raise KeyError(frame)
        return matte_at(frame)

    with pytest.raises(KeyError):
        write_mattes(tmp_path / "m.mkv", clip, range(4), broken)
    assert not list(tmp_path.iterdir())
