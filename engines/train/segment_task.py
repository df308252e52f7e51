"""What the segmentation network is asked in a step: a frame, and then once more from its own answer."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import torch
from torch import Tensor

from engines.nets.segment.hourglass import SegmentNetwork
from engines.train.losses import prediction_loss
from engines.train.material import Material
from engines.train.samples import Batch, SampleSettings, draw_batch, masks_of, random_of
from engines.train.spoiling import Treatment, spoiled

_AGAIN = 1 << 20


@dataclass(frozen=True, slots=True)
class SegmentTask:
    """Makes batches and losses of steps.

    Attributes
    ----------
    material : Material
        What to learn from.
    seed : int
        Decides, with the step, what each batch holds.
    batch_size : int
        Samples of a step.
    samples : SampleSettings
        How they are made.
    again_from : int
        From this step on, every second step also asks the network to go on from its own answer, as it has to
        along a clip.
    """

    material: Material
    seed: int
    batch_size: int = 12
    samples: SampleSettings = field(default_factory=SampleSettings)
    again_from: int = 600

    def loss(self, network: SegmentNetwork, step: int) -> Tensor:
        """Ask what belongs to a step.

        Parameters
        ----------
        network : SegmentNetwork
            In training.
        step : int
            From 0.
        """
        batch = draw_batch(self.material, self.samples, self.seed, step, self.batch_size)
        memory = network.memorise(batch.key_picture, batch.key_mask)
        first = network(batch.picture, batch.before, batch.prior, memory)
        loss = prediction_loss(first, batch.mask)
        if step < self.again_from or step % 2:
            return loss
        before = self._carried(torch.sigmoid(first.logits.detach()), step)
        second = network(batch.picture, before, batch.prior, memory)
        return 0.5 * (loss + prediction_loss(second, batch.mask))

    def _carried(self, masks: Tensor, step: int) -> Tensor:
        """Move answers as a flow that errs a little would carry them to the next frame."""
        carried = [
            spoiled(mask, Treatment.MINOR, random_of(self.seed, step, _AGAIN + at))
            for at, mask in enumerate(masks[:, 0].numpy())
        ]
        return masks_of(carried)


def scores(network: SegmentNetwork, batch: Batch) -> tuple[float, float]:
    """Overlap of answers and truth, and the loss, of samples that were never learned from.

    Parameters
    ----------
    network : SegmentNetwork
        In evaluation.
    batch : Batch
        The samples.

    Returns
    -------
    overlap, loss : float
        Mean intersection over union (1 where both are empty), and `prediction_loss`.
    """
    with torch.no_grad():
        memory = network.memorise(batch.key_picture, batch.key_mask)
        prediction = network(batch.picture, batch.before, batch.prior, memory)
        loss = float(prediction_loss(prediction, batch.mask))
    found, true = (prediction.logits > 0).numpy(), (batch.mask > 0.5).numpy()
    shared = np.count_nonzero(found & true, axis=(1, 2, 3))
    union = np.count_nonzero(found | true, axis=(1, 2, 3))
    return float(np.mean(np.where(union > 0, shared / np.maximum(union, 1), 1.0))), loss
