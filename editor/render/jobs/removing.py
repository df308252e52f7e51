"""What the tasks of a removal have in common, whether its mattes were given or found."""

from __future__ import annotations

from dataclasses import replace

from editor.media.delivery import Delivery
from editor.media.picture import FrameReader
from editor.render.jobs.bundle import Bundle, JobSpec
from editor.render.jobs.errors import BundleError
from editor.render.jobs.staging import StagedOutput, staged_beside, staged_outputs
from editor.render.preparation import Preparation, prepare
from editor.render.request import RemovalRequest
from editor.render.wiping.request import WipeRequest

_PROBE = "spatial"
"""An engine that needs neither weights nor a device, for tasks that fill nothing."""


def removal_of(bundle: Bundle, spec: JobSpec) -> RemovalRequest:
    """Say what is removed from which clip; what a wipe has found lies in the folder of the job.

    Raises
    ------
    BundleError
        If the job does something else.
    """
    request = spec.request
    if isinstance(request, WipeRequest):
        return replace(request.removal, mask=bundle.found / "%05d.png")
    if isinstance(request, RemovalRequest):
        return request
    raise BundleError("it is no removal", bundle.folder)


def without_engine(request: RemovalRequest, reader: FrameReader) -> Preparation:
    """Prepare a task that fills nothing, where the engine and its weights may be missing."""
    return prepare(replace(request, engine=_PROBE, device="auto", precision="auto"), reader.info)


def staged_removal(job: Preparation, token: str) -> tuple[StagedOutput, ...]:
    """Say where the outputs of a removal grow, the clean plate first."""
    deliveries: dict[str, Delivery | None] = {
        "out": job.plate,
        "matte_out": job.matte,
        "patch_out": job.patch,
    }
    staged = staged_outputs(job.request, deliveries, token)
    maps = job.request.provenance_out
    return staged if maps is None else (*staged, staged_beside("provenance_out", maps, token))
