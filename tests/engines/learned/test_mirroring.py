from __future__ import annotations

import pytest
import torch

from engines.complete.learned.mirroring import Mirroring


@pytest.mark.parametrize(("height", "width"), [(240, 432), (61, 83), (16, 50), (1, 47)])
def test_the_picture_lies_inside(height: int, width: int) -> None:
    picture = torch.rand((3, height, width), generator=torch.Generator().manual_seed(1))
    mirroring = Mirroring.to_multiple(height, width, (48, 48))
    mirrored, inside = mirroring.mirrored(picture), mirroring.inside
    assert mirrored.shape[1] % 48 == 0
    assert mirrored.shape[2] % 48 == 0
    assert torch.equal(mirrored[:, inside.top : inside.bottom, inside.left : inside.right], picture)


def test_beyond_the_edge_it_goes_back_and_forth() -> None:
    picture = torch.arange(3.0).expand(1, 4, 3)
    mirrored = Mirroring(4, 3, 4, 11).mirrored(picture)
    assert mirrored[0, 0].tolist() == [0, 1, 2, 1, 0, 1, 2, 1, 0, 1, 2]


def test_a_size_that_fits_is_left_alone() -> None:
    picture = torch.zeros(3, 240, 432)
    assert Mirroring.to_multiple(240, 432, (48, 48)).mirrored(picture) is picture
