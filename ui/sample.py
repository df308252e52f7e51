"""The sample shot, drawn on this machine the first time that it is opened."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

from editor.project.folders import data_folder

_WIDTH, _HEIGHT, _RATE, _SEED = 960, 540, 25, 7
_FRAMES = 50


def sample_shot(tell: Callable[[int, int], None]) -> Path:
    """Find the sample, or draw it; takes seconds.

    Parameters
    ----------
    tell : callable
        Is given the count of finished frames and of all.

    Raises
    ------
    CleanplateError
        If it cannot be written.
    """
    # Loads SciPy and what movies are written with, which the window does without.
    from editor.datasets.sample.scene import SceneSettings
    from editor.datasets.synthesise import SampleSettings, find_sample, write_sample

    settings = SampleSettings(SceneSettings(_WIDTH, _HEIGHT, Fraction(_RATE), _SEED), _FRAMES)
    folder = data_folder() / "sample"
    found = find_sample(folder, settings)
    if found is None:
        folder.parent.mkdir(parents=True, exist_ok=True)
        found = write_sample(folder, settings, lambda done: tell(done, _FRAMES), overwrite=folder.exists())
    return found.shot
