"""STTN's discriminator: judges small regions of space and time of a clip.

T-PatchGAN after Y.-L. Chang et al., "Free-form Video Inpainting with 3D Gated Convolution and Temporal
PatchGAN", ICCV 2019; spectral normalisation after T. Miyato et al., ICLR 2018.
"""

from __future__ import annotations

from typing import cast

import torch
from torch import Tensor, nn
from torch.nn import functional

from engines.errors import ShapeError

_KERNEL = 3, 5, 5
_STRIDE = 1, 2, 2
_LEAK = 0.2
_SMALLEST_NORM = 1e-12
_FIRST_ITERATIONS = 15

Extent = tuple[int, int, int]


class SttnDiscriminator(nn.Module):
    """Scores how real each region of a clip looks; six convolutions over time and space.

    Parameters
    ----------
    width : int
        Channels of the first convolution; the last have four times as many. Published is 64.
    """

    def __init__(self, width: int = 64) -> None:
        super().__init__()
        around, most = (1, 2, 2), 4 * width
        last = nn.Conv3d(most, most, _KERNEL, _STRIDE, around)
        nn.init.normal_(last.weight, 0.0, 0.02)
        nn.init.zeros_(cast(Tensor, last.bias))
        self.conv = nn.Sequential(
            SpectralConv3d(3, width, padding=(1, 1, 1)),
            nn.LeakyReLU(_LEAK),
            SpectralConv3d(width, 2 * width, padding=around),
            nn.LeakyReLU(_LEAK),
            SpectralConv3d(2 * width, most, padding=around),
            nn.LeakyReLU(_LEAK),
            SpectralConv3d(most, most, padding=around),
            nn.LeakyReLU(_LEAK),
            SpectralConv3d(most, most, padding=around),
            nn.LeakyReLU(_LEAK),
            last,
        )

    def forward(self, frames: Tensor) -> Tensor:
        """Score one clip.

        Parameters
        ----------
        frames : Tensor
            T x 3 x H x W, floating point in [-1, 1].

        Returns
        -------
        Tensor
            1 x T x 256 x h x w raw scores for a hinge loss; h and w are about a 64th of H and W.

        Raises
        ------
        ShapeError
            If this is not one clip of colour pictures.
        """
        if frames.ndim != 4 or frames.shape[1] != 3:
            raise ShapeError("frames", got=" x ".join(map(str, frames.shape)), wanted="T x 3 x H x W")
        return cast(Tensor, self.conv(frames.transpose(0, 1).unsqueeze(0)).transpose(1, 2))


class SpectralConv3d(nn.Module):
    """A convolution whose weights are divided by an estimate of their largest singular value.

    In training mode each call improves the estimate by one power iteration; otherwise it is used as it is.

    Parameters
    ----------
    channels_in, channels_out : int
        Planes read and written.
    padding : tuple of int
        Zeros around time, rows and columns.
    """

    weight_u: Tensor
    weight_v: Tensor

    def __init__(self, channels_in: int, channels_out: int, *, padding: Extent) -> None:
        super().__init__()
        self.padding = padding
        self.weight_orig = nn.Parameter(torch.empty(channels_out, channels_in, *_KERNEL))
        nn.init.normal_(self.weight_orig, 0.0, 0.02)
        for name, length in (("weight_u", channels_out), ("weight_v", self.weight_orig[0].numel())):
            self.register_buffer(name, _unit(torch.randn(length)))
        for _ in range(_FIRST_ITERATIONS):
            self._iterate()

    def forward(self, planes: Tensor) -> Tensor:
        """Convolve B x channels_in x T x H x W; rows and columns are halved."""
        if self.training:
            self._iterate()
        weight = self.weight_orig / self.sigma()
        return functional.conv3d(planes, weight, stride=_STRIDE, padding=self.padding)

    def sigma(self) -> Tensor:
        """Estimate the largest singular value of the weights, seen as channels_out x everything else."""
        # Copies, because a later iteration in place must not spoil the gradient of this call.
        return torch.dot(self.weight_u.clone(), torch.mv(self.weight_orig.flatten(1), self.weight_v.clone()))

    @torch.no_grad()
    def _iterate(self) -> None:
        matrix = self.weight_orig.flatten(1)
        self.weight_v.copy_(_unit(torch.mv(matrix.t(), self.weight_u)))
        self.weight_u.copy_(_unit(torch.mv(matrix, self.weight_v)))


def _unit(vector: Tensor) -> Tensor:
    return functional.normalize(vector, dim=0, eps=_SMALLEST_NORM)
