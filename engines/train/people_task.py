"""What the search for people is asked in a step, and how well it finds those it never learned from."""

from __future__ import annotations

from dataclasses import dataclass, field
from statistics import fmean

import cv2
import numpy as np
import torch
from torch import Tensor

from engines.detect.people.finding import PeopleFinder, looked_at
from engines.measure.masks import region_similarity
from engines.nets.people import PeopleNetwork
from engines.train.losses import mask_loss
from engines.train.material import MaskedFrames, Material
from engines.train.people_samples import PeopleBatch, PeopleSamples, draw_people


@dataclass(frozen=True, slots=True)
class PeopleTask:
    """Makes batches and losses of steps.

    Attributes
    ----------
    material : Material
        What to learn from.
    seed : int
        Decides, with the step, what each batch holds.
    batch_size : int
        Samples of a step.
    samples : PeopleSamples
        How they are made.
    """

    material: Material
    seed: int
    batch_size: int = 8
    samples: PeopleSamples = field(default_factory=PeopleSamples)

    def loss(self, network: PeopleNetwork, step: int) -> Tensor:
        """Ask what belongs to a step, from 0."""
        batch = draw_people(self.material, self.samples, self.seed, step, self.batch_size)
        return mask_loss(network(batch.picture, batch.before), batch.mask)


def people_scores(network: PeopleNetwork, batch: PeopleBatch) -> dict[str, float]:
    """Overlap of all that was found and all that is there, and the loss, without and with a mask before.

    Parameters
    ----------
    network : PeopleNetwork
        In evaluation.
    batch : PeopleBatch
        Samples that were never learned from.

    Returns
    -------
    dict of str to float
        `unaided` is without a mask before; `aided` with what the batch holds.
    """
    told = {}
    for name, before in (("unaided", torch.zeros_like(batch.before)), ("aided", batch.before)):
        with torch.no_grad():
            logits = network(batch.picture, before)
        found, true = (logits > 0).numpy(), (batch.mask > 0.5).numpy()
        told[name] = int((found & true).sum()) / max(1, int((found | true).sum()))
        told[f"{name}_loss"] = float(mask_loss(logits, batch.mask))
    return told


def unaided_overlap(network: PeopleNetwork, clip: MaskedFrames, frames: int) -> float:
    """Measure J of the first frames of a clip, which are found from nothing, frame after frame.

    Parameters
    ----------
    network : PeopleNetwork
        Of either form.
    clip : MaskedFrames
        With its people masked.
    frames : int
        So many at most.
    """
    finder = PeopleFinder(network)
    found = []
    for at in range(min(frames, len(clip))):
        small, mask = looked_at(clip.frame(at)), clip.mask(at)
        matte = cv2.resize(finder.find_small(small), (mask.shape[1], mask.shape[0]))
        found.append(region_similarity(matte >= 0.5, np.asarray(mask >= 0.5)))
    return fmean(found) if found else 0.0
