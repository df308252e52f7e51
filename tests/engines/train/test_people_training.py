"""Finding people by itself: what it learns from, that it learns, and that it goes on as if never stopped."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import cast

import cv2
import numpy as np
import pytest
import torch

from engines.detect.people.finding import PeopleFinder
from engines.nets.cards import Network
from engines.nets.people import PeopleNetwork, folded_people
from engines.nets.weights import load_into
from engines.nets.weights_networks import fresh
from engines.train.card import Told
from engines.train.material import Labels, Material, MaterialError, Rgb8
from engines.train.people_course import PeoplePlan, first_people_network, people_course
from engines.train.people_samples import PeopleSamples, draw_people
from engines.train.people_task import people_scores


class Street:
    """Pictures of bright uprights before dark grounds: people enough to learn from in seconds."""

    def __init__(self, count: int, seed: int) -> None:
        random = np.random.default_rng(seed)
        self._frames, self._labels = [], []
        for _ in range(count):
            frame = random.integers(0, 90, (96, 128, 3), np.uint8)
            labels = np.zeros((96, 128), np.uint8)
            for value in (1, 2):
                centre = int(random.integers(20, 108)), int(random.integers(40, 60))
                cv2.ellipse(labels, centre, (8, 26), 0, 0, 360, value, -1)
            frame[labels > 0] = random.integers(200, 256, 3)
            self._frames.append(frame)
            self._labels.append(labels)

    def __len__(self) -> int:
        return len(self._frames)

    def frame(self, index: int) -> Rgb8:
        return self._frames[index]

    def labels(self, index: int) -> Labels:
        return self._labels[index]


class Grounds(Street):
    """The same without anybody."""

    def frame(self, index: int) -> Rgb8:
        return np.where(self._labels[index][..., None] > 0, 40, self._frames[index]).astype(np.uint8)


MATERIAL = Material(instances=[Street(12, 0)], pictures=[Grounds(12, 1)])


def silent(facts: dict[str, object]) -> None:
    """Listen to nothing."""
    assert facts


def plan_of(steps: int) -> PeoplePlan:
    return PeoplePlan(steps, minutes=10, seed=3, batch_size=4, size_px=64, threads=1)


def test_half_of_the_samples_have_to_be_found_from_nothing() -> None:
    batch = draw_people(MATERIAL, PeopleSamples(64), 5, 0, 120)
    is_empty = batch.before.amax((1, 2, 3)) == 0
    has_people = batch.mask.amax((1, 2, 3)) > 0.5
    share = float(is_empty[has_people].float().mean())
    assert 0.35 < share < 0.65
    # Some show nobody at all, or everything would be taken for people.
    assert 0 < int((~has_people).sum()) < 60


def test_all_people_of_a_photograph_are_asked_for() -> None:
    masks = draw_people(MATERIAL, PeopleSamples(96), 5, 0, 40).mask[:, 0].numpy()
    counts = [cv2.connectedComponents((one > 0.5).astype(np.uint8))[0] - 1 for one in masks]
    assert max(counts) >= 2


def test_without_people_there_is_nothing_to_learn(tmp_path: Path) -> None:
    with pytest.raises(MaterialError, match="people"):
        people_course(plan_of(1), Material(pictures=[Grounds(3, 1)]), {}, tmp_path, print)


def test_it_learns_to_find_people_from_nothing(tmp_path: Path) -> None:
    course = people_course(plan_of(40), MATERIAL, {}, tmp_path, silent)
    before = course.scored()["unaided"]
    model = course.train(Told("uprights", "none", "ours"), "people", date(2026, 1, 1))
    assert model is not None
    network = fresh(Network.PEOPLE)
    load_into(network, model)
    batch = draw_people(Material(instances=[Street(6, 9)]), PeopleSamples(64), 8, 0, 32)
    after = people_scores(cast(PeopleNetwork, network), batch)["unaided"]
    assert after > before + 0.15
    assert model.card.training["licence_of_data"] == "ours"


def test_a_step_sees_the_same_whenever_it_comes() -> None:
    one, same, other = (draw_people(MATERIAL, PeopleSamples(64), 5, step, 3) for step in (7, 7, 8))
    assert torch.equal(one.picture, same.picture)
    assert torch.equal(one.before, same.before)
    assert not torch.equal(one.picture, other.picture)


def test_the_form_that_is_shipped_answers_as_the_one_that_learned() -> None:
    network = first_people_network(0)
    for module in network.modules():
        if isinstance(module, torch.nn.BatchNorm2d):
            torch.nn.init.uniform_(module.running_mean, -0.3, 0.3)
            torch.nn.init.uniform_(module.running_var, 0.5, 2)
            torch.nn.init.uniform_(module.weight, 0.5, 1.5)
    network.eval()
    picture, before = torch.rand(1, 3, 64, 96) * 2 - 1, torch.rand(1, 1, 64, 96)
    with torch.inference_mode():
        wanted, got = network(picture, before), folded_people(network)(picture, before)
    assert float((wanted - got).abs().max()) < 1e-3
    assert float(wanted.std()) > 1e-3


@pytest.mark.parametrize("size", [(90, 160), (200, 112), (31, 33)])
def test_mattes_have_the_size_of_their_frames(size: tuple[int, int]) -> None:
    finder = PeopleFinder(PeopleNetwork())
    random = np.random.default_rng(0)
    mattes = [finder.find(random.integers(0, 256, (*size, 3), np.uint8)) for _ in range(2)]
    assert [one.shape for one in mattes] == [size, size]
    assert mattes[0].dtype == np.uint8


def test_what_was_found_before_is_a_hint_until_it_is_forgotten() -> None:
    torch.manual_seed(1)
    finder = PeopleFinder(PeopleNetwork())
    frame = np.random.default_rng(0).integers(0, 256, (192, 192, 3), np.uint8)
    first = finder.find_small(frame)
    second = finder.find_small(frame)
    finder.forget()
    assert np.array_equal(finder.find_small(frame), first)
    assert not np.array_equal(first, second)
