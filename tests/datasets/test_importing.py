"""Annotations of every format become maps of their pictures; broken ones are named, and nothing is left."""

from __future__ import annotations

import base64
import json
import struct
import zlib
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from editor.datasets.importing.recognising import Format, find_annotations, recognised
from editor.datasets.importing.resampling import taken_frames
from editor.datasets.importing.writing import ImportSettings, write_material
from editor.datasets.training_folders import find_training_folders
from editor.datasets.training_pictures import LabelledPictures
from editor.errors import UsageError
from editor.masks.model.shapes import Box, Shape, ShapeKey, ShapeKind
from editor.project.folders import DATA_VARIABLE
from editor.project.project import Project

WIDTH, HEIGHT = 48, 32
SQUARE = [[8, 4], [24, 4], [24, 20], [8, 20]]
INSIDE = np.s_[4:20, 8:24]
NAME = "Straße 1.png"

Labels = NDArray[np.uint8]


def picture(path: Path, seed: int = 1, size: tuple[int, int] = (WIDTH, HEIGHT)) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    noise = np.random.default_rng(seed).integers(0, 256, (size[1], size[0], 3)).astype(np.uint8)
    path.write_bytes(cv2.imencode(".png", noise)[1].tobytes())
    return path


def levels(path: Path) -> Labels:
    """What is in a map, as it is stored."""
    found = cv2.imdecode(np.fromfile(path, np.uint8), cv2.IMREAD_UNCHANGED)
    assert found is not None
    return found.astype(np.uint8)


def expected() -> Labels:
    labels = np.zeros((HEIGHT, WIDTH), np.uint8)
    labels[INSIDE] = 1
    return labels


def grey_png(labels: Labels) -> bytes:
    return cv2.imencode(".png", labels)[1].tobytes()


def palette_png(labels: Labels, palette: bytes) -> bytes:
    """A PNG with a palette, as DAVIS has them; OpenCV writes none."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", labels.shape[1], labels.shape[0], 8, 3, 0, 0, 0)
    lines = b"".join(b"\0" + line.tobytes() for line in labels)
    parts = (chunk(b"IHDR", head), chunk(b"PLTE", palette), chunk(b"IDAT", zlib.compress(lines)))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts) + chunk(b"IEND", b"")


def coco(**changes: Any) -> dict[str, Any]:
    one = {"id": 5, "image_id": 3, "category_id": 1, "segmentation": [[v for xy in SQUARE for v in xy]]}
    return {
        "images": [{"id": 3, "file_name": NAME, "width": WIDTH, "height": HEIGHT}],
        "categories": [{"id": 1, "name": "Möwe"}],
        "annotations": [one | changes],
    }


def runs() -> dict[str, Any]:
    flat = np.concatenate([[0], expected().T.ravel()]).astype(int)
    edges = np.flatnonzero(np.diff(flat)) + 1
    counts = np.diff(np.concatenate([[1], edges, [len(flat)]])).tolist()
    return {"size": [HEIGHT, WIDTH], "counts": counts}


def labelme(**changes: Any) -> dict[str, Any]:
    shape = {"label": "Möwe", "points": SQUARE, "shape_type": "polygon", "group_id": None} | changes
    size = {"imageHeight": HEIGHT, "imageWidth": WIDTH}
    return {"version": "5.5.0", "imagePath": NAME, "imageData": None, "shapes": [shape], **size}


def via(**changes: Any) -> dict[str, Any]:
    corners = {"all_points_x": [x for x, _ in SQUARE], "all_points_y": [y for _, y in SQUARE]}
    region = {
        "shape_attributes": {"name": "polygon", **corners} | changes,
        "region_attributes": {"class": "Möwe"},
    }
    return {f"{NAME}123": {"filename": NAME, "size": 123, "regions": [region], "file_attributes": {}}}


def labelbox(**changes: Any) -> dict[str, Any]:
    thing = {"name": "Möwe", "polygon": [{"x": x, "y": y} for x, y in SQUARE]} | changes
    labels = [{"annotations": {"objects": [thing]}}]
    row = {"id": "c1", "external_id": NAME, "row_data": "https://example.org/a%20b.png?x=1"}
    return {
        "data_row": row,
        "media_attributes": {"width": WIDTH, "height": HEIGHT},
        "projects": {"p": {"labels": labels}},
    }


def old_labelbox() -> list[dict[str, Any]]:
    thing = {"title": "Möwe", "bbox": {"left": 8, "top": 4, "width": 16, "height": 16}}
    return [{"ID": "c1", "Labeled Data": f"https://example.org/{NAME}", "Label": {"objects": [thing]}}]


def cvat(points: str = "8,4;24,4;24,20;8,20") -> str:
    shape = f'<polygon label="Möwe" points="{points}" z_order="0"/>'
    return (
        f'<annotations><version>1.1</version><image id="0" name="{NAME}" width="{WIDTH}" height="{HEIGHT}">'
        f"{shape}</image></annotations>"
    )


def line(**changes: Any) -> dict[str, Any]:
    return {"image": NAME, "objects": [{"label": "Möwe", "polygon": SQUARE} | changes]}


def lines(*rows: dict[str, Any]) -> str:
    return "\n\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n"


STILLS = [
    ("coco.json", json.dumps(coco()), Format.COCO),
    ("coco runs.json", json.dumps(coco(segmentation=runs())), Format.COCO),
    ("coco box.json", json.dumps(coco(segmentation=[], bbox=[8, 4, 16, 16])), Format.COCO),
    ("Straße 1.json", json.dumps(labelme()), Format.LABELME),
    ("box.json", json.dumps(labelme(points=[[24, 20], [8, 4]], shape_type="rectangle")), Format.LABELME),
    (
        "mask.json",
        json.dumps(
            labelme(
                points=[[8, 4], [23, 19]],
                shape_type="mask",
                mask=base64.b64encode(grey_png(np.full((16, 16), 1, np.uint8))).decode(),
            )
        ),
        Format.LABELME,
    ),
    ("via.json", json.dumps(via()), Format.VIA),
    ("via project.json", json.dumps({"_via_settings": {}, "_via_img_metadata": via()}), Format.VIA),
    (
        "via box.json",
        json.dumps(via(name="rect", x=8, y=4, width=16, height=16)),
        Format.VIA,
    ),
    ("labelbox.ndjson", lines(labelbox()), Format.LABELBOX),
    ("labelbox.json", json.dumps(old_labelbox()), Format.LABELBOX),
    ("annotations.xml", cvat(), Format.CVAT),
    ("lines.jsonl", lines(line()), Format.JSON_LINES),
    ("lines box.jsonl", lines({"file_name": NAME, "objects": [{"box": [8, 4, 16, 16]}]}), Format.JSON_LINES),
    ("lines runs.jsonl", lines(line() | {"objects": [{"segmentation": runs()}]}), Format.JSON_LINES),
]


def imported(source: Path, out: Path, settings: ImportSettings | None = None, **how: Any) -> Path:
    found = find_annotations(source, **how)
    return write_material(found, source, out, settings or ImportSettings(), lambda _: None).folder


def refused(source: Path, *words: str, settings: ImportSettings | None = None, **how: Any) -> None:
    out = source.parent / "refused"
    with pytest.raises(UsageError) as told:
        imported(source, out, settings, **how)
    sentence = str(told.value)
    assert all(word in sentence for word in words), sentence
    assert sentence.count("\n") == 0
    assert not [path for path in out.parent.iterdir() if path.name.lstrip(".").startswith("refused")]


@pytest.mark.parametrize(("name", "text", "form"), STILLS, ids=[name for name, _, _ in STILLS])
def test_an_outline_becomes_a_map(tmp_path: Path, name: str, text: str, form: Format) -> None:
    source = tmp_path / name
    source.write_text(text, encoding="utf-8")
    original = picture(tmp_path / "Bilder" / NAME).read_bytes()
    assert recognised(source) is form
    out = imported(source, tmp_path / "out")
    (found,) = find_training_folders([out]).labelled
    assert (found.images / NAME).read_bytes() == original
    labels = levels(found.labels / NAME)
    assert np.array_equal(labels, expected())
    assert len(LabelledPictures(found.images, found.labels, lambda: None)) == 1


BROKEN: list[tuple[str, str, tuple[str, ...]]] = [
    ("coco.json", json.dumps(coco(image_id=9)), ("annotation 5", "no image 9")),
    ("coco.json", json.dumps(coco(segmentation=[[1, 2, 3, 4]])), ("annotation 5", "three corners")),
    (
        "coco.json",
        json.dumps(coco(segmentation={"size": [4, 4], "counts": [3]})),
        ("annotation 5", "do not fill"),
    ),
    ("coco.json", json.dumps(coco() | {"images": [{"id": 3}]}), ("image 3", "'file_name' is missing")),
    ("labelme.json", json.dumps(labelme(points=[[1, "x"]])), ("shape 1", "not what they should be")),
    ("labelme.json", json.dumps(labelme() | {"imageWidth": 99}), ("picture", "99x32", "48x32")),
    ("via.json", json.dumps(via(all_points_x=[1])), ("region 1", "not what they should be")),
    ("labelbox.ndjson", lines(labelbox(polygon=[{"x": 1}])), ("line 1, object 1", "'y' is missing")),
    ("annotations.xml", cvat(points="1,2;x"), ("image 0", "not what they should be")),
    ("lines.jsonl", lines(line()) + "{broken\n", ("line 2", "no JSON")),
    ("lines.jsonl", lines(line(), {"image": NAME}), ("line 3", "neither objects nor a mask")),
    ("lines.jsonl", lines(line(polygon=[[0, 0], [1, float("nan")], [2, 2]])), ("object 1", "no numbers")),
    ("lines.jsonl", lines({"image": "fort.png", "objects": []}), ("line 1", "fort.png is not in")),
    ("other.json", '{"a": 1}', ("format is not known",)),
    ("other.json", "{", ("no JSON",)),
]


@pytest.mark.parametrize(("name", "text", "words"), BROKEN)
def test_broken_annotations_are_named_and_leave_nothing(
    tmp_path: Path, name: str, text: str, words: tuple[str, ...]
) -> None:
    source = tmp_path / name
    source.write_text(text, encoding="utf-8")
    picture(tmp_path / NAME)
    refused(source, name, *words)


def test_a_picture_of_labelme_may_lie_in_its_annotation(tmp_path: Path) -> None:
    data = picture(tmp_path / "away" / NAME).read_bytes()
    content = labelme() | {"imageData": base64.b64encode(data).decode()}
    (tmp_path / "in").mkdir()
    for name in ("a.json", "b.json"):
        (tmp_path / "in" / name).write_text(json.dumps(content), encoding="utf-8")
    out = imported(tmp_path / "in", tmp_path / "out")
    names = sorted(path.name for path in (out / "pictures" / "images").iterdir())
    assert names == ["Straße 1-2.png", "Straße 1.png"]


def test_smaller_objects_show_above_larger_ones_and_groups_are_one(tmp_path: Path) -> None:
    small = {"label": "eye", "polygon": [[10, 6], [14, 6], [14, 10], [10, 10]]}
    source = tmp_path / "lines.jsonl"
    source.write_text(lines({"image": NAME, "objects": [small, {"polygon": SQUARE}]}), encoding="utf-8")
    picture(tmp_path / NAME)
    out = imported(source, tmp_path / "out")
    labels = levels(out / "pictures" / "labels" / NAME)
    assert labels[8, 12] == 1
    assert labels[18, 22] == 2
    assert labels[0, 0] == 0


def sequence(root: Path, encode: Callable[[Labels], bytes], names: tuple[str, ...]) -> Path:
    labels = expected()
    labels[24:30, 30:40] = 2
    for seed, name in enumerate(names):
        picture(root / "JPEGImages" / "480p" / "gänse" / f"{name}.png", seed)
        path = root / "Annotations" / "480p" / "gänse" / f"{name}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(encode(labels))
    return root


PALETTE = bytes([0, 0, 0, 128, 0, 0, 0, 128, 0])


@pytest.mark.parametrize("encode", [grey_png, lambda labels: palette_png(labels, PALETTE)])
def test_folders_of_sequences_keep_the_numbers_of_their_palette(
    tmp_path: Path, encode: Callable[[Labels], bytes]
) -> None:
    root = sequence(tmp_path / "vos" / "train", encode, ("00000", "00005", "00010")).parent
    out = imported(root, tmp_path / "out")
    folders = find_training_folders([out])
    assert [one.is_complete for one in folders.labelled] == [False]
    learnt = LabelledPictures(
        folders.labelled[0].images, folders.labelled[0].labels, lambda: None, is_complete=False
    )
    assert len(learnt) == 3
    assert set(np.unique(learnt.labels(1))) == {0, 1, 2}
    facts = json.loads((out / "clips" / "gänse" / "clip.json").read_text(encoding="utf-8"))
    assert facts["frames"] == 3
    assert facts["classes"] == {"object": 2}
    assert "rate" not in facts


def test_clips_that_are_held_out_have_masks_of_one_consecutive_run(tmp_path: Path) -> None:
    root = sequence(tmp_path / "vos", grey_png, ("00000", "00001", "00002", "00003", "00004"))
    settings = ImportSettings(Fraction(12), is_held_out=True)
    out = imported(root, tmp_path / "out", settings, rate=Fraction(24))
    (check,) = find_training_folders([out]).checks
    assert [path.name for path in check.masks] == ["00000.png", "00001.png", "00002.png"]
    mask = levels(check.masks[0])
    assert set(np.unique(mask)) == {0, 255}


def test_sequences_with_damage_are_refused(tmp_path: Path) -> None:
    root = sequence(tmp_path / "vos", grey_png, ("00000", "00001"))
    refused(root, "how many frames a second", settings=ImportSettings(Fraction(12)))
    settings = ImportSettings(Fraction(30))
    refused(root, "24 frames a second", "--rate", settings=settings, rate=Fraction(24))
    maps = root / "Annotations" / "480p" / "gänse"
    (maps / "00001.png").write_bytes(b"\x89PNG")
    refused(root, "00001.png", "no picture, or a damaged one")
    (maps / "00001.png").write_bytes(grey_png(np.ones((5, 5), np.uint8)))
    refused(root, "00001.png", "5x5", "48x32")
    (maps / "00001.png").rename(maps / "00007.png")
    refused(root, "00007.png", "has no picture")
    refused(tmp_path / "vos" / "JPEGImages", "no annotation")


@pytest.mark.parametrize(
    ("source", "wanted", "taken"),
    [
        (24, 12, [0, 2, 4, 6, 8]),
        (25, 10, [0, 2, 5, 7]),
        (24, 24, list(range(9))),
        (30, 20, [0, 1, 3, 4, 6, 7]),
    ],
)
def test_frames_nearest_in_time_are_taken(source: int, wanted: int, taken: list[int]) -> None:
    times = [Fraction(at, source) for at in range(9)]
    assert taken_frames(times, Fraction(wanted), Path("clip")) == taken


def test_tracks_of_cvat_become_maps_of_their_video(tmp_path: Path) -> None:
    for frame in range(4):
        picture(tmp_path / "shot" / f"{frame:05d}.png", frame)
    boxes = "".join(
        f'<box frame="{frame}" outside="{int(frame == 3)}" keyframe="1" xtl="{8 + frame}" ytl="4" '
        f'xbr="{24 + frame}" ybr="20"/>'
        for frame in (0, 2, 3)
    )
    meta = (
        f"<meta><task><start_frame>0</start_frame><stop_frame>3</stop_frame><original_size><width>{WIDTH}"
        f"</width><height>{HEIGHT}</height></original_size></task><source>shot/%05d.png</source></meta>"
    )
    source = tmp_path / "annotations.xml"
    whole = f'<annotations>{meta}<track id="0" label="Möwe">{boxes}</track></annotations>'
    source.write_text(whole, encoding="utf-8")
    out = imported(source, tmp_path / "out", media=tmp_path / "shot")
    labels = [levels(path) for path in sorted((out / "clips" / "shot" / "labels").iterdir())]
    assert len(labels) == 4
    assert labels[1][10, 9] == 1
    assert labels[1][10, 8] == 0
    assert not labels[3].any()
    source.write_text(whole.replace('xtl="8"', 'xtl="far"'), encoding="utf-8")
    refused(source, "annotations.xml", "track 0", media=tmp_path / "shot")
    source.write_text(whole.replace("<stop_frame>3", "<stop_frame>9"), encoding="utf-8")
    refused(source, "frame 9 is annotated, the clip has 4", media=tmp_path / "shot")


def test_videos_of_labelbox_count_their_frames_from_one(tmp_path: Path) -> None:
    for frame in range(3):
        picture(tmp_path / "shot" / f"{frame:05d}.png", frame)
    thing = {"name": "Möwe", "bounding_box": {"left": 8, "top": 4, "width": 16, "height": 16}}
    row = labelbox()
    row["data_row"]["external_id"] = "shot"
    row["projects"]["p"]["labels"][0]["annotations"] = {
        "frames": {"1": {"objects": {"t": thing}}, "3": {"objects": {"t": thing}}}
    }
    source = tmp_path / "export.ndjson"
    source.write_text(lines(row), encoding="utf-8")
    out = imported(source, tmp_path / "out", media=tmp_path / "shot")
    folder = out / "clips" / "shot"
    assert [path.name for path in sorted((folder / "labels").iterdir())] == ["00000.png", "00002.png"]
    assert len(list((folder / "frames").iterdir())) == 3
    assert json.loads((folder / "clip.json").read_text())["classes"] == {"Möwe": 1}


def test_a_project_comes_in_shot_by_shot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path / "data"))
    for frame in range(4):
        picture(tmp_path / "shot" / f"{frame:05d}.png", frame)
    path = tmp_path / "möwen.cleanplate"
    with Project.create(path) as project:
        media = project.add_clip(tmp_path / "shot")
        shot = project.shots.add(media.id, range(1, 4), "Möwen am Meer")
        thing = project.objects.add_named(shot.id, "Möwe")
        ellipse = Shape(ShapeKind.ELLIPSE, (ShapeKey(0, box=Box(0.5, 0.5, 0.4, 0.4)),))
        project.layers.add(thing.id, ellipse)
    out = imported(path, tmp_path / "out")
    facts = json.loads((out / "clips" / "Möwen am Meer" / "clip.json").read_text(encoding="utf-8"))
    assert facts["frames"] == 3
    assert facts["classes"] == {"Möwe": 1}
    labels = levels(out / "clips" / "Möwen am Meer" / "labels" / "00000.png")
    assert labels[16, 24] == 1
    assert labels[2, 2] == 0
    (tmp_path / "empty").mkdir()
    with Project.create(tmp_path / "empty" / "empty.cleanplate"):
        pass
    refused(tmp_path / "empty" / "empty.cleanplate", "nothing is painted in it")


def test_nothing_is_written_over(tmp_path: Path) -> None:
    source = tmp_path / "lines.jsonl"
    source.write_text(lines(line()), encoding="utf-8")
    picture(tmp_path / NAME)
    imported(source, tmp_path / "out")
    before = sorted((tmp_path / "out").rglob("*"))
    with pytest.raises(UsageError, match="exists already"):
        imported(source, tmp_path / "out")
    assert sorted((tmp_path / "out").rglob("*")) == before
