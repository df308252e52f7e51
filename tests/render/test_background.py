"""Background replacements in this process: what is delivered, kept, said and refused."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from fractions import Fraction
from pathlib import Path

import av
import cv2
import numpy as np
import OpenImageIO as oiio  # noqa: N813
import pytest
from av.codec.context import Flags
from numpy.typing import NDArray
from removal_clips import (
    HEIGHT,
    WIDTH,
    Listener,
    drawn,
    ignore,
    pictures,
    same_planes,
    write_mattes,
    write_movie,
    write_png,
    write_sequence,
)

from editor.errors import CleanplateError, UsageError
from editor.media.convert import to_rgb
from editor.media.errors import MediaError
from editor.media.opening import open_clip
from editor.media.picture import FieldOrder, Picture
from editor.media.picture_file import load_picture
from editor.render.background import replace_background
from editor.render.background_request import BackgroundRequest, Fit, WhenShort
from editor.render.errors import InterruptedRenderError
from editor.render.messages import Result

COUNT = 4
DEEP = slice(24, 36), slice(34, 52)
"""Lines and columns of the box that lie behind the rim."""

Rgb = NDArray[np.uint8]


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    return write_movie(tmp_path / "shot ü.mkv", COUNT)


@pytest.fixture
def mask(tmp_path: Path) -> Path:
    return write_mattes(tmp_path / "mattes", COUNT)


def replaced(clip: Path, mask: Path, out: Path | str, plate: Path | str = "0000ff", **more: object) -> Result:
    return replace_background(asked(clip, mask, out, plate, **more), Listener(), ignore)


def asked(clip: Path, mask: Path, out: Path | str, plate: Path | str, **more: object) -> BackgroundRequest:
    return BackgroundRequest(str(clip), mask, str(plate), str(out), **more)  # type: ignore[arg-type]


def colours(path: Path | str) -> list[NDArray[np.generic]]:
    return [to_rgb(picture) for picture in pictures(path)]


def luma_inside(picture: Picture) -> NDArray[np.generic]:
    return picture.planes[0][DEEP]


@pytest.mark.parametrize("pixels", ["yuv420p", "yuv422p10le", "yuv444p", "gbrp10le", "gray", "yuv420p10le"])
def test_the_foreground_stays_bit_for_bit_and_the_rest_is_the_plate(
    tmp_path: Path, mask: Path, pixels: str
) -> None:
    clip = write_movie(tmp_path / "shot.mkv", COUNT, pixels)
    result = replaced(clip, mask, tmp_path / "out.mkv", "808080")
    assert (result.frame_count, result.filled_count, result.outputs) == (
        COUNT,
        COUNT,
        (tmp_path / "out.mkv",),
    )
    for before, after in zip(pictures(clip), pictures(tmp_path / "out.mkv"), strict=True):
        assert before.format == after.format
        assert np.array_equal(luma_inside(before), luma_inside(after))
        rgb = to_rgb(after) // (257 if after.format.bit_depth > 8 else 1)
        assert np.abs(rgb[:10].astype(int) - 128).max() <= 2


def test_a_white_matte_leaves_the_clip_untouched(tmp_path: Path, clip: Path) -> None:
    white = write_png(tmp_path / "white.png", np.full((HEIGHT, WIDTH), 255, np.uint8))
    listener = Listener()
    request = asked(clip, white, tmp_path / "out.mkv", "red")
    assert replace_background(request, listener, ignore).filled_count == 0
    assert "nothing of the plate is seen" in listener.notices
    for before, after in zip(pictures(clip), pictures(tmp_path / "out.mkv"), strict=True):
        assert same_planes(before, after)


def test_pictures_of_rgb_have_the_plate_sample_by_sample(tmp_path: Path, clip: Path, mask: Path) -> None:
    plate = np.random.default_rng(1).integers(0, 256, (HEIGHT, WIDTH, 3)).astype(np.uint8)
    write_png(tmp_path / "plate.png", plate)
    replaced(clip, mask, tmp_path / "out", tmp_path / "plate.png")
    before = colours(clip)[2]
    after = load_picture(tmp_path / "out" / "00002.png", 2)
    rgb = np.stack(after.planes, axis=2)
    assert np.array_equal(rgb[:20], plate[:20])
    assert np.array_equal(rgb[DEEP], before[DEEP])


def test_a_plate_clip_goes_frame_by_frame_also_in_a_range(tmp_path: Path, clip: Path, mask: Path) -> None:
    folder = tmp_path / "plates"
    for index in range(COUNT):
        write_png(folder / f"p.{index:04d}.png", np.full((HEIGHT, WIDTH, 3), 40 * index, np.uint8))
    replaced(clip, mask, tmp_path / "all", folder)
    replaced(clip, mask, tmp_path / "part", folder, frames="2-3")
    assert sorted(path.name for path in (tmp_path / "part").iterdir()) == ["00002.png", "00003.png"]
    for index in (2, 3):
        whole, part = (load_picture(tmp_path / name / f"{index:05d}.png", index) for name in ("all", "part"))
        assert int(whole.planes[0][0, 0]) == 40 * index
        assert all(np.array_equal(one, other) for one, other in zip(whole.planes, part.planes, strict=True))


@pytest.mark.parametrize(("when_short", "last"), [(WhenShort.LOOP, 0), (WhenShort.HOLD, 200)])
def test_a_short_plate_is_looped_or_held(
    tmp_path: Path, clip: Path, mask: Path, when_short: WhenShort, last: int
) -> None:
    folder = tmp_path / "plates"
    for index, value in enumerate((0, 100, 200)):
        write_png(folder / f"p.{index}.png", np.full((HEIGHT, WIDTH, 3), value, np.uint8))
    listener = Listener()
    request = asked(clip, mask, tmp_path / "out", folder, when_short=when_short)
    replace_background(request, listener, ignore)
    assert "has 3 frames and" in listener.notices
    assert int(load_picture(tmp_path / "out" / "00003.png", 3).planes[0][0, 0]) == last


def test_a_short_plate_is_refused_before_anything_is_written(tmp_path: Path, clip: Path, mask: Path) -> None:
    plate = write_sequence(tmp_path / "plates", 3)
    with pytest.raises(
        UsageError, match=r"3 frames, and frame 3 is wanted too; give --when-short loop or hold"
    ):
        replaced(clip, mask, tmp_path / "out.mkv", plate)
    assert not list(tmp_path.glob("*out*"))
    assert replaced(clip, mask, tmp_path / "out.mkv", plate, frames="0-2").frame_count == 3


def test_foreground_and_matte_are_layers_of_their_own(tmp_path: Path, clip: Path, mask: Path) -> None:
    result = replaced(
        clip,
        mask,
        tmp_path / "out.mkv",
        foreground_out=str(tmp_path / "foreground.mov"),
        matte_out=str(tmp_path / "matte"),
        feather_px=3,
    )
    assert result.outputs == (tmp_path / "out.mkv", tmp_path / "foreground.mov", tmp_path / "matte")
    layer = pictures(tmp_path / "foreground.mov")[1]
    assert layer.format.name == "yuva444p12le" or layer.format.name == "yuva444p10le"
    alpha = layer.planes[-1] / (2**layer.format.bit_depth - 1)
    matte = load_picture(tmp_path / "matte" / "00001.png", 1).planes[0]
    assert np.abs(alpha * 255 - matte).max() <= 2
    assert 0 < int(matte[18, 40]) < 255
    rgb = to_rgb(layer) / 257
    assert np.abs(rgb[DEEP] - colours(clip)[1][DEEP]).mean() < 3


@pytest.mark.parametrize("kind", ["png", "tif", "exr"])
def test_layers_are_delivered_as_rgba_pictures(tmp_path: Path, clip: Path, mask: Path, kind: str) -> None:
    replaced(clip, mask, tmp_path / "out.mkv", foreground_out=str(tmp_path / f"f.%04d.{kind}"))
    with closing(open_clip(tmp_path / f"f.%04d.{kind}")) as reader:
        picture = reader.read(0)
    assert picture.format.has_alpha
    alpha = picture.planes[-1]
    assert float(alpha[DEEP].min()) == float(alpha.max()) > 0
    assert not alpha[:10].any()
    assert not any(plane[:10].any() for plane in picture.planes[:3])


def test_the_layers_laid_over_the_plate_are_the_picture(tmp_path: Path, clip: Path, mask: Path) -> None:
    plate = write_png(tmp_path / "plate.png", drawn(90))
    replaced(
        clip,
        mask,
        tmp_path / "out",
        plate,
        foreground_out=str(tmp_path / "f.%04d.png"),
        feather_px=4,
    )
    whole = np.stack(load_picture(tmp_path / "out" / "00001.png", 1).planes, axis=2).astype(float)
    layer = load_picture(tmp_path / "f.0001.png", 1)
    share = layer.planes[3][..., None] / 255
    laid = np.stack(layer.planes[:3], axis=2) * share + drawn(90) * (1 - share)
    assert np.abs(laid - whole).max() <= 1


def test_scene_linear_pictures_take_linear_plates_and_colours(tmp_path: Path, mask: Path) -> None:
    bright = np.full((HEIGHT, WIDTH, 3), 12.5, np.float32)
    for name, light in (("shot", bright), ("plate", bright / 2)):
        (tmp_path / name).mkdir()
        for index in range(COUNT):
            write_exr(tmp_path / name / f"{name}.{index:04d}.exr", light)
    replaced(tmp_path / "shot", mask, tmp_path / "out", tmp_path / "plate")
    after = pictures(tmp_path / "out")[0]
    assert after.format.is_float
    assert after.planes[0][DEEP].tolist() == bright[DEEP][..., 0].tolist()
    assert float(after.planes[0][0, 0]) == 6.25
    replaced(tmp_path / "shot", mask, tmp_path / "grey", "808080")
    assert float(pictures(tmp_path / "grey")[0].planes[1][0, 0]) == pytest.approx(0.2159, abs=1e-3)


def test_linear_plates_are_seen_by_the_curve_of_srgb_behind_movies(
    tmp_path: Path, clip: Path, mask: Path
) -> None:
    write_exr(tmp_path / "plate.exr", np.full((HEIGHT, WIDTH, 3), 0.2159, np.float32))
    listener = Listener()
    request = asked(clip, mask, tmp_path / "out", tmp_path / "plate.exr")
    replace_background(request, listener, ignore)
    assert "plate.exr is scene-linear and the clip display-referred" in listener.notices
    assert int(load_picture(tmp_path / "out" / "00000.png", 0).planes[0][0, 0]) == 128


def write_exr(path: Path, light: NDArray[np.float32]) -> None:
    out = oiio.ImageOutput.create(str(path))
    out.open(str(path), oiio.ImageSpec(light.shape[1], light.shape[0], 3, "float"))
    out.write_image(light)
    out.close()


def test_the_clip_s_own_alpha_is_left_out(tmp_path: Path, mask: Path) -> None:
    with av.open(str(tmp_path / "keyed.mkv"), "w") as movie:
        stream = movie.add_stream("ffv1", rate=Fraction(25))
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuva444p"
        for index in range(COUNT):
            rgba = np.dstack([drawn(index), np.full((HEIGHT, WIDTH), 99, np.uint8)])
            frame = av.VideoFrame.from_ndarray(rgba, "rgba").reformat(format="yuva444p")
            frame.pts, frame.time_base = index, Fraction(1, 25)
            movie.mux(stream.encode(frame))
        movie.mux(stream.encode(None))
    listener = Listener()
    request = asked(tmp_path / "keyed.mkv", mask, tmp_path / "out.mkv", "black")
    replace_background(request, listener, ignore)
    assert "alpha of keyed.mkv is left out" in listener.notices
    assert pictures(tmp_path / "out.mkv")[0].format.name == "yuv444p"


def write_interlaced(path: Path) -> Path:
    """Write one frame whose right half is bright in the upper field and dark in the lower one."""
    with av.open(str(path), "w") as movie:
        lossless = {"qp": "0", "x264-params": "tff=1"}
        stream = movie.add_stream("libx264", rate=Fraction(25), options=lossless)
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        stream.codec_context.flags |= Flags.interlaced_dct
        planes = np.full((HEIGHT * 3 // 2, WIDTH), 128, np.uint8)
        planes[0:HEIGHT:2, WIDTH // 2 :], planes[1:HEIGHT:2, WIDTH // 2 :] = 230, 20
        frame = av.VideoFrame.from_ndarray(planes, "yuv420p")
        frame.pts, frame.time_base = 0, Fraction(1, 25)
        movie.mux(stream.encode(frame))
        movie.mux(stream.encode(None))
    return path


def test_fields_of_interlaced_pictures_do_not_mix(tmp_path: Path) -> None:
    clip = write_interlaced(tmp_path / "shot.mkv")
    matte = np.zeros((HEIGHT, WIDTH), np.uint8)
    matte[:, WIDTH // 2 :], matte[:, WIDTH // 2 - 1] = 255, 128
    write_png(tmp_path / "matte.png", matte)
    listener = Listener()
    layer = str(tmp_path / "f.%02d.png")
    request = asked(
        clip, tmp_path / "matte.png", tmp_path / "out.mkv", "black", foreground_out=layer, rim_px=0
    )
    replace_background(request, listener, ignore)
    assert "is interlaced" in listener.notices
    assert pictures(tmp_path / "out.mkv")[0].field_order is not FieldOrder.PROGRESSIVE
    edge = load_picture(tmp_path / "f.00.png", 0).planes[1][:, WIDTH // 2 - 1].astype(int)
    assert edge[0::2].min() > 170
    assert edge[1::2].max() < 90


def test_a_proxy_is_replaced_and_delivered_at_its_size(tmp_path: Path, clip: Path, mask: Path) -> None:
    plate = write_png(tmp_path / "plate.png", drawn(3, (300, 200)))
    replaced(clip, mask, tmp_path / "out.mkv", plate, scale=Fraction(1, 2))
    assert pictures(tmp_path / "out.mkv")[0].width == WIDTH // 2


@pytest.mark.parametrize("fit", Fit)
@pytest.mark.parametrize("size", [(WIDTH, HEIGHT), (17, 400), (1, 1), (640, 12)])
def test_plates_of_any_size_are_fitted(
    tmp_path: Path, clip: Path, mask: Path, fit: Fit, size: tuple[int, int]
) -> None:
    plate = write_png(tmp_path / "plate.png", np.full((*size[::-1], 3), 200, np.uint8))
    replaced(clip, mask, tmp_path / "out", plate, fit=fit, frames="0-0")
    green = load_picture(tmp_path / "out" / "00000.png", 0).planes[1]
    around = np.concatenate([green[:10].ravel(), green[-10:].ravel()])
    assert set(around.tolist()) <= ({0, 200} if fit is Fit.FIT else {200})


@pytest.mark.footage
def test_sound_and_timecode_come_through(shared: Path, tmp_path: Path) -> None:
    clip = shared / "footage/clips/chart-timecode-1080/clip.mov"
    with closing(open_clip(clip)) as reader:
        source = reader.info
    corner = np.full((source.height, source.width), 255, np.uint8)
    corner[:50, :50] = 0
    write_png(tmp_path / "matte.png", corner)
    replaced(clip, tmp_path / "matte.png", tmp_path / "out.mov", "green", frames="5-6")
    with closing(open_clip(tmp_path / "out.mov")) as reader:
        out = reader.info
    assert (out.frame_count, out.rate) == (2, source.rate)
    assert out.start_timecode is not None
    assert out.start_timecode != source.start_timecode
    assert [note.codec for note in out.other_streams if note.kind == "audio"] == ["pcm_s16be"]


@pytest.mark.parametrize("broken", ["missing", "empty", "text", "cut"])
def test_a_plate_that_cannot_be_read_is_one_sentence_and_leaves_nothing(
    tmp_path: Path, clip: Path, mask: Path, broken: str
) -> None:
    plate = tmp_path / "the plate.mkv"
    if broken != "missing":
        whole = write_movie(tmp_path / "whole.mkv", COUNT).read_bytes()
        plate.write_bytes({"empty": b"", "text": b"no movie", "cut": whole[:300]}[broken])
    with pytest.raises(MediaError) as raised:
        replaced(clip, mask, tmp_path / "out.mkv", plate)
    assert "the plate.mkv" in str(raised.value)
    assert not [path for path in tmp_path.iterdir() if "out" in path.name]


def test_a_plate_that_breaks_half_way_leaves_nothing(tmp_path: Path, clip: Path, mask: Path) -> None:
    folder = write_sequence(tmp_path / "plates", COUNT)
    (folder / "shot.1003.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    with pytest.raises(MediaError, match=r"1003"):
        replaced(clip, mask, tmp_path / "out", folder, matte_out=str(tmp_path / "mo"))
    assert {path.name for path in tmp_path.iterdir()} == {clip.name, "mattes", "plates"}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda it: {"out": it / "plate.mkv"}, "it is the plate"),
        (lambda it: {"foreground_out": str(it / "out.mkv")}, "two outputs share name"),
        (lambda _: {"frames": "2-9"}, "has no frame 9"),
        (lambda it: {"out": it / "out.xyz"}, "nothing is written with the ending"),
        (lambda it: {"out": it / "none" / "out.mkv"}, "there is no such folder"),
        (lambda it: {"foreground_out": str(it / "f.mp4"), "codec": "nonesuch"}, "there is no codec nonesuch"),
    ],
)
def test_what_does_not_go_together_is_refused(
    tmp_path: Path, clip: Path, mask: Path, change: Callable[[Path], dict[str, object]], said: str
) -> None:
    write_movie(tmp_path / "plate.mkv", COUNT)
    words: dict[str, object] = {"out": tmp_path / "out.mkv", **change(tmp_path), "overwrite": True}
    with pytest.raises(UsageError, match=said):
        replaced(clip, mask, plate=tmp_path / "plate.mkv", **words)  # type: ignore[arg-type]
    assert not (tmp_path / "out.mkv").exists()


def test_mattes_must_be_as_many_and_as_large_as_the_frames(tmp_path: Path, clip: Path, mask: Path) -> None:
    (mask / "00002.png").unlink()
    with pytest.raises(CleanplateError, match="2"):
        replaced(clip, mask, tmp_path / "out.mkv")
    small = write_png(tmp_path / "small.png", np.zeros((8, 8), np.uint8))
    with pytest.raises(CleanplateError, match="the matte is 8x8, the clip is 96x64"):
        replaced(clip, small, tmp_path / "out.mkv")


def test_stopping_leaves_nothing(tmp_path: Path, clip: Path, mask: Path) -> None:
    seen: list[int] = []

    def stop() -> None:
        seen.append(1)
        if len(seen) == 3:
            raise InterruptedRenderError

    request = asked(clip, mask, tmp_path / "out.mkv", "red")
    with pytest.raises(InterruptedRenderError):
        replace_background(request, Listener(), stop)
    assert {path.name for path in tmp_path.iterdir()} == {clip.name, "mattes"}


def test_the_same_input_gives_the_same_output(tmp_path: Path, clip: Path, mask: Path) -> None:
    for name in ("one", "two"):
        replaced(clip, mask, tmp_path / f"{name}.mkv", tmp_path / "shot ü.mkv", feather_px=2)
    for one, two in zip(pictures(tmp_path / "one.mkv"), pictures(tmp_path / "two.mkv"), strict=True):
        assert same_planes(one, two)


@pytest.mark.footage
def test_people_stand_before_another_background(shared: Path, tmp_path: Path) -> None:
    folder = shared / "footage/clips/dance-twirl"
    replaced(
        folder / "frames", folder / "masks", tmp_path / "out.mkv", "white", frames="10-12", feather_px=1.5
    )
    for index, picture in zip((10, 11, 12), pictures(tmp_path / "out.mkv"), strict=True):
        matte = cv2.imread(str(folder / f"masks/{index:05d}.png"), cv2.IMREAD_GRAYSCALE)
        assert matte is not None
        far = cv2.dilate(matte, np.ones((11, 11), np.uint8)) == 0
        assert to_rgb(picture)[far].min() >= 253
        source = cv2.imread(str(folder / f"frames/{index:05d}.jpg"))
        assert source is not None
        deep = cv2.erode(matte, np.ones((11, 11), np.uint8)) == 255
        assert np.abs(to_rgb(picture)[deep].astype(int) - source[..., ::-1][deep]).mean() < 2
