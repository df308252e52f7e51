"""Key mattes of an object, frozen for another thread or process."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from editor.masks.model.objects import Layer
from editor.project.content.objects import ProjectObject
from editor.project.propagating import KeyMatte
from ui.desk.desk import Desk
from ui.desk.mattes import plain_matte


@dataclass(frozen=True, slots=True)
class FrozenKey:
    """A key matte, and what it is made of.

    Attributes
    ----------
    key : KeyMatte
        Shares nothing with the document.
    layers : tuple of Layer
        What is painted on its frame.
    """

    key: KeyMatte
    layers: tuple[Layer, ...]


def frozen_key(desk: Desk, thing: ProjectObject, frame: int) -> FrozenKey | None:
    """Freeze what an object has on a frame; None where that is nothing."""
    request = desk.mattes.request(frame, only=thing.id)
    if request is None or not request.objects[0].layers:
        return None
    return FrozenKey(KeyMatte(frame, partial(plain_matte, request, 0)), request.objects[0].layers)
