"""Annotations of COCO and CVAT become objects; masks become imported mattes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mask_scenes import GRID, dab, evaluated, polygon

from editor.masks.codec import decode_matte
from editor.masks.errors import MaskFileError, MaskValueError
from editor.masks.evaluate.evaluator import Evaluator
from editor.masks.exchange.coco import read_coco
from editor.masks.exchange.cvat import read_cvat
from editor.masks.exchange.files import Imported
from editor.masks.exchange.run_lengths import filled, unpacked
from editor.masks.levels import Matte
from editor.masks.model.frame_mattes import FrameMatte, FrameState
from editor.masks.model.shapes import Shape

MASK = evaluated(dab(0.5, 0.5, 0.5)) // 128 * np.uint8(255)
SQUARE = evaluated(polygon((0.25, 1 / 3), (0.5, 1 / 3), (0.5, 2 / 3), (0.25, 2 / 3)))


def runs(mask: Matte) -> list[int]:
    """Runs of a mask along its lines, the first one of background."""
    flat = np.concatenate([[0], mask.ravel() > 0]).astype(int)
    edges = np.flatnonzero(np.diff(flat)) + 1
    return np.diff(np.concatenate([[1], edges, [len(flat)]])).tolist()


def packed(counts: list[int]) -> str:
    """COCO's compressed counts, written from its description."""
    letters = []
    for place, count in enumerate(counts):
        rest = count - counts[place - 2] if place > 2 else count
        while True:
            low, rest = rest & 31, rest >> 5
            is_last = (rest == 0 and not low & 16) or (rest == -1 and low & 16)
            letters.append(chr(48 + (low if is_last else low | 32)))
            if is_last:
                break
    return "".join(letters)


def at(frame: int, imported: Imported, position: int | None = None) -> Matte:
    objects = imported.objects if position is None else imported.objects[position : position + 1]
    return Evaluator(GRID, imported.pictures.__getitem__).evaluate(frame, objects)


@given(st.lists(st.integers(0, 5000), min_size=1, max_size=9))
def test_compressed_runs_come_back(counts: list[int]) -> None:
    assert unpacked(packed(counts)) == counts


def test_runs_fill_lines_or_columns() -> None:
    assert np.array_equal(filled(runs(MASK), 160, 90, by_columns=False), MASK)
    assert np.array_equal(filled(runs(MASK.T), 160, 90, by_columns=True), MASK)


@pytest.mark.parametrize(
    ("counts", "width", "height"),
    [
        ([5], 2, 2),
        ([-1, 5], 2, 2),
        ([2**62, 4], 2, 2),
        ([], 2, 2),
        ([0], 0, 5),
        ([1] * 9, 2, 2),
        ([4], 1 << 20, 1 << 20),
    ],
)
def test_runs_that_do_not_fit_are_refused(counts: list[int], width: int, height: int) -> None:
    with pytest.raises(MaskValueError):
        filled(counts, width, height, by_columns=True)


@pytest.mark.parametrize("text", ["P", "é", "pppppppppppppppppppp0", "\n"])
def test_letters_that_are_no_runs_are_refused(text: str) -> None:
    with pytest.raises(MaskValueError, match="compressed runs"):
        unpacked(text)


def coco(*annotations: dict[str, Any], **others: Any) -> dict[str, Any]:
    names = ["shot/00001.jpg", "shot/00000.jpg"]
    images = [{"id": 7 + at, "file_name": name, "width": 160, "height": 90} for at, name in enumerate(names)]
    categories = [{"id": 1, "name": "person"}, {"id": 2, "name": "dog"}]
    whole = {"images": images, "annotations": annotations, "categories": categories}
    return whole | others


SQUARE_CORNERS = [[40, 30, 80, 30, 80, 60, 40, 60]]


def coco_file(folder: Path, content: object) -> Path:
    path = folder / "annotations.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def test_polygons_of_coco_are_shapes_on_their_frames(tmp_path: Path) -> None:
    square = {"image_id": 7, "category_id": 1, "segmentation": SQUARE_CORNERS}
    imported = read_coco(coco_file(tmp_path, coco(square)))
    assert imported.objects[0].settings.name == "person"
    assert not at(0, imported).any()
    assert np.abs(at(1, imported).astype(int) - SQUARE).max() <= 1


@pytest.mark.parametrize("is_packed", [True, False])
def test_run_lengths_of_coco_are_imported_mattes(tmp_path: Path, is_packed: bool) -> None:
    counts = packed(runs(MASK.T)) if is_packed else runs(MASK.T)
    outline = {"size": [90, 160], "counts": counts}
    mask = {"image_id": 8, "category_id": 2, "segmentation": outline, "iscrowd": 1}
    imported = read_coco(coco_file(tmp_path, coco(mask)))
    (matte,) = imported.objects[0].layers
    assert isinstance(matte, FrameMatte)
    assert (matte.frame, matte.state) == (0, FrameState.IMPORTED)
    assert np.array_equal(decode_matte(imported.pictures[matte.digest]), MASK)
    assert np.array_equal(at(0, imported), MASK)


def test_tracks_of_coco_are_objects_and_masks_lie_below_shapes(tmp_path: Path) -> None:
    square = {"image_id": 8, "category_id": 1, "segmentation": SQUARE_CORNERS, "track_id": 4}
    mask = square | {"segmentation": {"size": [90, 160], "counts": runs(MASK.T)}}
    other = square | {"attributes": {"track_id": 5}, "track_id": 5}
    imported = read_coco(coco_file(tmp_path, coco(square, mask, other)))
    assert [one.settings.name for one in imported.objects] == ["person 4", "person 5"]
    assert np.array_equal(at(0, imported, 0), np.maximum(MASK, at(0, imported, 1)))


def test_pictures_are_found_by_name_and_others_left_out(tmp_path: Path) -> None:
    annotations = [{"image_id": image, "segmentation": SQUARE_CORNERS} for image in (7, 8)]
    path = coco_file(tmp_path, coco(*annotations))
    imported = read_coco(path, {"00001.jpg": 40})
    assert at(40, imported).any()
    assert len(imported.objects[0].layers) == 1
    assert imported.notices == ("annotations of pictures that are not in the clip are left out",)


ONE = {"image_id": 7, "category_id": 1}
BAD_COCO = {
    "no JSON": ("it is no JSON", "{"),
    "a list": ("not what they should be", []),
    "empty": ("it has no outlines or masks", coco()),
    "no picture": ("not what they should be", coco({"image_id": 1})),
    "a line": ("an outline has no area", coco(ONE | {"segmentation": [[1, 2, 3, 4]]})),
    "odd": ("an outline has no area", coco(ONE | {"segmentation": [[1, 2, 3, 4, 5, 6, 7]]})),
    "words": ("not what they should be", coco(ONE | {"segmentation": [["a"] * 6]})),
    "nan": ("not finite", coco(ONE | {"segmentation": [[float("nan")] * 6]})),
    "bomb": ("a mask cannot be", coco(ONE | {"segmentation": {"size": [1 << 20] * 2, "counts": [1 << 40]}})),
    "size": ("do not fill it", coco(ONE | {"segmentation": {"size": [9, 9], "counts": [80]}})),
}


@pytest.mark.parametrize(("sentence", "content"), BAD_COCO.values(), ids=BAD_COCO.keys())
def test_bad_coco_is_refused_in_one_sentence(tmp_path: Path, sentence: str, content: object) -> None:
    path = coco_file(tmp_path, content)
    if isinstance(content, str):
        path.write_text(content)
    refuse(read_coco, path, sentence)


def cvat_file(folder: Path, body: str) -> Path:
    path = folder / "annotations.xml"
    meta = "<meta><task><original_size><width>160</width><height>90</height></original_size></task></meta>"
    path.write_text(f"<?xml version='1.0'?><annotations>{meta}{body}</annotations>", encoding="utf-8")
    return path


def square_at(frame: int, left: int, attributes: str = "") -> str:
    corners = f"{left},30;{left + 40},30;{left + 40},60;{left},60"
    return f'<polygon frame="{frame}" outside="0" keyframe="1" points="{corners}" {attributes}/>'


def test_a_track_of_cvat_moves_between_its_keyframes_until_it_is_outside(tmp_path: Path) -> None:
    between = square_at(12, 99).replace('keyframe="1"', 'keyframe="0"')
    gone = square_at(20, 80).replace('outside="0"', 'outside="1"')
    body = f'<track id="3" label="car">{square_at(10, 40)}{between}{square_at(14, 80)}{gone}</track>'
    imported = read_cvat(cvat_file(tmp_path, body))
    assert imported.objects[0].settings.name == "car 3"
    assert np.abs(at(10, imported).astype(int) - SQUARE).max() <= 1
    assert np.abs(at(12, imported).astype(int) - np.roll(SQUARE, 20, axis=1)).max() <= 1
    assert [bool(at(frame, imported).any()) for frame in (9, 19, 20, 99)] == [False, True, False, False]


def test_what_comes_back_is_a_shape_of_its_own(tmp_path: Path) -> None:
    gone = square_at(2, 40).replace('outside="0"', 'outside="1"')
    body = f'<track id="0" label="car">{square_at(0, 40)}{gone}{square_at(6, 80)}</track>'
    imported = read_cvat(cvat_file(tmp_path, body))
    assert [bool(at(frame, imported).any()) for frame in range(8)] == [True, True, *[False] * 4, True, False]


def test_polygons_that_change_their_corners_are_taken_frame_by_frame(tmp_path: Path) -> None:
    triangle = '<polygon frame="2" keyframe="1" points="40,30;80,30;80,60"/>'
    inner = square_at(1, 60).replace('keyframe="1"', 'keyframe="0"')
    body = f'<track id="0" label="car">{square_at(0, 40)}{inner}{triangle}</track>'
    imported = read_cvat(cvat_file(tmp_path, body))
    assert at(1, imported)[45, 95] == 255
    assert at(2, imported)[45, 95] == 0
    assert len(imported.objects[0].layers) == 2


@pytest.mark.parametrize(
    ("element", "wanted"),
    [
        ('<box xtl="40" ytl="30" xbr="80" ybr="60"', SQUARE),
        ('<box xtl="45" ytl="25" xbr="75" ybr="65" rotation="90"', SQUARE),
        ('<ellipse cx="80" cy="45" rx="22.5" ry="22.5"', evaluated(dab(0.5, 0.5, 0.5))),
    ],
)
def test_boxes_and_ellipses_are_shapes(tmp_path: Path, element: str, wanted: Matte) -> None:
    body = f'<track id="0" label="car">{element} frame="0" keyframe="1"/></track>'
    imported = read_cvat(cvat_file(tmp_path, body))
    assert np.abs(at(0, imported).astype(int) - wanted).max() <= 48
    assert at(0, imported).sum() == pytest.approx(wanted.sum(), rel=4e-3)


def test_masks_of_cvat_are_imported_mattes(tmp_path: Path) -> None:
    part = MASK[20:80, 50:120]
    text = ", ".join(map(str, runs(part)))
    mask = f'<mask frame="5" rle="{text}" left="50" top="20" width="70" height="60"/>'
    imported = read_cvat(cvat_file(tmp_path, f'<track id="0" label="car">{mask}</track>'))
    assert np.array_equal(at(5, imported), MASK)


def test_pictures_of_cvat_are_frames_and_labels_are_objects(tmp_path: Path) -> None:
    picture = '<image id="4" name="a.png" width="160" height="90">{}</image>'
    car, wire = square_at(0, 40, 'label="car"'), '<polyline label="wire" points="0,0;160,90"/>'
    imported = read_cvat(cvat_file(tmp_path, picture.format(f'{car}{wire}<tag label="night"/>')))
    assert [one.settings.name for one in imported.objects] == ["car", "wire"]
    assert np.abs(at(4, imported, 0).astype(int) - SQUARE).max() <= 1
    (line,) = imported.objects[1].layers
    assert isinstance(line, Shape)
    assert not line.is_closed
    assert imported.notices == ("annotations of the kind tag are left out",)


BAD_CVAT = {
    "nothing": ("it has no outlines or masks", ""),
    "no frame": ("not what they should be", '<track><polygon points="1,1;2,2;3,1"/></track>'),
    "no points": ("not what they should be", '<track><polygon frame="1"/></track>'),
    "two corners": ("a polygon has 2 points", '<track><polygon frame="1" points="1,1;2,2"/></track>'),
    "words": ("not what they should be", '<track><polygon frame="1" points="a,b;2,2;3,3"/></track>'),
    "far": ("not finite", '<track><polygon frame="1" points="inf,1;2,2;3,3"/></track>'),
    "mask": (
        "do not fill it",
        '<track><mask frame="1" rle="3" left="0" top="0" width="2" height="2"/></track>',
    ),
    "outside": (
        "lies outside the picture",
        '<track><mask frame="1" rle="4" left="159" top="0" width="2" height="2"/></track>',
    ),
    "no size": (
        "the size of a picture is missing",
        '<image id="0" width="0" height="0"><polygon points="1,1;2,2;3,1"/></image>',
    ),
    "open": ("it is no XML", "<track>"),
}


@pytest.mark.parametrize(("sentence", "body"), BAD_CVAT.values(), ids=BAD_CVAT.keys())
def test_bad_cvat_is_refused_in_one_sentence(tmp_path: Path, sentence: str, body: str) -> None:
    refuse(read_cvat, cvat_file(tmp_path, body), sentence)


def test_entities_and_other_documents_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><annotations>&x;</annotations>')
    refuse(read_cvat, path, "declares entities")
    path.write_text("<root/>")
    refuse(read_cvat, path, "it is no annotation of CVAT")


def refuse(read: Callable[[Path], object], path: Path, sentence: str) -> None:
    with pytest.raises(MaskFileError) as refused:
        read(path)
    assert sentence in str(refused.value)
    assert "\n" not in str(refused.value)
