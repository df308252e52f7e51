"""Fill of one picture with pieces of the same picture, from coarse to fine.

Y. Wexler, E. Shechtman and M. Irani, "Space-Time Completion of Video", PAMI 2007, for one picture: every
patch that touches the hole looks for its like outside, and each pixel of the hole takes what these say of
it, again and again. With the texture features and the start from the rim inwards of A. Newson et al.,
"Video Inpainting of Complex Scenes", SIAM J. Imaging Sciences 2014, without which fine texture turns smooth.
The search is exact, on the patches' principal components: a product of matrices.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from engines.complete.explicit.parallel import Pool

Colours = NDArray[np.float32]
Mask = NDArray[np.bool_]
Places = NDArray[np.intp]

_RADIUS_PX = 3
_LAST_RADIUS_PX = 1
"""Few patches have a say in the end, so that what they agree on roughly does not turn soft."""

_COMPONENTS = 20
_TEXTURE_WEIGHT = 1.5
_TEXTURE_PX = 16
_ROUNDS = 10, 6, 4, 3
"""Of each level, the coarsest first; finer ones than these as the last."""

_COARSEST_RADIUS_PX = 5.0
_COARSEST_SIDE_PX = 36
_SOURCES = 20_000
_FEWEST_SOURCES = 200
_SIMILARITIES = 4_000_000
"""How many are held at a time."""

_TRUST_FALLOFF = 1.3
"""A patch counts so many times less for each pixel that it lies deeper in the hole."""

_FAINTEST = np.float32(1e-12)
_NONE = np.zeros((0, 0), np.float32)
_KERNEL = np.ones((2 * _RADIUS_PX + 1, 2 * _RADIUS_PX + 1), np.uint8)


def patchwork(picture: NDArray[np.uint8], hole: Mask, pool: Pool) -> NDArray[np.uint8]:
    """Fill a hole with what its surroundings are made of.

    Parameters
    ----------
    picture : ndarray
        H x W x 3, uint8; what stands in the hole does not matter, unless there is too little beside it.
    hole : ndarray
        H x W, bool.
    pool : Pool
        Does the work.

    Returns
    -------
    ndarray
        H x W x 3, uint8; outside the hole as it was. Nothing changes where too few patches are free.
    """
    pyramid = _pyramid(picture.astype(np.float32), hole)
    levels = [one for one in pyramid if one.free_count >= _FEWEST_SOURCES]
    if not levels or not hole.any():
        return picture
    state = levels[-1].begun()
    for number, level in enumerate(reversed(levels)):
        if number:
            state = level.refined(state)
        rounds = _ROUNDS[min(number, len(_ROUNDS) - 1)]
        for _ in range(rounds - 1):
            state = level.improved(state, _RADIUS_PX, pool)
        state = level.improved(state, _LAST_RADIUS_PX if level is levels[0] else _RADIUS_PX, pool)
    filled = picture.copy()
    filled[hole] = np.clip(np.rint(state.features[hole][:, :3]), 0, 255)
    return filled


def depth_px(hole: Mask) -> float:
    """Distance of the innermost pixel of a hole to what is known; the picture's edge counts as known.

    Parameters
    ----------
    hole : ndarray
        H x W, bool.
    """
    return float(cv2.distanceTransform(np.pad(hole, 1).view(np.uint8), cv2.DIST_L2, 5).max())


@dataclass(frozen=True, slots=True, eq=False)
class _State:
    """How far the filling of a level is.

    Attributes
    ----------
    features : ndarray
        H x W x 5: colours, then how much they change from column to column and from line to line.
    down, right : ndarray
        H x W: where each patch found its like; elsewhere where it is itself.
    """

    features: Colours
    down: Places
    right: Places


class _Level:
    """A picture of the pyramid, its free patches, and those to be found."""

    def __init__(self, picture: Colours, hole: Mask, texture_px: int) -> None:
        self.picture, self.hole = picture, hole
        self._features = np.dstack([picture, _texture(picture, ~hole, texture_px)])
        self._texture_px = texture_px
        self._inner = np.zeros_like(hole)
        self._inner[_RADIUS_PX:-_RADIUS_PX, _RADIUS_PX:-_RADIUS_PX] = True
        self._touching = _grown(hole)
        free_y, free_x = np.nonzero(~self._touching & self._inner)
        self.free_count = len(free_y)
        step = max(1, -(-self.free_count // _SOURCES))
        self._free_y, self._free_x = free_y[::step], free_x[::step]
        self._y, self._x = np.nonzero(self._touching & self._inner)
        from_rim_px = cv2.distanceTransform(hole.view(np.uint8), cv2.DIST_L2, 5)
        self._trust = np.power(np.float32(_TRUST_FALLOFF), -from_rim_px)
        self._mean = np.zeros(0, np.float32)
        self._basis = self._sources = np.zeros((0, 0), np.float32)

    def begun(self) -> _State:
        """Fill from the rim inwards, by the free patch that is most like what is known around each pixel."""
        colours, known = self.picture.copy(), ~self.hole
        free = _patches(self.picture, self._free_y, self._free_x)
        free_columns = np.ascontiguousarray(free.T)
        squares = np.square(free_columns)
        while not known.all():
            rim = ~known & (cv2.dilate(known.view(np.uint8), np.ones((3, 3), np.uint8)) > 0)
            ys, xs = np.nonzero(rim)
            there = np.repeat(known[..., None], 3, axis=2).astype(np.float32)
            seen = _patches(_padded(there), ys + _RADIUS_PX, xs + _RADIUS_PX)
            wanted = _patches(_padded(colours), ys + _RADIUS_PX, xs + _RADIUS_PX)
            best = (_product(seen, squares) - 2 * _product(seen * wanted, free_columns)).argmin(1)
            colours[ys, xs] = self.picture[self._free_y[best], self._free_x[best]]
            known = known | rim
        texture = _texture(colours, np.ones_like(known), self._texture_px)
        features = np.where(self.hole[..., None], np.dstack([colours, texture]), self._features)
        return _State(features, *_nowhere(self.hole.shape))

    def refined(self, coarse: _State) -> _State:
        """Take over what the coarser level found: its patches lead to those of this one."""
        height, width = self.hole.shape
        ys = np.clip(self._y // 2, _RADIUS_PX, coarse.down.shape[0] - _RADIUS_PX - 1)
        xs = np.clip(self._x // 2, _RADIUS_PX, coarse.down.shape[1] - _RADIUS_PX - 1)
        down = np.clip(2 * coarse.down[ys, xs] + self._y % 2, _RADIUS_PX, height - _RADIUS_PX - 1)
        right = np.clip(2 * coarse.right[ys, xs] + self._x % 2, _RADIUS_PX, width - _RADIUS_PX - 1)
        enlarged = cv2.resize(coarse.features, (width, height), interpolation=cv2.INTER_LINEAR)
        features = np.where(self.hole[..., None], enlarged, self._features)
        free = ~self._touching[down, right]
        return self._voted(features, down, right, free.astype(np.float32), _RADIUS_PX)

    def improved(self, state: _State, radius_px: int, pool: Pool) -> _State:
        """Let every patch look for its like, and let them vote."""
        if not self._sources.size:
            self._learn()
        wanted = self._described(state.features, self._y, self._x)
        best, distance = _nearest(wanted, self._sources, pool)
        spread = np.percentile(distance, 75) + np.float32(1e-3)
        alike = np.exp(-distance / spread)
        return self._voted(state.features, self._free_y[best], self._free_x[best], alike, radius_px)

    def _learn(self) -> None:
        """Find the principal components of the free patches."""
        patches = _patches(self.picture, self._free_y, self._free_x)
        mean, vectors = cv2.PCACompute(patches, _NONE, maxComponents=_COMPONENTS)
        self._mean = np.asarray(mean[0], np.float32)
        self._basis = np.asarray(vectors.T, np.float32, order="C")
        self._sources = self._described(self._features, self._free_y, self._free_x)

    def _described(self, features: Colours, ys: Places, xs: Places) -> NDArray[np.float32]:
        components = _product(_patches(features[..., :3], ys, xs) - self._mean, self._basis)
        weight = np.float32(_TEXTURE_WEIGHT * np.sqrt(self._basis.shape[0]))
        return np.hstack([components, features[ys, xs, 3:] * weight])

    def _voted(
        self, features: Colours, down: Places, right: Places, alike: NDArray[np.float32], radius_px: int
    ) -> _State:
        height, width = self.hole.shape
        weights = alike * self._trust[self._y, self._x] + _FAINTEST
        total = np.zeros((height * width, 5), np.float32)
        weight = np.zeros(height * width, np.float32)
        for dy, dx in _offsets(radius_px):
            # No two patches have the same pixel at the same offset, so that plain indexing adds them all.
            to = (self._y + dy) * width + self._x + dx
            total[to] += self._features[down + dy, right + dx] * weights[:, None]
            weight[to] += weights
        asked = self.hole & (weight.reshape(height, width) > 0)
        mean = (total / np.maximum(weight, _FAINTEST)[:, None]).reshape(height, width, 5)
        all_down, all_right = _nowhere(self.hole.shape)
        all_down[self._y, self._x], all_right[self._y, self._x] = down, right
        return _State(np.where(asked[..., None], mean, features), all_down, all_right)


def _pyramid(picture: Colours, hole: Mask) -> list[_Level]:
    levels = [_Level(picture, hole, _TEXTURE_PX + 1)]
    while min(hole.shape) >= _COARSEST_SIDE_PX and depth_px(hole) >= _COARSEST_RADIUS_PX:
        known = (~hole).astype(np.float32)
        size = (hole.shape[1] + 1) // 2, (hole.shape[0] + 1) // 2
        share = cv2.resize(known, size, interpolation=cv2.INTER_AREA)
        halved = cv2.resize(picture * known[..., None], size, interpolation=cv2.INTER_AREA)
        picture = np.asarray(halved / np.maximum(share, _FAINTEST)[..., None], np.float32)
        hole = np.asarray(share < 0.5, np.bool_)
        levels.append(_Level(picture, hole, max(3, (_TEXTURE_PX >> len(levels)) | 1)))
    return levels


def _texture(picture: Colours, known: Mask, size_px: int) -> Colours:
    """How much colours change across and down on average around each pixel, H x W x 2."""
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    sure = cv2.erode(known.astype(np.float32), np.ones((3, 3), np.uint8))
    changes = [np.abs(cv2.Sobel(grey, cv2.CV_32F, *order, ksize=1)) * sure for order in ((1, 0), (0, 1))]
    count = np.maximum(cv2.blur(sure, (size_px, size_px)), np.float32(1e-3))
    return np.dstack([cv2.blur(one, (size_px, size_px)) / count for one in changes])


def _nearest(
    wanted: NDArray[np.float32], sources: NDArray[np.float32], pool: Pool
) -> tuple[Places, NDArray[np.float32]]:
    """Find the nearest source of each; squared distances with them."""
    halves = np.square(sources).sum(1) / 2
    columns = np.ascontiguousarray(sources.T)

    def nearest(part: NDArray[np.float32]) -> tuple[Places, NDArray[np.float32]]:
        similarity = _product(part, columns)
        similarity -= halves
        best = similarity.argmax(1)
        return best, np.take_along_axis(similarity, best[:, None], 1)[:, 0]

    step = max(1, _SIMILARITIES // len(sources))
    parts = [wanted[start : start + step] for start in range(0, len(wanted), step)]
    found = pool.map(nearest, parts)
    closeness = np.concatenate([one for _, one in found])
    distance = np.maximum(np.square(wanted).sum(1) - 2 * closeness, 0)
    return np.concatenate([best for best, _ in found]), distance


def _product(one: NDArray[np.float32], other: NDArray[np.float32]) -> NDArray[np.float32]:
    """Multiply matrices on this thread alone; NumPy's threads would wait by turning idle."""
    return np.asarray(cv2.gemm(one, other, 1, _NONE, 0), np.float32)


def _patches(picture: Colours, ys: Places, xs: Places) -> NDArray[np.float32]:
    """N x 147: the colours around places that are no nearer to an edge than a patch reaches."""
    return np.concatenate([picture[ys + dy, xs + dx] for dy, dx in _offsets(_RADIUS_PX)], axis=1)


def _offsets(radius_px: int) -> list[tuple[int, int]]:
    reach = range(-radius_px, radius_px + 1)
    return [(dy, dx) for dy in reach for dx in reach]


def _padded(picture: Colours) -> Colours:
    return np.pad(picture, ((_RADIUS_PX, _RADIUS_PX), (_RADIUS_PX, _RADIUS_PX), (0, 0)))


def _grown(hole: Mask) -> Mask:
    return np.asarray(cv2.dilate(hole.view(np.uint8), _KERNEL) > 0, np.bool_)


def _nowhere(shape: tuple[int, ...]) -> tuple[Places, Places]:
    down, right = np.mgrid[: shape[0], : shape[1]]
    return down, right
