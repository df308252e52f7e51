"""What no frame of a shot shows, in words: said before it is filled, with what can be done about it."""

from __future__ import annotations

from collections.abc import Mapping

from ui.language import tr

_CONTEXT = "Outlook"
_WORTH_TELLING = 0.05


def worst_of(unseen: Mapping[int, float]) -> int | None:
    """Find the frame of whose hole least is ever seen; None where hardly anything is missing."""
    worst = max(unseen, key=lambda frame: (unseen[frame], -frame), default=None)
    return worst if worst is not None and unseen[worst] >= _WORTH_TELLING else None


def told_outlook(unseen: Mapping[int, float], *, is_part: bool) -> str:
    """Say which background is never seen, and what to do; empty where there is nothing to say.

    Parameters
    ----------
    unseen : mapping of int to float
        Share of the hole that is never seen, 0 to 1, by frame.
    is_part : bool
        Whether a longer range might show more.
    """
    worst = worst_of(unseen)
    if worst is None:
        return ""
    frames = [frame for frame, share in unseen.items() if share >= _WORTH_TELLING]
    told = tr(
        _CONTEXT,
        "Part of the background is never seen between frames {first} and {last}, most of it at frame {worst}"
        " ({share:.0%} of the hole): it will be invented.",
        first=min(frames),
        last=max(frames),
        worst=worst,
        share=unseen[worst],
    )
    remedy = tr(
        _CONTEXT, "Paint a clean plate there, or choose an engine that invents well, like auto or rnot."
    )
    longer = tr(_CONTEXT, "A longer range may show more, too.")
    return " ".join([told, remedy, *([longer] if is_part else [])])
