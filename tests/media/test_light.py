from __future__ import annotations

import numpy as np
import pytest

from editor.media.light import display_of_linear, linear_of_display


@pytest.mark.parametrize(
    ("display", "linear"), [(0.0, 0.0), (0.04045, 0.0031308), (0.5, 0.2140411), (0.735357, 0.5), (1.0, 1.0)]
)
def test_known_points_of_the_srgb_curve(display: float, linear: float) -> None:
    assert linear_of_display(np.array([display], np.float32))[0] == pytest.approx(linear, abs=1e-6)
    assert display_of_linear(np.array([linear], np.float32))[0] == pytest.approx(display, abs=1e-5)


def test_codes_come_back_exactly() -> None:
    codes = np.arange(65536, dtype=np.float32) / 65535
    there_and_back = display_of_linear(linear_of_display(codes))
    assert np.array_equal(np.rint(there_and_back * 65535), np.arange(65536))


def test_what_a_screen_cannot_show_is_limited() -> None:
    light = np.array([-3, 7, np.inf, -np.inf, np.nan], np.float32)
    assert display_of_linear(light).tolist() == pytest.approx([0, 1, 1, 0, 0])
