"""How engine `flow` works."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class FlowSettings:
    """Measured on clips with known mattes; sizes are in pixels of the view unless they say otherwise.

    Attributes
    ----------
    view_pixels : int
        The object and its surroundings are looked at with at most so many pixels.
    flow_pixels : int
        Motion is worked out with at most so many: its smoothness carries masks better than its detail.
    fine_view_pixels, fine_flow_pixels : int
        The same for objects with fine parts, which would be lost otherwise.
    fine_share : float
        An object has fine parts where this share of it is narrower than five pixels of the usual view.
    margin_share : float
        So much of the object's size is looked at on each side of it.
    colours : int
        Of the palette, half of them the object's.
    cell_px : int
        Side of a cell of the local colour maps.
    reach_cells : float
        How far a colour's place counts (Gaussian).
    rate : float
        How much of the local maps is renewed with each frame, 0 to 1.
    prior_px : float
        So many pixels of a colour must be near before the local maps say anything.
    most_odds : float
        No evidence counts more than these log-odds.
    local_weight, global_weight, motion_weight : float
        Of the local colours, the key frames' colours, and what moves with the object.
    uncovered_odds : float
        Log-odds against what has just come into view.
    agree_px, agree_share : float
        Flow is believed as far as there and back agree within this, plus this share of the motion.
    seed : int
        Of the search for the palette.
    """

    view_pixels: int = 90_000
    flow_pixels: int = 40_000
    fine_view_pixels: int = 300_000
    fine_flow_pixels: int = 100_000
    fine_share: float = 0.06
    margin_share: float = 0.35
    colours: int = 32
    cell_px: int = 6
    reach_cells: float = 2.5
    rate: float = 0.3
    prior_px: float = 0.3
    most_odds: float = 4.0
    local_weight: float = 1.0
    global_weight: float = 0.3
    motion_weight: float = 1.0
    uncovered_odds: float = 1.5
    agree_px: float = 1.0
    agree_share: float = 0.1
    seed: int = 0

    def for_fine_parts(self) -> FlowSettings:
        """Look more closely."""
        return replace(self, view_pixels=self.fine_view_pixels, flow_pixels=self.fine_flow_pixels)
