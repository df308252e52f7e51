"""People in the place of mattes: found along the clip, kept in order, refused where nothing can find them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import cv2
import numpy as np
import pytest
import torch
from removal_clips import HEIGHT, WIDTH, Listener, ignore, pictures, write_mattes, write_movie

from editor.errors import UsageError
from editor.render.background import replace_background
from editor.render.background_request import BackgroundRequest, is_people
from editor.render.jobs.request_file import inputs_of
from editor.render.people_mattes import PeopleMattes
from engines.nets import weights
from engines.nets.cards import Network
from engines.nets.people import PeopleNetwork
from engines.nets.weights_networks import answer_of
from engines.nets.weights_store import Content, Origin, store

COUNT = 4


@pytest.fixture
def bright_is_people(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Weights that find what is bright, and add a little where something was found before."""
    network = PeopleNetwork(normalised=False).eval()
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.zero_()
        last = network.out.weight
        first_colour = last.shape[1] - 2 * 4 - 4
        last[0, first_colour : first_colour + 3] = 8
        last[0, first_colour + 3] = 1
    content = Content(
        Network.PEOPLE,
        {key: value.float() for key, value in network.state_dict().items()},
        sum(one.numel() for one in network.parameters()),
        answer_of(network, Network.PEOPLE),
    )
    origin = Origin(
        source_name="made", source_sha256="0" * 64, licence="ours", imported=date(2026, 1, 1), training={}
    )
    store(content, "people", origin, tmp_path / "models", replace=True)
    monkeypatch.setenv(weights.FOLDER_VARIABLE, str(tmp_path / "models"))


def asked(clip: Path, mask: str | Path, out: Path) -> BackgroundRequest:
    return BackgroundRequest(
        str(clip), Path(mask), "0000ff", str(out), matte_out=str(out.parent / "mattes out")
    )


@pytest.mark.usefixtures("bright_is_people")
def test_what_is_found_stays_and_the_rest_is_replaced(tmp_path: Path) -> None:
    clip = write_movie(tmp_path / "shot.mkv", COUNT)
    listener = Listener()
    result = replace_background(asked(clip, "people", tmp_path / "out.mkv"), listener, ignore)
    assert result.frame_count == COUNT
    assert "look at the mattes" in listener.notices
    assert len(pictures(tmp_path / "out.mkv")) == COUNT
    mattes = [
        cv2.imdecode(np.fromfile(one, np.uint8), 0) for one in sorted((tmp_path / "mattes out").iterdir())
    ]
    assert [one.shape for one in mattes] == [(HEIGHT, WIDTH)] * COUNT
    shares = [float((one > 127).mean()) for one in mattes]
    assert all(0.02 < share < 0.98 for share in shares)


@pytest.mark.usefixtures("bright_is_people")
def test_a_frame_out_of_order_begins_anew(tmp_path: Path) -> None:
    clip = str(write_movie(tmp_path / "shot.mkv", COUNT))
    mattes, others = PeopleMattes(clip), PeopleMattes(clip)
    along = [mattes.read(index) for index in range(COUNT)]
    alone = others.read(2)
    assert not np.array_equal(alone, along[2])
    assert np.array_equal(mattes.read(2), alone)
    for one in (mattes, others):
        one.close()


def test_a_folder_of_that_name_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    clip = write_movie(tmp_path / "shot.mkv", COUNT)
    request = asked(clip, "people", tmp_path / "out.mkv")
    assert is_people(request.mask)
    assert "mask" not in inputs_of(request)
    write_mattes(tmp_path / "people", COUNT)
    assert not is_people(request.mask)
    assert inputs_of(request)["mask"] == "people"


def test_without_weights_it_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engines.detect.people.making.find", lambda _: None)
    clip = write_movie(tmp_path / "shot.mkv", COUNT)
    with pytest.raises(UsageError, match="no weights that find people"):
        replace_background(asked(clip, "people", tmp_path / "out.mkv"), Listener(), ignore)
    assert not (tmp_path / "out.mkv").exists()
