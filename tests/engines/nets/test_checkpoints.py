"""From a checkpoint to a model and back into a network."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
import torch
from parity import state
from safetensors.torch import load_file
from torch import Tensor

from engines.nets.cards import Network, card_text, read_card
from engines.nets.checkpoints import ImportRequest, import_checkpoint, recognise, verify
from engines.nets.opn import OPN
from engines.nets.sttn import SttnGenerator
from engines.nets.weights import Model, available, find, load_into, model_named
from engines.nets.weights_errors import ModelError, WrongNetworkError
from engines.nets.weights_networks import fresh, layout
from engines.nets.weights_store import remove

DAY = date(2026, 2, 3)
PUBLISHED = {
    "opn": (Network.OPN, 3_420_422),
    "tcn": (Network.TCN, 11_156_806),
    "sttn": (Network.STTN, 16_556_163),
    "sttn_d": (Network.STTN_DISCRIMINATOR, 17_832_256),
}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep models of the test's own."""
    monkeypatch.setenv("CLEANPLATE_MODELS", str(tmp_path / "modèles"))
    torch.set_num_threads(1)
    return tmp_path / "modèles"


@cache
def weights(network: Network) -> dict[str, Tensor]:
    return fresh(network).state_dict()


def checkpoint(path: Path, tensors: object) -> ImportRequest:
    torch.save(tensors, path)
    return ImportRequest(path, DAY)


def opn(path: Path, change: Callable[[dict[str, Tensor]], object] | None = None) -> ImportRequest:
    """Save OPN's weights, changed."""
    tensors = dict(weights(Network.OPN))
    if change is not None:
        change(tensors)
    return checkpoint(path, tensors)


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Import OPN once, as `OPN ü.pth`."""
    place = tmp_path_factory.mktemp("imported")
    import_checkpoint(opn(place / "OPN ü.pth"), place / "models")
    return place / "models"


@pytest.fixture
def model(imported: Path, folder: Path) -> Model:
    """Return a model that a test may damage."""
    shutil.copytree(imported, folder)
    return model_named("opn")


@pytest.mark.footage
@pytest.mark.parametrize("name", PUBLISHED)
def test_published_checkpoints_are_recognised_and_load_strictly(
    name: str, shared: Path, tmp_path: Path, folder: Path
) -> None:
    network, parameter_count = PUBLISHED[name]
    tensors = state(shared, name)
    if network in (Network.OPN, Network.TCN):
        content: object = {f"module.{key}": value for key, value in tensors.items()}
    else:
        content = {"netD" if network is Network.STTN_DISCRIMINATOR else "netG": tensors}
    model = import_checkpoint(checkpoint(tmp_path / f"{name}.pth", content), folder)
    assert model.card.network is network
    assert model.card.parameter_count == parameter_count
    assert set(model.card.keys) == set(tensors)
    loaded = fresh(network)
    load_into(loaded, model)
    assert all(torch.equal(entry, tensors[key]) for key, entry in loaded.state_dict().items())
    verify(model)


@pytest.mark.parametrize("network", [Network.AUTO_STTN, Network.RNOT])
def test_networks_that_no_fixture_holds_become_models_that_answer(
    network: Network, tmp_path: Path, folder: Path
) -> None:
    request = checkpoint(tmp_path / f"{network.value}.pth", weights(network))
    model = import_checkpoint(request, folder)
    assert model.card.network is network
    assert find(network) == model_named(network.value) == model


def test_the_card_says_where_weights_come_from(model: Model, folder: Path) -> None:
    card = read_card(model.card_path)
    assert card == model.card
    assert (card.source_name, card.imported) == ("OPN ü.pth", DAY)
    assert "CC BY-NC-SA" in card.licence
    assert card.keys["Encoder.conv12.input_conv.weight"] == (64, 5, 5, 5)
    assert len(card.source_sha256) == len(card.sha256) == 64
    assert json.loads(model.card_path.read_text(encoding="utf-8"))["network"] == "opn"
    assert {path.name for path in folder.iterdir()} == {"opn.json", card.weights}
    assert len(load_file(model.path)) == 70


def test_constants_may_be_absent(tmp_path: Path, folder: Path) -> None:
    def drop(tensors: dict[str, Tensor]) -> None:
        for key in [key for key in tensors if key.split(".")[-1] in ("mean", "mean3d", "std")]:
            del tensors[key]

    model = import_checkpoint(opn(tmp_path / "a.pth", drop), folder)
    assert list(model.card.keys) == list(layout(Network.OPN).shapes)
    net = OPN()
    load_into(net, model)
    assert net.mean.flatten().tolist() == pytest.approx([0.485, 0.456, 0.406])


def test_half_precision_becomes_single(tmp_path: Path, folder: Path) -> None:
    halved = {key: value.half() for key, value in weights(Network.OPN).items()}
    model = import_checkpoint(checkpoint(tmp_path / "a.pth", halved), folder)
    assert {value.dtype for value in load_file(model.path).values()} == {torch.float32}


@pytest.mark.parametrize(
    ("file_name", "told", "found"),
    [
        ("sttn.pth", None, Network.STTN),
        ("Auto-STTN.pth", None, Network.AUTO_STTN),
        ("sttn_auto.ckpt", None, Network.AUTO_STTN),
        ("gen_00010.pth", Network.AUTO_STTN, Network.AUTO_STTN),
        ("auto-sttn.pth", Network.STTN, Network.STTN),
    ],
)
def test_the_name_or_the_user_tells_sttn_from_auto_sttn(
    file_name: str, told: Network | None, found: Network
) -> None:
    assert recognise(weights(Network.STTN), Path(file_name), told) is found


def test_a_name_that_does_not_tell_is_asked_about() -> None:
    with pytest.raises(WrongNetworkError, match="--network sttn or --network auto-sttn"):
        recognise(weights(Network.STTN), Path("gen_00010.pth"))


@pytest.mark.parametrize(
    ("change", "said", "key"),
    [
        (lambda w: w.pop("Decoder.conv2.gating_conv.bias"), "it lacks", "Decoder.conv2.gating_conv.bias"),
        (lambda w: w.update({"Decoder.extra": torch.ones(2)}), "besides", "Decoder.extra"),
        (
            lambda w: w.update({"Encoder.conv2.input_conv.weight": torch.ones(64, 3, 3, 3)}),
            "is 64x3x3x3 and not 64x64x3x3",
            "Encoder.conv2.input_conv.weight",
        ),
        (lambda w: w.update({"mean": torch.ones(3)}), "is 3 and not 1x3x1x1", "mean"),
        (
            lambda w: w.update({"Encoder.conv2.input_conv.bias": torch.ones(64, dtype=torch.int64)}),
            "whole numbers",
            "Encoder.conv2.input_conv.bias",
        ),
        (
            lambda w: w.update({"Encoder.conv2.input_conv.bias": torch.full((64,), torch.nan)}),
            "no numbers",
            "Encoder.conv2.input_conv.bias",
        ),
        (
            lambda w: w.update({"Encoder.conv2.input_conv.bias": torch.ones(1).expand(1 << 40)}),
            "is 1099511627776 and not 64",
            "Encoder.conv2.input_conv.bias",
        ),
    ],
)
def test_what_does_not_fit_is_named(
    change: Callable[[dict[str, Tensor]], object], said: str, key: str, tmp_path: Path, folder: Path
) -> None:
    with pytest.raises(WrongNetworkError, match=said) as raised:
        import_checkpoint(opn(tmp_path / "a.pth", change), folder)
    assert raised.value.key == key
    assert key in str(raised.value)
    assert not folder.exists()


def test_weights_that_run_over_are_refused(tmp_path: Path, folder: Path) -> None:
    def enlarge(tensors: dict[str, Tensor]) -> None:
        tensors["Encoder.conv2.input_conv.weight"] = torch.full((64, 64, 3, 3), 3e38)

    with pytest.raises(WrongNetworkError, match="gives no numbers with these weights"):
        import_checkpoint(opn(tmp_path / "a.pth", enlarge), folder)
    assert not folder.exists()


def own_models() -> list[Model]:
    """List the models that did not come with the program."""
    return [model for model in available() if not model.is_shipped]


def test_other_networks_are_told(tmp_path: Path, folder: Path) -> None:
    other = {"features.0.weight": torch.ones(64, 3, 3, 3), "features.0.bias": torch.ones(64)}
    with pytest.raises(WrongNetworkError, match=r"features\.0\.weight.* no network here; give a checkpoint"):
        import_checkpoint(checkpoint(tmp_path / "vgg.pth", other), folder)
    with pytest.raises(WrongNetworkError, match=r"it holds the weights of OPN .* not of TCN"):
        import_checkpoint(replace(opn(tmp_path / "a.pth"), network=Network.TCN), folder)
    assert own_models() == []


def test_an_existing_model_is_only_replaced_when_that_is_asked_for(tmp_path: Path, folder: Path) -> None:
    first = import_checkpoint(opn(tmp_path / "a.pth"), folder)

    def change(tensors: dict[str, Tensor]) -> None:
        tensors["Encoder.conv2.input_conv.bias"] = torch.ones(64)

    request = opn(tmp_path / "b.pth", change)
    with pytest.raises(ModelError, match="there is a model 'opn' already; allow replacing"):
        import_checkpoint(request, folder)
    assert find(Network.OPN) == first
    second = import_checkpoint(replace(request, replace=True), folder)
    assert find(Network.OPN) == second != first
    assert {path.name for path in folder.iterdir()} == {"opn.json", second.card.weights}
    third = import_checkpoint(replace(request, name="opn-mine"), folder)
    assert own_models() in ([third, second], [second, third])
    assert find(Network.OPN) == second
    remove(second)
    assert find(Network.OPN) == third
    assert {path.name for path in folder.iterdir()} == {"opn-mine.json", third.card.weights}


@pytest.mark.parametrize("name", ["", "../x", "Ä", "a b", ".hidden", "a/b", "x" * 65])
def test_names_that_are_no_names_are_refused(name: str, tmp_path: Path, folder: Path) -> None:
    if name:
        with pytest.raises(ModelError, match="cannot be the name of a model"):
            import_checkpoint(replace(opn(tmp_path / "a.pth"), name=name), folder)
    with pytest.raises(ModelError, match="there is no model"):
        model_named(name)


@pytest.mark.parametrize("at", [0, 10_000, -1])
def test_changed_weights_are_not_loaded(at: int, model: Model) -> None:
    data = bytearray(model.path.read_bytes())
    data[at] ^= 1
    model.path.write_bytes(data)
    net = OPN()
    before = net.Encoder.conv2.input_conv.weight.clone()
    for use in (lambda: verify(model), lambda: load_into(net, model)):
        with pytest.raises(ModelError, match="have changed since they were imported; import"):
            use()
    assert torch.equal(net.Encoder.conv2.input_conv.weight, before)


def test_another_answer_is_told(model: Model) -> None:
    card = model.card
    wrong = replace(card.answer, values=(card.answer.values[0] + 0.01, *card.answer.values[1:]))
    model.card_path.write_text(card_text(replace(card, answer=wrong)), encoding="utf-8")
    with pytest.raises(ModelError, match="gives another answer"):
        verify(model_named("opn"))


def test_weights_of_one_network_do_not_go_into_another(model: Model) -> None:
    with pytest.raises(ModelError, match="do not fit the network"):
        load_into(SttnGenerator(), model)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        '{"format": 1}',
        '{"format": "one"}',
        "[" * 100_000,
        "\x00",
        '{"format": 1, "name": 3}',
    ],
)
def test_damaged_cards_are_told_and_passed_over(text: str, model: Model) -> None:
    model.card_path.write_text(text, encoding="utf-8")
    assert find(Network.OPN) is None
    with pytest.raises(ModelError, match="the card is damaged"):
        model_named("opn")


@pytest.mark.parametrize(
    "change",
    [
        {"weights": "../../secret.safetensors"},
        {"weights": "other-12345678.safetensors"},
        {"name": "../opn"},
        {"network": "vgg"},
        {"keys": [1]},
        {"answer": {"seed": 1}},
    ],
)
def test_cards_point_nowhere_else(change: dict[str, object], model: Model) -> None:
    facts = json.loads(model.card_path.read_text(encoding="utf-8"))
    model.card_path.write_text(json.dumps({**facts, **change}), encoding="utf-8")
    with pytest.raises(ModelError, match="damaged"):
        model_named("opn")


def test_later_cards_are_told(model: Model) -> None:
    facts = json.loads(model.card_path.read_text(encoding="utf-8"))
    model.card_path.write_text(json.dumps({**facts, "format": 2}), encoding="utf-8")
    with pytest.raises(ModelError, match="later version"):
        model_named("opn")


def test_links_are_no_weights(model: Model, tmp_path: Path) -> None:
    model.path.rename(tmp_path / "elsewhere")
    assert find(Network.OPN) is None
    model.path.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(ModelError, match="weights of this model are missing"):
        model_named("opn")


def test_a_full_disk_leaves_the_old_model(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = import_checkpoint(opn(tmp_path / "a.pth"), folder)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    request = opn(tmp_path / "b.pth", lambda w: w.update({"Encoder.conv2.input_conv.bias": torch.ones(64)}))
    with monkeypatch.context() as patched:
        patched.setattr("os.fsync", full)
        with pytest.raises(ModelError, match="the disk is full; make room"):
            import_checkpoint(replace(request, replace=True), folder)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    verify(first)


def test_without_a_folder_there_are_no_models(folder: Path) -> None:
    assert own_models() == []
    assert find(Network.STTN) is None
    with pytest.raises(ModelError, match=r"there is no model 'sttn'; choose one of .*segment"):
        model_named("sttn")
