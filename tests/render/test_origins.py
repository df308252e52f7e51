"""Maps of where the pixels of a removal come from."""

from __future__ import annotations

import json
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from removal_clips import BOX, HEIGHT, WIDTH, Listener, ignore, request, write_mattes, write_movie

from editor.errors import UsageError
from editor.render.errors import EngineUnfitError
from editor.render.lanes import join_origins
from editor.render.messages import Begun, Result
from editor.render.origins import KNOWN, OriginFolder, OriginMap
from editor.render.removal import remove
from editor.render.segments import SegmentStore
from engines.complete.contract import Fill, Origin


def maps_in(folder: Path) -> list[NDArray[np.uint16]]:
    return [cv2.imread(str(path), cv2.IMREAD_UNCHANGED) for path in sorted(folder.glob("*.png"))]  # type: ignore[misc]


def done(tmp_path: Path, **more: object) -> Result:
    clip = write_movie(tmp_path / "clip.mkv", 8)
    mask = write_mattes(tmp_path / "m", 8)
    options: dict[str, object] = {"engine": "explicit", "provenance_out": tmp_path / "maps", **more}
    return remove(request(clip, mask, tmp_path / "out.mkv", **options), Listener(), ignore)


def test_a_removal_writes_a_map_for_every_frame_and_a_legend(tmp_path: Path) -> None:
    result = done(tmp_path)
    assert result.outputs == (tmp_path / "out.mkv", tmp_path / "maps")
    maps = maps_in(tmp_path / "maps")
    assert [one.shape for one in maps] == [(HEIGHT, WIDTH)] * 8
    for one in maps:
        assert one.dtype == np.uint16
        assert (one[BOX] > 0).all()
        one[BOX] = 0
        assert not one.any()
    legend = json.loads((tmp_path / "maps" / "legend.json").read_text())
    assert legend[str(65_536 + Origin.SPATIAL)] == "spatial"
    assert legend["0"] == "not filled"


def test_an_engine_that_cannot_tell_leaves_the_maps_black(tmp_path: Path) -> None:
    done(tmp_path, engine="spatial")
    assert not any(one.any() for one in maps_in(tmp_path / "maps"))


def test_frames_come_after_zero_and_origins_count_from_the_top(tmp_path: Path) -> None:
    marks = np.array([[0, 7, KNOWN], [Origin.SPATIAL, Origin.STTN, 100_000]], np.int32)
    with OriginFolder(tmp_path / "maps", overwrite=False) as folder:
        folder.write(3, (4, 5), OriginMap(1, 2, marks))
        folder.publish()
    (one,) = maps_in(tmp_path / "maps")
    assert one[1:3, 2:5].tolist() == [[1, 8, 0], [65_534, 65_525, 64_000]]
    assert one[0].sum() == one[3].sum() == one[:, :2].sum() == 0


def test_what_is_not_published_leaves_nothing(tmp_path: Path) -> None:
    with OriginFolder(tmp_path / "maps", overwrite=False) as folder:
        folder.write(0, (4, 5), None)
        assert folder.partials[0].is_dir()
    assert not list(tmp_path.iterdir())


def test_other_folders_are_never_replaced_and_maps_only_when_that_is_allowed(tmp_path: Path) -> None:
    (tmp_path / "dear").mkdir()
    (tmp_path / "dear" / "diary.txt").write_text("mine")
    for overwrite in (False, True):
        with pytest.raises(UsageError, match="exists already"):
            OriginFolder(tmp_path / "dear", overwrite=overwrite)
    done(tmp_path)
    with pytest.raises(UsageError, match="exists already"):
        OriginFolder(tmp_path / "maps", overwrite=False)
    with OriginFolder(tmp_path / "maps", overwrite=True) as folder:
        folder.write(0, (4, 5), None)
        folder.publish()
    assert len(maps_in(tmp_path / "maps")) == 1


def test_a_missing_folder_above_is_said_before_the_work(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such folder"):
        done(tmp_path, provenance_out=tmp_path / "nowhere" / "maps")
    assert not (tmp_path / "out.mkv").exists()


def test_the_growing_maps_are_known_to_the_one_who_cleans_up(tmp_path: Path) -> None:
    clip, mask = write_movie(tmp_path / "clip.mkv", 3), write_mattes(tmp_path / "m", 3)
    listener = Listener()
    wanted = request(clip, mask, tmp_path / "out.mkv", provenance_out=tmp_path / "maps")
    remove(wanted, listener, ignore)
    (begun,) = (message for message in listener.messages if isinstance(message, Begun))
    assert tmp_path / ".maps.partial" in begun.partials


def test_fields_are_woven_and_what_lies_between_is_not_filled() -> None:
    empty = np.zeros((2, 2, 3), np.uint8)
    upper = Fill(0, 1, 1, empty, np.full((2, 2), 5, np.int32))
    lower = Fill(0, 2, 2, empty[:1], np.full((1, 2), 6, np.int32))
    woven = join_origins([upper, lower])
    assert woven is not None
    assert (woven.top, woven.left) == (2, 1)
    assert woven.marks.tolist() == [[5, 5, KNOWN], [KNOWN] * 3, [5, 5, KNOWN], [KNOWN, 6, 6]]
    assert join_origins([Fill(0, 0, 0, empty)]) is None


def test_stored_parts_keep_their_maps(tmp_path: Path) -> None:
    random = np.random.default_rng(0)
    marks = random.integers(-13, 90, (6, 7), np.int32)
    rgb = random.integers(0, 65_536, (6, 7, 3), np.uint16)
    store = SegmentStore(tmp_path)
    store.save(range(4, 6), [[Fill(4, 1, 2, rgb, marks), Fill(5, 1, 2, rgb)]])
    ((first, second),) = store.load(range(4, 6))
    assert first.provenance is not None
    assert np.array_equal(first.provenance, marks)
    assert np.array_equal(second.rgb, rgb)
    assert second.provenance is None


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"engine": "auto", "device": "cuda:77"}, "'cuda:77' cannot be had on this machine"),
        ({"engine": "auto", "precision": "fp8"}, "'fp8' cannot be had"),
        ({"engine": "sttn"}, "there are no weights of sttn; bring them in with `cleanplate models import"),
    ],
)
def test_what_an_engine_lacks_is_said_before_the_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: dict[str, object], sentence: str
) -> None:
    monkeypatch.setenv("CLEANPLATE_MODELS", str(tmp_path / "models"))
    with pytest.raises(EngineUnfitError, match=sentence) as caught:
        done(tmp_path, **options)
    assert caught.value.exit_status == 2
    assert not (tmp_path / "out.mkv").exists()
