from __future__ import annotations

import numpy as np
import pytest

from editor.cli.showing import contact_sheet, wipe, wipe_position
from editor.cli.tables import number, table

BEFORE = np.full((40, 64, 3), 10, np.uint8)
AFTER = np.full((40, 64, 3), 200, np.uint8)


def test_wipe_shows_after_to_the_left_and_before_to_the_right() -> None:
    half = wipe(BEFORE, AFTER, 0.5)
    assert (half[:, :31] == 200).all()
    assert (half[:, 33:] == 10).all()
    assert (half[:, 32] != half[:, 0]).any()
    assert (BEFORE == 10).all()


@pytest.mark.parametrize(("position", "value"), [(0.0, 10), (-1.0, 10), (1.0, 200), (2.0, 200)])
def test_wipe_at_its_ends_is_one_picture(position: float, value: int) -> None:
    assert (wipe(BEFORE, AFTER, position)[:, 2:-2] == value).all()


def test_wipe_goes_once_to_and_fro() -> None:
    course = [wipe_position(index, 101) for index in range(101)]
    assert course[0] == course[100] == 0
    assert course[50] == pytest.approx(1)
    assert course[:51] == sorted(course[:51])
    assert wipe_position(0, 1) == 0


def test_contact_sheet_keeps_rows_and_columns_apart() -> None:
    matte = np.zeros((40, 64), np.uint8)
    matte[10:30] = 255
    sheet = contact_sheet([("before", [BEFORE, AFTER]), ("matte", [matte, matte])], cell_width_px=128)
    assert sheet.shape == (2 * (80 + 8) + 8, 110 + 2 * (128 + 8), 3)
    assert (sheet[48, 110 + 64] == 10).all()
    assert (sheet[48, 110 + 136 + 64] == 200).all()
    assert (sheet[48 + 88, 110 + 64] == 255).all()
    assert (sheet[88 + 10, 110 + 64] == 0).all()
    assert sheet[:, :100].max() > 200


def test_table_aligns_names_left_and_numbers_right() -> None:
    text = table(("", "PSNR dB"), [("goat moving", number(31.456, 2)), ("x", number(None, 2))])
    assert text.splitlines() == ["             PSNR dB", "goat moving    31.46", "x                  -"]
