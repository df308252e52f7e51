"""The benchmark measures what it says."""

from __future__ import annotations

from dataclasses import astuple

from editor.masks.benchmark import mask_figures
from editor.masks.evaluate.grid import PixelGrid


def test_all_figures_are_measured() -> None:
    figures = mask_figures(PixelGrid(160, 90))
    assert all(figure > 0 for figure in astuple(figures))
    assert figures.key_matte_bytes == mask_figures(PixelGrid(160, 90)).key_matte_bytes
