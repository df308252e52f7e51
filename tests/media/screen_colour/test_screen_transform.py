"""Display, view, look and LUT against the library's own exact way, and against what is broken."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from editor.errors import UsageError
from editor.media.light import display_of_linear
from editor.media.picture import ColourTags
from editor.media.screen_colour.config import ColourConfig
from editor.media.screen_colour.settings import BUILT_IN, CONFIG_VARIABLE, ScreenColour
from editor.media.screen_colour.transform import ScreenTransform

SDR = {"display": "sRGB - Display", "view": "ACES 1.0 - SDR Video"}
LOG = ScreenColour(space="ARRI LogC3 (EI800)", **SDR)
LINEAR = ScreenColour(space="ACEScg", **SDR)


@pytest.fixture(autouse=True)
def _no_studio(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(CONFIG_VARIABLE, raising=False)


def write_lut(path: Path, swap: bool = True) -> Path:
    """Write a LUT that exchanges red and blue."""
    lines = ["LUT_3D_SIZE 2"]
    for blue in (0, 1):
        for green in (0, 1):
            lines += [f"{blue} {green} {red}" if swap else f"{red} {green} {blue}" for red in (0, 1)]
    path.write_text("\n".join(lines))
    return path


def near_grey(count: int, low: float, high: float) -> np.ndarray:  # type: ignore[type-arg]
    rng = np.random.default_rng(4)
    levels = np.geomspace(low, high, count)[:, None] * rng.uniform(0.85, 1.15, (count, 3))
    return np.ascontiguousarray(levels, np.float32)


def test_scene_linear_light_is_shown_as_the_exact_way_does() -> None:
    transform = ScreenTransform(LINEAR)
    light = near_grey(400, 0.002, 60)
    quick = transform.shown(light.reshape(20, 20, 3)).reshape(-1, 3)
    exact = np.rint(transform.exactly(light).clip(0, 1) * 255)
    assert np.abs(quick - exact).max() <= 4
    assert np.abs(quick - exact).mean() < 0.8


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_log_codes_are_shown_as_the_exact_way_does(dtype: type) -> None:
    transform = ScreenTransform(LOG)
    top = np.iinfo(dtype).max
    codes = np.rint(near_grey(400, 0.12, 0.8).clip(0, 1) * top).astype(dtype)
    quick = transform.shown(codes.reshape(20, 20, 3)).reshape(-1, 3)
    exact = np.rint(transform.exactly((codes / top).astype(np.float32)).clip(0, 1) * 255)
    assert np.abs(quick - exact).max() <= 12  # where a view clips
    assert np.percentile(np.abs(quick - exact), 98) <= 2
    assert np.abs(quick - exact).mean() < 0.8


def test_middle_grey_lies_where_aces_puts_it() -> None:
    grey = ScreenTransform(LINEAR).shown(np.full((1, 1, 3), 0.18, np.float32))[0, 0]
    assert np.ptp(grey.astype(int)) <= 1
    assert 85 <= grey[0] <= 100


def test_what_is_no_number_and_what_is_dazzling_can_be_shown() -> None:
    light = np.array([[[np.nan] * 3, [np.inf] * 3, [-np.inf] * 3, [-1, 0, 1e30]]], np.float32)
    shown = ScreenTransform(LINEAR).shown(light)
    assert (shown[0, 0] < 3).all()
    assert (shown[0, 1] > 250).all()
    assert (shown[0, 2] < 3).all()


def test_a_look_changes_saturated_colours() -> None:
    blue = np.array([[[0.02, 0.05, 1.8]]], np.float32)
    look = ScreenColour(space="ACEScg", look="ACES 1.3 Reference Gamut Compression", **SDR)
    assert (ScreenTransform(look).shown(blue) != ScreenTransform(LINEAR).shown(blue)).any()


def test_a_lut_is_applied_alone_or_behind_the_view(tmp_path: Path) -> None:
    lut = str(write_lut(tmp_path / "Ünser look.cube"))
    codes = np.array([[[10, 100, 200]]], np.uint8)
    assert ScreenTransform(ScreenColour(lut=lut)).shown(codes)[0, 0] == pytest.approx([200, 100, 10], abs=1)
    both = ScreenTransform(ScreenColour(space=LOG.space, lut=lut, **SDR)).shown(codes)
    assert both[0, 0] == pytest.approx(ScreenTransform(LOG).shown(codes)[0, 0, ::-1], abs=2)


@pytest.mark.parametrize(
    ("colour", "cause"),
    [
        (ScreenColour(space="nowhere", **SDR), "cannot be shown so"),
        (ScreenColour(space="ACEScg", display="wall", view="Raw"), "cannot be shown so"),
        (ScreenColour(space="ACEScg", look="none of these", **SDR), "cannot be shown so"),
        (ScreenColour(config="missing.ocio", space="ACEScg", **SDR), "config cannot be read"),
        (ScreenColour(config="ocio://nothing", space="ACEScg", **SDR), "config cannot be read"),
        (ScreenColour(lut="missing.cube"), "no such LUT"),
    ],
)
def test_what_cannot_be_had_is_a_sentence(colour: ScreenColour, cause: str) -> None:
    with pytest.raises(UsageError, match=cause):
        ScreenTransform(colour)


def test_a_broken_lut_is_a_sentence(tmp_path: Path) -> None:
    path = write_lut(tmp_path / "cut.cube")
    path.write_text(path.read_text()[:30])
    with pytest.raises(UsageError, match=r"cut\.cube"):
        ScreenTransform(ScreenColour(lut=str(path)))


def test_the_studio_config_comes_from_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert ColourConfig().name == BUILT_IN
    path = tmp_path / "studio.ocio"
    path.write_text(ColourConfig().ocio.serialize())
    monkeypatch.setenv(CONFIG_VARIABLE, str(path))
    assert ColourConfig().name == str(path)
    path.write_text("ocio_profile_version: 2\nroles: {")
    with pytest.raises(UsageError, match="colour config"):
        ColourConfig()


def test_a_config_offers_its_default_first() -> None:
    config = ColourConfig()
    assert config.displays[0] == "sRGB - Display"
    assert config.views("sRGB - Display")[0] == "ACES 1.0 - SDR Video"
    assert "ACEScg" in config.spaces
    assert config.looks == ("ACES 1.3 Reference Gamut Compression",)


@pytest.mark.parametrize(
    ("transfer", "is_linear", "space"),
    [
        (1, True, "ACEScg"),
        (16, False, "Rec.2100-PQ - Display"),
        (18, False, "Rec.2100-HLG - Display"),
        (1, False, "sRGB - Texture"),
    ],
)
def test_the_space_of_a_clip_is_guessed_by_its_tags(transfer: int, is_linear: bool, space: str) -> None:
    assert ColourConfig().probable_space(ColourTags(transfer=transfer), is_linear=is_linear) == space


def test_nothing_chosen_is_neutral() -> None:
    assert ScreenColour().is_neutral
    assert ScreenColour(space="ACEScg").is_neutral
    assert not LINEAR.is_neutral


def test_a_proxy_of_scene_linear_pictures_looks_like_them() -> None:
    light = np.linspace(0, 1, 60, dtype=np.float32).reshape(4, 5, 3)
    proxy = np.rint(display_of_linear(light) * 255).astype(np.uint8)
    transform = ScreenTransform(LINEAR)
    assert transform.shown(proxy) == pytest.approx(transform.shown(light), abs=3)
