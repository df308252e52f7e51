"""Which footage a clip is drawn from: strata in exact shares, footage by its length, from seed and number."""

from __future__ import annotations

import numpy as np

from engines.train.clips.footage import ClipMaterial, Footage
from engines.train.samples import random_of

_DECK = 64
_STRATA, _FOOTAGE = 1 << 21, 1 << 22


class Sampler:
    """Chooses footage for the clips of a training, which are numbered from 0.

    Of every so many clips each stratum gets its share exactly (rounded to whole clips, one at least), in an
    order that is shuffled anew each time. Within a stratum footage comes as often as it has frames.

    Parameters
    ----------
    material : ClipMaterial
        Checked.
    seed : int
        Of the training.
    """

    def __init__(self, material: ClipMaterial, seed: int) -> None:
        self._material = material
        self._seed = seed
        self._deck = _deck([one.weight for one in material.strata])
        self._ends = [np.cumsum([len(one) for one in stratum.footage]) for stratum in material.strata]

    def stratum(self, number: int) -> int:
        """Say which stratum a clip comes from."""
        round_number, at = divmod(number, len(self._deck))
        order = random_of(self._seed, _STRATA, round_number).permutation(len(self._deck))
        return self._deck[int(order[at])]

    def footage(self, number: int) -> Footage:
        """Say which footage a clip comes from."""
        at = self.stratum(number)
        ends = self._ends[at]
        frame = int(random_of(self._seed, _FOOTAGE, number).integers(ends[-1]))
        return self._material.strata[at].footage[int(np.searchsorted(ends, frame, side="right"))]


def _deck(weights: list[float]) -> list[int]:
    """Lay out cards of the strata, as many as their weights say (largest remainders)."""
    total, count = sum(weights), max(_DECK, len(weights))
    exact = [weight / total * count for weight in weights]
    cards = [max(1, int(one)) for one in exact]
    by_remainder = sorted(range(len(exact)), key=lambda at: (cards[at] - exact[at], at))
    for at in by_remainder[: max(0, count - sum(cards))]:
        cards[at] += 1
    return [at for at, many in enumerate(cards) for _ in range(many)]
