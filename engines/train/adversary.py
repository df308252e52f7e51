"""Judges that learn to tell fills from the truth, while the network learns to deceive them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.nn.utils.parametrizations import spectral_norm

from engines.train.effort import Ranks


@dataclass(frozen=True, slots=True)
class JudgeSettings:
    """How a judge learns.

    Attributes
    ----------
    learning_rate : callable
        Of a batch's number.
    momentum, square_momentum : float
        Of its Adam.
    is_hinge : bool
        Whether it is taught by hinges; else by cross-entropy.
    """

    learning_rate: Callable[[int], float]
    momentum: float = 0.0
    square_momentum: float = 0.99
    is_hinge: bool = True


class Adversary:
    """A judge with its optimiser, which learns beside the network.

    Parameters
    ----------
    judge : Module
        Scores a clip, T x 3 x H x W from -1 to 1; of any shape, higher is more real.
    settings : JudgeSettings
        How it learns.
    ranks : Ranks
        The processes that share the training.
    """

    def __init__(self, judge: nn.Module, settings: JudgeSettings, ranks: Ranks) -> None:
        self.judge = judge
        self._settings = settings
        self._ranks = ranks
        betas = settings.momentum, settings.square_momentum
        self._optimiser = torch.optim.Adam(judge.parameters(), lr=settings.learning_rate(0), betas=betas)

    def learn(self, real: Tensor, made: Tensor, number: int) -> None:
        """Learn to tell one from the other.

        Parameters
        ----------
        real, made : Tensor
            B x T x 3 x H x W, -1 to 1; no gradient goes back into them.
        number : int
            Of the batch.
        """
        for group in self._optimiser.param_groups:
            group["lr"] = self._settings.learning_rate(number)
        self._optimiser.zero_grad(set_to_none=True)
        loss = (self._mean(real.detach(), is_real=True) + self._mean(made.detach(), is_real=False)) / 2
        loss.backward()  # type: ignore[no-untyped-call]
        self._ranks.average(self.judge)
        self._optimiser.step()

    def doubt(self, made: Tensor) -> Tensor:
        """Say how little what was made deceives the judge: the network's part of the loss."""
        with self._frozen():
            if self._settings.is_hinge:
                return -torch.stack([self.judge(clip).mean() for clip in made]).mean()
            return self._mean(made, is_real=True)

    def state(self) -> dict[str, object]:
        """Give weights and optimiser."""
        return {"judge": self.judge.state_dict(), "optimiser": self._optimiser.state_dict()}

    def restore(self, state: Mapping[str, object]) -> None:
        """Take back what `state` gave."""
        self.judge.load_state_dict(state["judge"])  # type: ignore[arg-type]
        self._optimiser.load_state_dict(state["optimiser"])  # type: ignore[arg-type]

    def _mean(self, clips: Tensor, *, is_real: bool) -> Tensor:
        losses = []
        for clip in clips:
            scores = self.judge(clip)
            if self._settings.is_hinge:
                losses.append(functional.relu(1 - scores if is_real else 1 + scores).mean())
            else:
                wanted = torch.full_like(scores, float(is_real))
                losses.append(functional.binary_cross_entropy_with_logits(scores, wanted))
        return torch.stack(losses).mean()

    @contextmanager
    def _frozen(self) -> Iterator[None]:
        """Let gradients pass through the judge, and none stay in it."""
        for parameter in self.judge.parameters():
            parameter.requires_grad_(False)
        try:
            yield
        finally:
            for parameter in self.judge.parameters():
                parameter.requires_grad_(True)


class PatchJudge(nn.Module):
    """Judges overlapping patches of single pictures (70 x 70 pixels), with spectral normalisation.

    P. Isola et al., "Image-to-Image Translation with Conditional Adversarial Networks", CVPR 2017, as T. Yu
    et al. use it with region normalisation.

    Parameters
    ----------
    width : int
        Channels of the first convolution.
    """

    def __init__(self, width: int = 64) -> None:
        super().__init__()
        widths = [3, width, 2 * width, 4 * width, 8 * width, 1]
        strides = [2, 2, 2, 1, 1]
        layers: list[nn.Module] = []
        for at, stride in enumerate(strides):
            layers.append(spectral_norm(nn.Conv2d(widths[at], widths[at + 1], 4, stride, 1)))
            layers.append(nn.LeakyReLU(0.2))
        self.layers = nn.Sequential(*layers[:-1])

    def forward(self, frames: Tensor) -> Tensor:
        """Score T x 3 x H x W pictures of 32 pixels a side at least."""
        scores: Tensor = self.layers(frames)
        return scores
