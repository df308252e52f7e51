from __future__ import annotations

import pytest
import torch
from torch import Tensor
from torch.nn import functional

from engines.nets.scratch import Scratch
from engines.nets.winograd import WinogradConv

CPU = torch.device("cpu")


def drawn(*shape: int, seed: int = 5) -> Tensor:
    return torch.randn(shape, generator=torch.Generator().manual_seed(seed))


def both(picture: Tensor, channels_out: int, dilation: int) -> tuple[Tensor, Tensor]:
    """Convolve by Winograd, band by band, and in double precision by torch."""
    channels_in = picture.shape[2]
    weight = drawn(channels_out, channels_in, 3, 3) / (9 * channels_in) ** 0.5
    bias = drawn(channels_out, seed=6)
    conv, scratch = WinogradConv(weight, bias, dilation), Scratch(CPU, torch.float32)
    kernels, step = conv.kernels(scratch), conv.band_rows(picture.shape[1])
    bands = [conv.band(picture, kernels, first, scratch).clone() for first in range(0, len(picture), step)]
    planes = picture.double().permute(2, 0, 1)[None]
    wanted = functional.conv2d(planes, weight.double(), bias.double(), 1, dilation, dilation)
    return torch.cat(bands).double(), wanted[0].permute(1, 2, 0)


@pytest.mark.parametrize("dilation", [1, 2, 3])
@pytest.mark.parametrize(("height", "width"), [(60, 108), (24, 24), (13, 7), (1, 1), (2, 50)])
def test_equals_the_direct_form(height: int, width: int, dilation: int) -> None:
    made, wanted = both(drawn(height, width, 40), 24, dilation)
    assert made.shape == wanted.shape
    torch.testing.assert_close(made, wanted, atol=1e-4, rtol=0)
    assert (made - wanted).abs().mean() < 3e-6


def test_bands_of_a_large_picture_meet() -> None:
    picture = drawn(130, 64, 128)
    assert WinogradConv(drawn(128, 128, 3, 3), drawn(128), 1).band_rows(64) < 130
    made, wanted = both(picture, 128, 1)
    torch.testing.assert_close(made, wanted, atol=1e-4, rtol=0)


def test_parts_of_larger_pictures_are_taken_as_they_lie() -> None:
    whole = drawn(30, 40, 48)
    part = whole[3:20, 5:31, :32]
    made, wanted = both(part, 16, 2)
    torch.testing.assert_close(made, wanted, atol=1e-4, rtol=0)


def test_working_memory_is_used_again() -> None:
    scratch = Scratch(CPU, torch.float32)
    large = scratch.take("name", 5, 8)
    assert scratch.take("name", 4, 3).data_ptr() == large.data_ptr()
    assert scratch.take("other", 4, 3).data_ptr() != large.data_ptr()
    scratch.release()
    assert scratch.take("name", 6, 8).shape == (6, 8)


@pytest.mark.parametrize("dilation", [1, 2])
@pytest.mark.parametrize(("height", "width"), [(4, 4), (13, 7), (130, 24)])
def test_a_mirror_image_may_lie_around(height: int, width: int, dilation: int) -> None:
    picture, weight, bias = drawn(height, width, 128), drawn(128, 128, 3, 3) / 34, drawn(128, seed=6)
    conv, scratch = WinogradConv(weight, bias, dilation, mirrored=True), Scratch(CPU, torch.float32)
    kernels, step = conv.kernels(scratch), conv.band_rows(width)
    bands = [conv.band(picture, kernels, first, scratch).clone() for first in range(0, height, step)]
    planes = functional.pad(picture.double().permute(2, 0, 1)[None], (dilation,) * 4, mode="reflect")
    wanted = functional.conv2d(planes, weight.double(), bias.double(), 1, 0, dilation)
    torch.testing.assert_close(torch.cat(bands).double(), wanted[0].permute(1, 2, 0), atol=1e-4, rtol=0)
