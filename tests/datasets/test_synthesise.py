from __future__ import annotations

from contextlib import closing
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from editor.datasets.sample.scene import Scene, SceneSettings
from editor.datasets.synthesise import SampleSettings, find_sample, grown_to, write_sample
from editor.errors import UsageError
from editor.masks.levels import matte_of
from editor.media.convert import to_rgb
from editor.media.opening import open_clip, probe

SETTINGS = SampleSettings(SceneSettings(width=160, height=96, rate=Fraction(24), seed=3), frame_count=26)


def ignore(_: int) -> None:
    """Take no notice of progress."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_sample(tmp_path_factory.mktemp("sample") / "street", SETTINGS, ignore).folder


def test_shot_is_a_movie_with_sound_and_timecode(folder: Path) -> None:
    shot = probe(folder / "shot.mov")
    assert (shot.width, shot.height, shot.frame_count, shot.rate) == (160, 96, 26, Fraction(24))
    assert shot.start_timecode == "10:00:00:00"
    assert [stream.kind for stream in shot.other_streams].count("audio") == 1
    assert probe(folder / "plate.mov").frame_count == 26


def test_movies_show_the_scene(folder: Path) -> None:
    scene = Scene(SETTINGS.scene)
    with closing(open_clip(folder / "shot.mov")) as shot, closing(open_clip(folder / "plate.mov")) as plate:
        for index in (0, 25):
            truth = scene.frame(index)
            for reader, picture in ((shot, truth.rgb), (plate, truth.plate)):
                difference = to_rgb(reader.read(index)).astype(int) - picture
                assert np.abs(difference).mean() < 6


def test_mattes_are_exact_and_keys_tight(folder: Path) -> None:
    scene = Scene(SETTINGS.scene)
    with closing(open_clip(folder / "mattes")) as mattes, closing(open_clip(folder / "keys")) as keys:
        assert len(mattes) == 26
        assert keys.info.file_numbers == (0, 24)
        np.testing.assert_array_equal(matte_of(mattes.read(3)), scene.frame(3).matte)
        np.testing.assert_array_equal(matte_of(keys.read(1)), scene.frame(24).figure)


def test_sample_is_found_again_by_its_settings(folder: Path) -> None:
    found = find_sample(folder, SETTINGS)
    assert found is not None
    assert found.shot == folder / "shot.mov"
    assert find_sample(folder, SampleSettings(SETTINGS.scene, 7)) is None
    assert find_sample(folder / "none", SETTINGS) is None
    assert {path.name for path in folder.iterdir()} == {
        "shot.mov",
        "plate.mov",
        "mattes",
        "keys",
        "sample.json",
    }


def test_sample_is_not_overwritten_unless_allowed(tmp_path: Path) -> None:
    short = SampleSettings(SceneSettings(width=64, height=48), frame_count=1)
    write_sample(tmp_path / "street", short, ignore)
    with pytest.raises(UsageError, match="exists"):
        write_sample(tmp_path / "street", short, ignore)
    longer = SampleSettings(short.scene, 2)
    write_sample(tmp_path / "street", longer, ignore, overwrite=True)
    assert find_sample(tmp_path / "street", longer) is not None


def test_folder_that_is_no_sample_is_never_replaced(tmp_path: Path) -> None:
    work = tmp_path / "work"
    work.mkdir()
    (work / "precious.txt").write_text("mine")
    with pytest.raises(UsageError, match="no sample"):
        write_sample(work, SETTINGS, ignore, overwrite=True)
    assert (work / "precious.txt").read_text() == "mine"


def test_interrupted_sample_leaves_nothing(tmp_path: Path) -> None:
    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_sample(tmp_path / "street", SETTINGS, interrupt)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("width", "frame_count"), [(161, 2), (160, 0)])
def test_settings_that_make_no_movie_are_refused(width: int, frame_count: int, tmp_path: Path) -> None:
    settings = SampleSettings(SceneSettings(width=width, height=96), frame_count)
    with pytest.raises(UsageError):
        write_sample(tmp_path / "street", settings, ignore)
    assert list(tmp_path.iterdir()) == []


def test_missing_parent_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such folder"):
        write_sample(tmp_path / "nowhere" / "street", SETTINGS, ignore)


@pytest.mark.parametrize("share", [0.01, 0.05, 0.2])
def test_matte_is_grown_to_a_share_of_the_picture(share: float) -> None:
    matte = Scene(SceneSettings(width=640, height=360)).frame(3).matte
    grown = grown_to(matte, share)
    assert (grown > 0).mean() == pytest.approx(share, rel=0.1)
    larger, smaller = (grown, matte) if share > (matte > 0).mean() else (matte, grown)
    assert (larger[smaller > 0] > 0).all()
