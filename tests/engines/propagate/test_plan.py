from __future__ import annotations

import numpy as np
import pytest

from engines.errors import EngineError
from engines.propagate.contract import Direction, Matte, ObjectKeys, PropagationTask
from engines.propagate.errors import EmptyKeysError, KeyOutsideError, NoKeyError
from engines.propagate.plan import Block, Span, blocks, check

WHITE: Matte = np.full((4, 4), 255, np.uint8)
BLACK: Matte = np.zeros((4, 4), np.uint8)


def keyed(*at: int, name: str = "") -> ObjectKeys:
    return ObjectKeys(name, dict.fromkeys(at, WHITE))


def spans(
    *objects: ObjectKeys, frames: range = range(30), **more: object
) -> list[tuple[str, range, int | None, int | None]]:
    task = PropagationTask(objects, frames, **more)  # type: ignore[arg-type]
    return [(it.name, it.frames, it.left, it.right) for block in blocks(task) for it in block.spans]


def test_frames_before_between_and_behind_keys_know_their_keys() -> None:
    assert spans(keyed(5, 20)) == [
        ("", range(5), None, 5),
        ("", range(6, 20), 5, 20),
        ("", range(21, 30), 20, None),
    ]


def test_one_direction_leaves_out_what_only_the_other_reaches() -> None:
    assert spans(keyed(5, 20), direction=Direction.FORWARD) == [
        ("", range(6, 20), 5, None),
        ("", range(21, 30), 20, None),
    ]
    assert spans(keyed(5, 20), direction=Direction.BACKWARD) == [
        ("", range(5), None, 5),
        ("", range(6, 20), None, 20),
    ]


def test_nothing_is_carried_over_a_cut() -> None:
    assert spans(keyed(5, 20), cuts=(12, 25)) == [
        ("", range(5), None, 5),
        ("", range(6, 12), 5, None),
        ("", range(12, 20), None, 20),
        ("", range(21, 25), 20, None),
    ]


def test_nothing_is_made_for_a_pinned_frame_nor_carried_over_it() -> None:
    assert spans(keyed(5), pinned=frozenset({10})) == [("", range(5), None, 5), ("", range(6, 10), 5, None)]


def test_a_key_alone_is_a_block_of_its_own() -> None:
    task = PropagationTask((keyed(3),), range(3, 5))
    assert blocks(task) == (Block(range(3, 4), ()), Block(range(4, 5), (Span("", range(4, 5), 3, None),)))


def test_a_new_key_changes_only_the_blocks_beside_it() -> None:
    before = set(blocks(PropagationTask((keyed(0, 10, 20),), range(30))))
    after = set(blocks(PropagationTask((keyed(0, 10, 15, 20),), range(30))))
    assert {block.frames for block in before - after} == {range(11, 20)}
    assert {block.frames for block in after - before} == {range(11, 15), range(15, 16), range(16, 20)}


def test_spans_of_several_objects_that_overlap_share_a_block() -> None:
    task = PropagationTask((keyed(0, 10, name="a"), keyed(5, name="b")), range(12))
    found = blocks(task)
    assert [block.frames for block in found] == [range(12)]
    assert {span.name for span in found[0].spans} == {"a", "b"}
    frames = [index for block in found for index in block.frames]
    assert frames == list(range(12))


@pytest.mark.parametrize(
    ("task", "error"),
    [
        (PropagationTask((ObjectKeys("", {}),), range(9)), NoKeyError),
        (PropagationTask((keyed(9),), range(9)), KeyOutsideError),
        (PropagationTask((keyed(3),), range(9), pinned=frozenset({3})), KeyOutsideError),
        (PropagationTask((ObjectKeys("", {0: BLACK, 4: BLACK}),), range(9)), EmptyKeysError),
    ],
)
def test_what_cannot_be_propagated_is_refused(task: PropagationTask, error: type[EngineError]) -> None:
    with pytest.raises(error):
        check(task)


def test_one_black_key_beside_another_is_fine() -> None:
    check(PropagationTask((ObjectKeys("", {0: BLACK, 4: WHITE}),), range(9)))
