"""Which keys do what: a preset, and what the user changed of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib import resources

from PyQt6.QtGui import QKeySequence

from ui.actions.declaration import ACTIONS
from ui.preferences import Preferences

PRESETS = {
    "editor": "Editor",
    "resolve": "Resolve",
    "nuke": "Nuke",
    "after-effects": "After Effects",
    "avid": "Avid",
    "cutie": "Cutie",
}
"""Presets by the name they are kept under, and what they are called."""

Keys = Mapping[str, tuple[str, ...]]


def preset_keys(name: str) -> dict[str, tuple[str, ...]]:
    """Read the keys of a preset by the actions' ids; actions it does not name keep their default keys.

    A key that a preset gives to one action is taken from the others.
    """
    keys = {action.id: action.keys for action in ACTIONS}
    if name not in PRESETS or name == "editor":
        return keys
    text = resources.files("resources.keymaps").joinpath(f"{name}.json").read_text(encoding="utf-8")
    changed: dict[str, list[str]] = json.loads(text)
    taken = {normal(key) for given in changed.values() for key in given}
    free = {id_: tuple(key for key in own if normal(key) not in taken) for id_, own in keys.items()}
    return free | {id_: tuple(given) for id_, given in changed.items()}


def chosen_keys(preferences: Preferences) -> dict[str, tuple[str, ...]]:
    """Read the keys as the user wants them."""
    keys = preset_keys(preferences.key_preset)
    return keys | {id_: own for id_, own in preferences.own_keys.items() if id_ in keys}


def conflicts(keys: Keys) -> dict[str, tuple[str, ...]]:
    """Find keys that several actions have: the key, and the ids of the actions."""
    owners: dict[str, list[str]] = {}
    for id_, sequences in keys.items():
        for key in dict.fromkeys(normal(sequence) for sequence in sequences):
            owners.setdefault(key, []).append(id_)
    return {key: tuple(ids) for key, ids in owners.items() if len(ids) > 1}


def normal(key: str) -> str:
    """Write a key in the one way that does not depend on the system."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.PortableText)


def shown(key: str) -> str:
    """Write a key as this system shows it."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
