"""From a request to all that is known before the first frame is looked at."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from editor.errors import UsageError
from editor.masks.frozen import FROZEN_SUFFIX, FrozenMattes, FrozenObjects, read_frozen
from editor.masks.mattes import MatteRequest, Mattes, open_mattes
from editor.media.delivery import Delivery
from editor.media.layers import matte_info, patch_info
from editor.media.opening import open_clip
from editor.media.picture import ClipInfo, FieldOrder
from editor.media.planning import plan_delivery
from editor.render.errors import EngineChoiceError, EngineUnfitError, RenderError
from editor.render.frame_range import frame_index, frame_range, with_handles
from editor.render.frames import EngineFrame, FrameLoader
from editor.render.proxy import proxy_info
from editor.render.references import load_references
from editor.render.request import RemovalRequest
from editor.render.wiping.overlays import OVERLAYS_NAME, decode_overlay, load_overlays

if TYPE_CHECKING:
    from engines.complete.contract import CompletionEngine
    from engines.complete.unblend import Overlay


@dataclass(frozen=True, slots=True, eq=False)
class Preparation:
    """A request that has been checked against its files.

    Attributes
    ----------
    request : RemovalRequest
        What was asked for.
    clip, size : ClipInfo
        The clip as it is stored, and at the size of the delivery.
    frames : range
        Those that are delivered, handles included.
    matte_request : MatteRequest
        Which mattes, and how they are treated.
    engine : CompletionEngine
        The one that fills.
    references : tuple of EngineFrame
        Retouched frames.
    plate, matte, patch : Delivery or None
        What is delivered; the plate always is.
    notices : tuple of str
        What the user should know before the start.
    """

    request: RemovalRequest
    clip: ClipInfo
    size: ClipInfo
    frames: range
    matte_request: MatteRequest
    engine: CompletionEngine[object]
    references: tuple[EngineFrame, ...]
    plate: Delivery
    matte: Delivery | None
    patch: Delivery | None
    notices: tuple[str, ...]

    @property
    def deliveries(self) -> tuple[Delivery, ...]:
        """All outputs, the plate first."""
        return tuple(delivery for delivery in (self.plate, self.matte, self.patch) if delivery is not None)

    def open_mattes(self, stack: ExitStack) -> Mattes:
        """Open the mattes for one thread; `stack` closes them."""
        return stack.enter_context(closing(open_mattes(self.matte_request, self.clip)))

    def open_loader(self, stack: ExitStack) -> FrameLoader:
        """Open clip and mattes once more, for another thread; `stack` closes them."""
        reader = stack.enter_context(closing(open_clip(self.request.clip, cache_bytes=0)))
        return FrameLoader(reader, self.open_mattes(stack), self.size)


def prepare(request: RemovalRequest, clip: ClipInfo) -> Preparation:
    """Check a request against its files.

    Parameters
    ----------
    request : RemovalRequest
        What was asked for.
    clip : ClipInfo
        What the probe found of its clip.

    Raises
    ------
    MediaError
        If a file is missing or damaged.
    UsageError
        If the parts of the request do not fit together.
    """
    size = proxy_info(clip, request.scale)
    wanted = frame_range(request.frames, clip)
    frames = with_handles(wanted, request.handles, clip)
    matte_request = MatteRequest(
        path=request.mask,
        wanted=wanted,
        is_part=request.frames is not None,
        keep_missing=request.keep_missing,
        grow_px=request.grow_px,
        feather_px=request.feather_px,
    )
    plate, matte, patch = _deliveries(request, size, frames)
    references = [(frame_index(text, clip), path) for text, path in request.references]
    engine, unblending_notices = _with_overlays(_engine(request), request, matte_request, clip)
    return Preparation(
        request=request,
        clip=clip,
        size=size,
        frames=frames,
        matte_request=matte_request,
        engine=engine,
        references=tuple(load_references(references, request.clip, clip, size, matte_request)),
        plate=plate,
        matte=matte,
        patch=patch,
        notices=(*_clip_notices(clip), *plate.notices, *unblending_notices),
    )


def _deliveries(
    request: RemovalRequest, size: ClipInfo, frames: range
) -> tuple[Delivery, Delivery | None, Delivery | None]:
    plate = plan_delivery(request.out, size, codec=request.codec, frames=frames)
    matte = patch = None
    if request.matte_out is not None:
        matte = plan_delivery(request.matte_out, matte_info(size), frames=frames)
    if request.patch_out is not None:
        patch = plan_delivery(request.patch_out, patch_info(size), frames=frames)
    paths = [delivery.path.absolute() for delivery in (plate, matte, patch) if delivery is not None]
    if len(set(paths)) < len(paths):
        raise UsageError("two outputs share name or folder", remedy="give each its own", path=paths[0])
    return plate, matte, patch


def _engine(request: RemovalRequest) -> CompletionEngine[object]:
    from engines.complete.registry import engine_names, make_engine
    from engines.errors import BrokenEngineError, EngineError, UnknownEngineError

    try:
        return make_engine(request.engine, request.device, request.precision)
    except UnknownEngineError as error:
        raise EngineChoiceError(request.engine, engine_names()) from error
    except BrokenEngineError as error:
        raise RenderError(str(error), remedy="install it anew, or choose another --engine") from error
    except EngineError as error:
        raise EngineUnfitError(request.engine, str(error)) from error


def _with_overlays(
    engine: CompletionEngine[object], request: RemovalRequest, matte_request: MatteRequest, clip: ClipInfo
) -> tuple[CompletionEngine[object], tuple[str, ...]]:
    """Un-blend what a search that wrote or added the mattes has solved, where fields and size allow it."""
    overlays, others = _solved_before(request)
    if not overlays:
        return engine, ()
    if request.scale != 1 or clip.field_order is not FieldOrder.PROGRESSIVE:
        return engine, ("overlays are filled, not un-blended: that wants whole frames at full size",)
    from engines.complete.unblend import UnblendingEngine

    if others is None:
        return UnblendingEngine(engine, overlays), ()
    filled = Mattes(FrozenMattes(request.mask, clip, others), matte_request, clip)
    return UnblendingEngine(engine, overlays, filled.read), ()


def _solved_before(request: RemovalRequest) -> tuple[tuple[Overlay, ...], FrozenObjects | None]:
    """Read what is known of overlays, and which objects beside theirs are filled all the same."""
    path = request.mask.parent / OVERLAYS_NAME
    if request.mask.suffix != FROZEN_SUFFIX:
        return load_overlays(path) if path.is_file() else (), None
    frozen = read_frozen(request.mask)
    overlays = tuple(decode_overlay(data, request.mask) for data in frozen.overlays.values())
    others = frozen.without_overlays
    return overlays, others if others.objects else None


def _clip_notices(clip: ClipInfo) -> Iterator[str]:
    if clip.field_order is not FieldOrder.PROGRESSIVE:
        yield f"{clip.path.name} is interlaced ({clip.field_order.value}): each field is filled by itself"
    if clip.missing_numbers:
        first = clip.missing_numbers[0]
        yield f"{len(clip.missing_numbers)} pictures are missing, the first with the number {first}"
