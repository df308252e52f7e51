"""Objects frozen into a file give a render the mattes that the window showed."""

from __future__ import annotations

import errno
import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from mask_scenes import dab, evaluated, masked, polygon, rectangle

from editor.errors import UsageError
from editor.masks.codec import encode_matte
from editor.masks.errors import MaskFileError
from editor.masks.frozen import FrozenMattes, read_frozen, write_frozen
from editor.masks.mattes import MatteRequest, open_mattes
from editor.masks.model.frame_mattes import FrameMatte, FrameState, digest_of
from editor.masks.model.tracks import PlanarTrack, TrackStep
from editor.media.formats import pixel_format
from editor.media.output import WriteError
from editor.media.picture import ClipInfo

DATA = encode_matte(evaluated(dab(0.2, 0.5, 0.2)))
PICTURES = {digest_of(DATA): DATA}
KEY = FrameMatte(1, FrameState.PINNED, digest_of(DATA))
TRACK = PlanarTrack(0, ((0, 0), (1, 0), (1, 1)), (TrackStep(0, (1, 0, 0, 0, 1, 0, 0, 0, 1)),))
OBJECTS = [masked(rectangle(0.1, 0.1, 0.4, 0.4, track=3)), masked(polygon((0, 0), (1, 0), (1, 1)), KEY)]


def clip(width: int = 160, height: int = 90, numbers: tuple[int, ...] = ()) -> ClipInfo:
    return ClipInfo(
        path=Path("shot.mov"),
        is_sequence=bool(numbers),
        width=width,
        height=height,
        frame_count=3,
        rate=Fraction(24),
        is_variable_rate=False,
        time_base=Fraction(1, 24),
        pts=(0, 1, 2),
        duration_ticks=3,
        format=pixel_format("yuv420p"),
        file_numbers=numbers,
    )


@pytest.fixture
def frozen(tmp_path: Path) -> Path:
    path = tmp_path / "schönes 影.masks"
    write_frozen(path, OBJECTS, PICTURES.__getitem__, {3: TRACK})
    return path


def test_everything_comes_back(frozen: Path) -> None:
    back = read_frozen(frozen)
    assert list(back.objects) == OBJECTS
    assert back.tracks == {3: TRACK}
    assert back.pictures == PICTURES


def test_overlays_come_back_and_leave_out_their_objects(tmp_path: Path) -> None:
    path = tmp_path / "logo.masks"
    write_frozen(path, OBJECTS, PICTURES.__getitem__, overlays={1: b"an overlay"})
    back = read_frozen(path)
    assert back.overlays == {1: b"an overlay"}
    assert list(back.without_overlays.objects) == OBJECTS[:1]
    mattes = FrozenMattes(path, clip(), back.without_overlays)
    assert np.array_equal(mattes.load(0), evaluated(*OBJECTS[0].layers))


@pytest.mark.parametrize("numbers", [(), (1001, 1002, 1003)])
def test_a_clip_opens_it_like_any_mattes(frozen: Path, numbers: tuple[int, ...]) -> None:
    mattes = open_mattes(MatteRequest(frozen, range(3)), clip(numbers=numbers))
    assert mattes.notice is None
    assert np.array_equal(mattes.read(0), evaluated(*OBJECTS[0].layers, OBJECTS[1].layers[0]))
    assert np.array_equal(mattes.read(1), evaluated(*OBJECTS[0].layers, dab(0.2, 0.5, 0.2)))


def test_the_mattes_have_the_size_of_the_clip(frozen: Path) -> None:
    assert open_mattes(MatteRequest(frozen, range(3)), clip(320, 240)).read(1).shape == (240, 320)


def test_an_existing_file_stays(frozen: Path) -> None:
    before = frozen.read_bytes()
    with pytest.raises(UsageError, match="exists already"):
        write_frozen(frozen, [], PICTURES.__getitem__)
    assert frozen.read_bytes() == before
    write_frozen(frozen, [], PICTURES.__getitem__, overwrite=True)
    assert read_frozen(frozen).objects == ()


def broken(change: dict[str, Any]) -> str:
    whole = {"format": "cleanplate masks", "version": 1, "objects": [], "tracks": {}, "pictures": {}}
    return json.dumps(whole | change)


LOST_MATTE = {"matte": {"frame": 0, "state": "ai", "digest": "0" * 64}}


def with_layer(layer: dict[str, Any]) -> str:
    return broken({"objects": [{"settings": {"name": "a"}, "layers": [layer]}]})


BROKEN = {
    "": "it is no JSON",
    "[" * 100_000: "it is no JSON",
    "[]": "it holds no masks",
    '{"format": "cleanplate masks", "version": 2}': "it has version 2",
    '{"format": "cleanplate masks", "version": 1}': "its parts are not",
    with_layer({}): "its parts are not",
    broken({"objects": 3}): "its parts are not",
    with_layer({"smoke": {}}): "its parts are not",
    with_layer(LOST_MATTE): "a matte is missing",
    broken({"objects": [{"settings": {"name": 4}, "layers": []}]}): "MaskObject.name is 4",
    broken({"tracks": {"one": {}}}): "its parts are not",
    broken({"pictures": {"a": "#"}}): "its parts are not",
    broken({"overlays": {"a": "AAAA"}}): "its parts are not",
    broken({"overlays": {"0": "AAAA"}}): "an object is missing",
}


@pytest.mark.parametrize(("text", "sentence"), BROKEN.items(), ids=range(len(BROKEN)))
def test_a_broken_file_is_refused_in_one_sentence(tmp_path: Path, text: str, sentence: str) -> None:
    path = tmp_path / "broken.masks"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(MaskFileError, match=sentence) as refused:
        read_frozen(path)
    assert "\n" not in str(refused.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(MaskFileError, match=r"gone\.masks: it cannot be read"):
        open_mattes(MatteRequest(tmp_path / "gone.masks", range(3)), clip())


def test_a_full_disk_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, text: str, encoding: str) -> None:
        path.write_bytes(text[:10].encode())
        raise OSError(errno.ENOSPC, "no space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(WriteError, match="the disk is full"):
        write_frozen(tmp_path / "a.masks", OBJECTS, PICTURES.__getitem__)
    assert not list(tmp_path.iterdir())
