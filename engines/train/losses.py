"""How far a soft mask is from the true one: per pixel, as a whole, and along the outline."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

from engines.nets.segment.hourglass import Prediction

BOUNDARY_WEIGHT = 3.0
"""How many times more a pixel at the outline counts than one far from it, beside the one that all count."""

EVIDENCE_WEIGHT, TRUST_WEIGHT = 0.3, 0.1

_BOUNDARY_PX = 7
_DICE_SMOOTHING = 64.0
_EVIDENCE_GAIN = 4.0


def mask_loss(logits: Tensor, mask: Tensor) -> Tensor:
    """Cross-entropy, more of it along the outline, and soft Dice.

    Parameters
    ----------
    logits, mask : Tensor
        B x 1 x H x W; log-odds, and the truth from 0 to 1.

    Returns
    -------
    Tensor
        One number, 0 or more.
    """
    weight = 1 + BOUNDARY_WEIGHT * outline(mask)
    entropy = functional.binary_cross_entropy_with_logits(logits, mask, reduction="none")
    return (entropy * weight).sum() / weight.sum() + dice_loss(torch.sigmoid(logits), mask)


def dice_loss(soft: Tensor, mask: Tensor) -> Tensor:
    """One less the overlap of two soft masks, B x 1 x H x W, averaged over B."""
    shared = (soft * mask).sum((1, 2, 3))
    both = soft.sum((1, 2, 3)) + mask.sum((1, 2, 3))
    return (1 - (2 * shared + _DICE_SMOOTHING) / (both + _DICE_SMOOTHING)).mean()


def outline(mask: Tensor) -> Tensor:
    """Say how near the outline pixels are: B x 1 x H x W, 0 (far) to 1 (on it)."""
    near = functional.avg_pool2d(mask, _BOUNDARY_PX, 1, _BOUNDARY_PX // 2, count_include_pad=False)
    return 4 * near * (1 - near)


def prediction_loss(prediction: Prediction, mask: Tensor) -> Tensor:
    """Add up the loss of the mask, of the evidence beneath it, and of the network's trust in itself.

    Parameters
    ----------
    prediction : Prediction
        What the network made.
    mask : Tensor
        B x 1 x H x W, the truth.
    """
    logits = prediction.logits
    height, width = prediction.evidence.shape[-2:]
    coarse = functional.adaptive_avg_pool2d(mask, (height, width))
    evidence = functional.binary_cross_entropy_with_logits(
        prediction.evidence[:, :1] * _EVIDENCE_GAIN, coarse
    )
    is_right = ((logits.detach() > 0) == (mask > 0.5)).float()
    trust = functional.binary_cross_entropy_with_logits(prediction.trust, is_right)
    return mask_loss(logits, mask) + EVIDENCE_WEIGHT * evidence + TRUST_WEIGHT * trust
