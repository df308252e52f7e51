"""Clips made up from photographs: their truth is true, seeds repeat them, broken input is refused."""

from __future__ import annotations

import json
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from editor.cli.main import status_of
from editor.datasets.synthetic.burned_in import Logo, LogoKind, Subtitles, laid_over
from editor.datasets.synthetic.camera import Camera, CameraSettings
from editor.datasets.synthetic.cutouts import cut_out, made_up_cut_out
from editor.datasets.synthetic.developing import Developing, DevelopingSettings
from editor.datasets.synthetic.drawing import BurnIn, Photographs, draw_clip, find_photographs
from editor.datasets.synthetic.lettering import (
    PHRASES,
    TextLook,
    families,
    families_of,
    lettered,
    phrases,
    scripts,
)
from editor.datasets.synthetic.scene import MadeUpScene, SceneSettings
from editor.datasets.synthetic.writing import SETTINGS_NAME, ClipsSettings, read_flow, write_clips
from editor.datasets.training_folders import find_training_folders
from editor.errors import UsageError

_PLAIN = DevelopingSettings(exposure=0, focus_px=0, noise_levels=0, jpeg_quality=100)
_QUIET = SceneSettings(160, 96, 6, CameraSettings(shake_px=8), _PLAIN)
_SIZE = 96, 160


def photograph(seed: int = 0, cell_px: int = 6) -> NDArray[np.uint8]:
    """Draw something that has detail everywhere, but none finer than can be fetched."""
    shape = (240 // cell_px, 360 // cell_px, 3)
    noise = np.random.default_rng(seed).integers(0, 256, shape).astype(np.uint8)
    return np.asarray(cv2.resize(noise, (360, 240), interpolation=cv2.INTER_CUBIC), np.uint8)


def scene(settings: SceneSettings, seed: int = 5) -> MadeUpScene:
    random = np.random.default_rng(seed)
    things = [made_up_cut_out(photograph(9, cell_px=30), random)]
    return MadeUpScene(photograph(), things, [], settings, random)


def ignore(_: int) -> None:
    """Take no notice of progress."""


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    folder = tmp_path / "phötos"
    (folder / "people" / "images").mkdir(parents=True)
    (folder / "people" / "labels").mkdir()
    for at in range(2):
        data = cv2.imencode(".jpg", photograph(at))[1].tobytes()
        (folder / f"{at}.jpg").write_bytes(data)
        (folder / "people" / "images" / f"{at}.jpg").write_bytes(data)
        label = np.zeros((240, 360), np.uint8)
        label[60:180, 100:200] = 3
        (folder / "people" / "labels" / f"{at}.png").write_bytes(cv2.imencode(".png", label)[1].tobytes())
    return folder


def test_the_next_frame_fetched_along_the_motion_is_the_frame() -> None:
    made = scene(_QUIET)
    first, second, flow = made.frame(2), made.frame(3), made.flow(2, 3)
    assert np.abs(flow).mean() > 0.5
    ys, xs = np.mgrid[0:96, 0:160].astype(np.float32)
    x, y = xs + flow[..., 0], ys + flow[..., 1]
    fetched = cv2.remap(second.rgb, x, y, cv2.INTER_CUBIC)
    inside = (x > 1) & (x < 158) & (y > 1) & (y < 94)
    # What lies near the thing's edge is mixed, shaded or hidden in the other frame.
    kernel = np.ones((5, 5), np.uint8)
    for kind, seen in (("ground", first.matte == 0), ("thing", cv2.erode(first.labels, kernel) == 1)):
        clear = cv2.erode((seen & inside).astype(np.uint8), kernel) > 0
        if kind == "ground":
            clear &= cv2.remap(cv2.dilate(second.matte, kernel), x, y, cv2.INTER_NEAREST) == 0
        assert np.count_nonzero(clear) > 50, kind
        off = np.abs(fetched.astype(int) - first.rgb)[clear].mean()
        unmoved = np.abs(second.rgb.astype(int) - first.rgb)[clear].mean()
        assert off < 3 < unmoved, kind


@pytest.mark.parametrize("readout", [0.0, 0.9])
def test_motion_there_and_back_meets(readout: float) -> None:
    camera = Camera(
        (96, 160), (240, 360), 8, CameraSettings(shake_px=12, readout=readout), np.random.default_rng(1)
    )
    ys, xs = np.mgrid[0:96, 0:160].astype(np.float32)
    here = np.stack([xs, ys], 2)
    # Nothing moves from a frame to itself, whatever it is guessed to.
    assert np.abs(camera.seen_at(3, camera.places(3), here + 5) - here).max() < 0.1
    leaning = np.ptp(camera.places(3)[:, 80, 0] - camera.places(3)[0, 80, 0])
    still = CameraSettings(0, 0, 0, 0, 0, 0)
    upright = Camera((96, 160), (240, 360), 8, still, np.random.default_rng(1))
    assert leaning > 0.3
    assert np.ptp(upright.places(0)[:, 80, 0]) < 1e-3
    assert np.array_equal(upright.places(0), upright.places(7))


def test_outside_the_matte_the_frame_is_the_plate_and_shadows_belong_to_it() -> None:
    frame = scene(_QUIET).frame(1)
    outside = frame.matte == 0
    assert np.array_equal(frame.rgb[outside], frame.plate[outside])
    assert (frame.matte[frame.labels > 0] == 255).all()
    shaded = (frame.matte > 0) & (cv2.dilate(frame.labels, np.ones((7, 7), np.uint8)) == 0)
    darker = frame.plate[shaded].astype(int).sum(1) - frame.rgb[shaded].astype(int).sum(1)
    assert len(darker) > 50
    assert np.median(darker) > 0


def test_pictures_drift_in_light_and_focus_and_keep_their_noise() -> None:
    grey = np.full((64, 64, 3), 120, np.float32)
    drifting = Developing(DevelopingSettings(0.3, 0, 0, 100), np.random.default_rng(2))
    means = [float(drifting.developed(grey, at).mean()) for at in range(0, 200, 20)]
    assert max(means) - min(means) > 10
    noisy = Developing(DevelopingSettings(0, 0, 4, 100), np.random.default_rng(2))
    one = noisy.developed(grey, 3)
    assert one.std() == pytest.approx(4, rel=0.1)
    assert np.array_equal(one, noisy.developed(grey, 3))
    assert not np.array_equal(one, noisy.developed(grey, 4))
    coarse = Developing(DevelopingSettings(0, 0, 0, 20), np.random.default_rng(2))
    picture = photograph()
    assert 1 < np.abs(coarse.coded(picture).astype(int) - picture).mean() < 40
    soft = Developing(DevelopingSettings(0, 40, 0, 100), np.random.default_rng(2))
    widths = [soft.softness_px(at, 500) for at in range(0, 200, 20)]
    assert max(widths) - min(widths) > 3
    sharp = np.abs(np.diff(photograph().astype(int), axis=1)).mean()
    blurred = soft.developed(photograph().astype(np.float32), int(np.argmax(widths)) * 20)
    assert np.abs(np.diff(blurred.astype(int), axis=1)).mean() < 0.7 * sharp


def test_logos_behave_as_their_kind_says() -> None:
    frames = range(0, 72, 4)

    def layers(kind: LogoKind) -> list[NDArray[np.float32]]:
        logo = Logo(kind, _SIZE, np.random.default_rng(4))
        return [logo.layer(at) for at in frames]

    still, blinking, moving, clear = (layers(kind) for kind in LogoKind)
    assert all(np.array_equal(one, still[0]) for one in still)
    assert still[0][..., 3].max() > 0.85
    peaks = [float(one[..., 3].max()) for one in blinking]
    assert min(peaks) == 0
    assert max(peaks) > 0.85
    columns = [float((one[..., 3].sum(0) @ np.arange(160)) / one[..., 3].sum()) for one in moving]
    assert np.ptp(columns) > 10
    assert 0.2 < clear[0][..., 3].max() < 0.7
    picture = np.zeros((*_SIZE, 3), np.float32)
    assert np.array_equal(laid_over(picture, np.zeros((*_SIZE, 4), np.float32)), picture)


def test_subtitles_come_and_go_in_every_script_the_system_has() -> None:
    assert set(scripts()) == {script for script in PHRASES if families_of(script)}
    for script in scripts():
        shown = Subtitles(script, _SIZE, 150, np.random.default_rng(8))
        covered = [shown.layer(at)[..., 3] for at in range(0, 150, 5)]
        assert any(one.any() for one in covered), script
        for one in covered:
            rows, columns = np.nonzero(one > 0.5)
            if len(rows):
                assert rows.min() > 40
                assert 0 < columns.min() < columns.max() < 159
        assert len({one.tobytes() for one in covered}) > 1


@pytest.mark.skipif(not families(), reason="the system has no fonts")
def test_letters_are_drawn_where_they_are_wanted() -> None:
    if "Latin" not in scripts():
        pytest.skip("no font for Latin")
    look = TextLook(families_of("Latin")[0], 20, colour=(10, 200, 30))
    plain = lettered("HHH", look, 200, 60, (100, 30))
    rows, columns = np.nonzero(plain[..., 3] > 128)
    assert abs(columns.mean() - 100) < 2
    assert abs(rows.mean() - 30) < 6
    assert np.abs(plain[plain[..., 3] == 255][:, :3].astype(int) - (10, 200, 30)).max() <= 1
    outlined = lettered("HHH", TextLook(look.family, 20, outline_px=2), 200, 60, (100, 30))
    assert np.count_nonzero(outlined[..., 3]) > 1.3 * np.count_nonzero(plain[..., 3])
    assert phrases("Hebrew")[0].strip("\u2067\u2069") == PHRASES["Hebrew"][0]


def test_clips_are_written_with_their_truth_and_the_seed_repeats_them(photos: Path, tmp_path: Path) -> None:
    found = find_photographs([photos], [photos / "people"])
    assert (len(found.pictures), len(found.labelled)) == (2, 2)
    settings = ClipsSettings(2, 3, 96, 64, seed=11)
    told: list[int] = []
    first, second = write_clips(tmp_path / "made", found, settings, told.append)
    assert told == [1, 2, 3, 4, 5, 6]
    for kind in ("frames", "plate", "mattes", "labels", "burned_in"):
        assert len(list((first / kind).iterdir())) == 3
    flow = read_flow(first / "flow" / "00001.png")
    assert flow.shape == (64, 96, 2)
    drawn = draw_clip(found, (64, 96), 3, settings.burn_in, np.random.default_rng([11, 0]))
    assert np.abs(flow - drawn.scene.flow(1, 2)).max() <= 1 / 128
    assert np.abs(flow).max() > 0.1
    facts = json.loads((first / "clip.json").read_text(encoding="utf-8"))
    assert (facts["frames"], facts["rate"]) == (3, "25")
    assert "logo" in facts["burned_in"][0]
    assert len(find_training_folders([tmp_path / "made"]).clips) == 2
    again = write_clips(tmp_path / "again", found, settings, ignore)
    for part in ("frames/00002.png", "flow/00000.png", "clip.json"):
        assert (first / part).read_bytes() == (again[0] / part).read_bytes()
    assert (first / "frames" / "00000.png").read_bytes() != (second / "frames" / "00000.png").read_bytes()


def test_nothing_is_replaced_or_left_half_made(photos: Path, tmp_path: Path) -> None:
    found, settings = find_photographs([photos]), ClipsSettings(1, 1, 64, 48, burn_in=BurnIn.NOTHING)
    out = tmp_path / "made"

    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_clips(out, found, settings, interrupt)
    assert [path.name for path in tmp_path.iterdir()] == [photos.name]
    write_clips(out, found, settings, ignore)
    with pytest.raises(UsageError, match="exists"):
        write_clips(out, found, settings, ignore)
    write_clips(out, found, settings, ignore, overwrite=True)
    (out / SETTINGS_NAME).unlink()
    with pytest.raises(UsageError, match="it holds something else"):
        write_clips(out, found, settings, ignore, overwrite=True)
    with pytest.raises(UsageError, match="no frames"):
        write_clips(tmp_path / "none", found, ClipsSettings(1, 0), ignore)


def test_broken_photographs_and_maps_are_named(photos: Path, tmp_path: Path) -> None:
    (photos / "0.jpg").write_bytes(b"no picture")
    settings = ClipsSettings(1, 1, 64, 48, burn_in=BurnIn.NOTHING)
    with pytest.raises(UsageError, match="no picture, or a damaged one"):
        write_clips(tmp_path / "a", Photographs((photos / "0.jpg",)), settings, ignore)
    label = photos / "people" / "labels" / "1.png"
    label.write_bytes(cv2.imencode(".png", np.ones((9, 9), np.uint8))[1].tobytes())
    broken = Photographs((photos / "1.jpg",), ((photos / "people" / "images" / "1.jpg", label),))
    with pytest.raises(UsageError, match="the map is 9x9, its picture 360x240"):
        write_clips(tmp_path / "b", broken, ClipsSettings(20, 1, 64, 48), ignore)
    with pytest.raises(UsageError, match="no such folder"):
        find_photographs([tmp_path / "nowhere"])
    with pytest.raises(UsageError, match="no pictures"):
        find_photographs([photos / "people"])
    with pytest.raises(UsageError, match="no maps of things"):
        find_photographs([photos], [_only_pictures(tmp_path / "only")])
    assert cut_out(photograph(), np.zeros((240, 360), np.bool_)) is None


def _only_pictures(folder: Path) -> Path:
    folder.mkdir()
    (folder / "1.png").write_bytes(cv2.imencode(".png", photograph())[1].tobytes())
    return folder


def test_damaged_motion_is_refused(tmp_path: Path) -> None:
    for damage in (b"", b"no picture", cv2.imencode(".png", np.zeros((4, 4, 3), np.uint8))[1].tobytes()):
        (tmp_path / "a.png").write_bytes(damage)
        with pytest.raises(UsageError, match="no motion, or damaged"):
            read_flow(tmp_path / "a.png")
    with pytest.raises(UsageError, match="cannot be read"):
        read_flow(tmp_path / "b.png")


def test_the_verb_makes_clips(photos: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["data", "synthesise", str(tmp_path / "made"), "--seconds", "0.08", "--quiet"]
    assert status_of([*words, "--objects", str(photos / "people")]) == 2
    assert "add --photos" in capsys.readouterr().err
    words += ["--photos", str(photos), "--clips", "1", "--size", "64x48", "--burn-in", "subtitles"]
    assert status_of(words) == 0
    assert "1 clips of 2 frames" in capsys.readouterr().out
    assert status_of(words) == 2
    assert "it exists already" in capsys.readouterr().err
