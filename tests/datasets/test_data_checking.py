"""Whatever is wrong with material is found, and nothing else is."""

from __future__ import annotations

import json
import re
from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from editor.datasets.checking.collections import find_collections
from editor.datasets.checking.files import damage_in
from editor.datasets.checking.hashes import near_pairs, perceptual_hash
from editor.datasets.checking.judging import Kind
from editor.datasets.checking.page import report_page
from editor.datasets.checking.report import CheckReport, check_material
from editor.errors import UsageError

Pixels = NDArray[np.uint8]
SIZE = 96, 72


def scene(seed: int, shift: int = 0, size: tuple[int, int] = SIZE) -> Pixels:
    """A soft pattern with a little noise; another seed is another picture, a shift a camera that moves."""
    random = np.random.default_rng(seed)
    coarse = random.integers(20, 236, (9, 12, 3)).astype(np.uint8)
    large = cv2.resize(coarse, (size[0] + 64, size[1]), interpolation=cv2.INTER_CUBIC)
    return np.asarray(large[:, shift : shift + size[0]], np.uint8)


def write(path: Path, pixels: Pixels) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(cv2.imencode(path.suffix, pixels)[1].tobytes())
    return path


def mask(*boxes: tuple[int, int, int, int], size: tuple[int, int] = SIZE, value: int = 255) -> Pixels:
    """Boxes of left, top, right, bottom; each its number where `value` is 1."""
    labels = np.zeros(size[::-1], np.uint8)
    for number, (left, top, right, bottom) in enumerate(boxes):
        labels[top:bottom, left:right] = value if value == 255 else value + number
    return labels


def clip(folder: Path, count: int = 16, seed: int = 1, **facts: object) -> Path:
    for index in range(count):
        write(folder / "frames" / f"{index:05d}.jpg", scene(seed, index))
        write(folder / "masks" / f"{index:05d}.png", mask((8, 8, 32, 32)))
    (folder / "clip.json").write_text(json.dumps({"file": "frames", "fps": 24} | facts), encoding="utf-8")
    return folder


def pictures(folder: Path, count: int = 4) -> Path:
    for seed in range(count):
        write(folder / "images" / f"bild {seed}.png", scene(100 + seed))
        write(folder / "labels" / f"bild {seed}.png", mask((8, 8, 20, 20), (30, 30, 60, 60), value=1))
    return folder


def checked(folder: Path) -> CheckReport:
    return check_material(folder, lambda _: None)


def told(folder: Path) -> dict[Kind, list[str]]:
    problems: dict[Kind, list[str]] = {}
    for problem in checked(folder).problems:
        problems.setdefault(problem.kind, []).append(f"{problem.collection}: {problem.sentence}")
    return problems


@pytest.fixture
def material(tmp_path: Path) -> Path:
    """Sound material: two clips, labelled photographs, and sequences as DAVIS has them."""
    root = tmp_path / "Stoff ü"
    clip(root / "eins", classes={"Möwe": 2})
    clip(root / "zwei", seed=2)
    pictures(root / "bilder")
    for index in range(3):
        write(root / "davis" / "JPEGImages" / "480p" / "dog" / f"{index:05d}.jpg", scene(7, index))
        write(
            root / "davis" / "Annotations" / "480p" / "dog" / f"{index:05d}.png", mask((1, 1, 9, 9), value=1)
        )
    return root


def test_sound_material_has_no_problems_and_is_counted(material: Path) -> None:
    report = checked(material)
    assert report.problems == ()
    names = {one.collection.name: (len(one.sights), len(one.masks)) for one in report.looked}
    assert names == {
        "eins": (16, 16),
        "zwei": (16, 16),
        "bilder": (4, 4),
        "davis/JPEGImages/480p/dog": (3, 3),
    }
    assert report.objects() == {"1": 35, "2": 4}
    assert report.shares() == {
        "nothing": 0,
        "0% to 1%": 3,
        "1% to 5%": 0,
        "5% to 15%": 32,
        "15% to 40%": 4,
        "40% to 100%": 0,
    }
    assert report.classes() == {"Möwe": 2}
    assert {one.collection.name: one.rate for one in report.looked}["eins"] == Fraction(24)


@pytest.mark.parametrize("suffix", [".jpg", ".png"])
def test_files_that_break_off_or_were_hit_are_damaged(tmp_path: Path, suffix: str) -> None:
    data = write(tmp_path / f"a{suffix}", scene(1)).read_bytes()
    assert damage_in(data) is None
    assert damage_in(data[: len(data) // 2]) == "it breaks off"
    assert damage_in(b"") == "it is empty"
    if suffix == ".png":
        hit = bytearray(data)
        hit[len(data) // 2] ^= 0xFF
        assert damage_in(bytes(hit)) == "a checksum in it is wrong"


def test_damage_is_found_wherever_it_is(material: Path) -> None:
    frame = material / "eins" / "frames" / "00003.jpg"
    frame.write_bytes(frame.read_bytes()[:-400])
    (material / "bilder" / "labels" / "bild 1.png").write_bytes(b"no picture")
    (material / "zwei" / "clip.json").write_text("{", encoding="utf-8")
    (material / "broken.mp4").write_bytes(b"\0" * 500)
    found = told(material)[Kind.DAMAGED]
    assert checked(material).is_damaged
    places = ("eins: 00003.jpg: it breaks off", "bilder: bild 1.png: ", "zwei: its clip.json", "broken.mp4: ")
    assert all(any(one.startswith(place) for one in found) for place in places), found
    assert len(found) == len(places)


def test_masks_that_do_not_fit_are_found(material: Path) -> None:
    (material / "eins" / "masks" / "00002.png").rename(material / "eins" / "masks" / "00099.png")
    write(material / "bilder" / "labels" / "bild 2.png", mask((1, 1, 9, 9), size=(50, 40), value=1))
    write(material / "bilder" / "labels" / "bild 3.png", mask(value=1))
    write(material / "zwei" / "masks" / "00000.png", mask((0, 0, *SIZE)))
    found = told(material)
    assert found == {
        Kind.UNMASKED: ["eins: 00002 without a mask"],
        Kind.SUPERFLUOUS: ["eins: 00099.png without a picture"],
        Kind.MASK_SIZE: ["bilder: bild 2.png is 50x40, its picture 96x72"],
        Kind.MASK_SHARE: ["bilder: bild 3.png empty", "zwei: 00000.png all of their picture"],
    }


def test_odd_sizes_and_rates_are_found(material: Path) -> None:
    write(material / "eins" / "frames" / "00004.jpg", scene(1, 4, (80, 72)))
    write(material / "eins" / "masks" / "00004.png", mask((8, 8, 32, 32), size=(80, 72)))
    clip(material / "drei", seed=3, fps=29.97)
    write(material / "bilder" / "images" / "klein.png", scene(55, size=(40, 40)))
    write(material / "bilder" / "labels" / "klein.png", mask((8, 8, 12, 12), size=(40, 40), value=1))
    assert told(material) == {
        Kind.SIZE: [
            "bilder: klein.png smaller than 64 pixels",
            "eins: 00004.jpg (80x72) of another size than 96x72",
        ],
        Kind.RATE: ["drei: 29.97 frames a second, most clips have 24"],
    }


def test_pictures_that_are_there_twice_are_found(material: Path) -> None:
    images, labels = material / "bilder" / "images", material / "bilder" / "labels"
    (images / "again.png").write_bytes((images / "bild 0.png").read_bytes())
    brighter = np.clip(scene(101).astype(np.int16) + 12, 0, 255).astype(np.uint8)
    write(images / "brighter.jpg", cv2.resize(brighter, (192, 144)).astype(np.uint8))
    write(labels / "again.png", mask((8, 8, 20, 20), value=1))
    write(labels / "brighter.png", mask((8, 8, 20, 20), size=(192, 144), value=1))
    clip(material / "kopie", seed=2)
    found = told(material)
    assert any("bild 0.png" in one and "again.png" in one for one in found[Kind.DUPLICATE])
    assert any("bild 1.png" in one and "brighter.jpg" in one for one in found[Kind.ALIKE])
    assert any("kopie" in one and "zwei" in one for one in found[Kind.DUPLICATE])
    assert set(found) == {Kind.DUPLICATE, Kind.ALIKE}


def test_black_and_frozen_stretches_are_found(material: Path) -> None:
    folder = clip(material / "lang", 40, seed=9)
    for index in range(5, 8):
        write(folder / "frames" / f"{index:05d}.jpg", np.full((72, 96, 3), 6, np.uint8))
    for index in range(20, 34):
        write(folder / "frames" / f"{index:05d}.jpg", scene(9, 20))
    found = told(material)
    assert found == {
        Kind.BLACK: ["lang: 00005.jpg to 00007.jpg (3)"],
        Kind.FROZEN: ["lang: 00021.jpg to 00033.jpg (13) as the frame before them"],
    }


def test_near_pairs_are_those_of_few_different_bits() -> None:
    codes = [0, 0b111, (1 << 64) - 1, 0b1111111]
    assert sorted(near_pairs(codes)) == [(0, 1, 3), (1, 3, 4)]
    assert perceptual_hash(np.full((72, 96), 90, np.uint8)) is None


def test_movies_are_looked_at_frame_by_frame(shared: Path) -> None:
    report = checked(shared / "footage" / "clips" / "plant-short" / "clip.mp4")
    (one,) = report.looked
    assert len(one.sights) == 36
    assert {(sight.width, sight.height) for sight in one.sights} == {(320, 240)}
    assert not report.is_damaged


def test_the_report_needs_no_other_file(material: Path) -> None:
    write(material / "bilder" / "labels" / "bild 3.png", mask(value=1))
    (material / "eins" / "masks" / "00002.png").rename(material / "eins" / "masks" / "<b>.png")
    report = checked(material)
    page = report_page(report, lambda _: None)
    assert page.count('src="data:image/jpeg;base64,') >= 4 * 3 + 1
    assert not re.search(r'(src|href)="(?!data:)', page)
    assert "&lt;b&gt;.png" in page
    assert "<b>.png" not in page
    document = json.loads(json.dumps(report.document()))
    assert document["counts"] == {"mask missing": 1, "mask superfluous": 1, "mask empty or full": 1}
    assert document["collections"][0]["mean_share"] == pytest.approx(0.11, abs=0.05)


def test_what_holds_nothing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such folder"):
        find_collections(tmp_path / "away")
    with pytest.raises(UsageError, match="no pictures and no clips"):
        find_collections(tmp_path)
