"""Sentences of errors in the language of the user: known causes and remedies are translated, values stay.

Errors are written in English where they are raised, for terminal and log. What a user of the window can meet
is declared here as it is written there, with `{0}`, `{1}` ... for its data; everything else stays in English.
"""

from __future__ import annotations

import re
from functools import cache

from editor.errors import CleanplateError
from ui.language import tr

CAUSES_CONTEXT = "Causes"
REMEDIES_CONTEXT = "Remedies"

CAUSES: tuple[str, ...] = (
    "it is not a movie, or its beginning or index is missing",
    "it is not a movie",
    "its index is missing",
    "it has no video stream",
    "its pictures are in a codec that is not supported",
    "there is no such file",
    "it may not be read",
    "the file is empty",
    "it cannot be decoded",
    "its pixel format {0} is not supported",
    "the frame is damaged",
    "the size or format of the pictures changes",
    "nothing is written with the ending {0}",
    "there is no codec {0}",
    "it is a folder",
    "it is a file",
    "it exists already",
    "there is no such folder",
    "it came into being meanwhile",
    "the file breaks off before the end that it promises",
    "it holds no pictures",
    "the file is damaged",
    "what comes along with the picture cannot be read",
    "the picture is missing",
    "the picture is damaged or cannot be read",
    "the disk is full",
    "FFmpeg {0} writes all that deliveries need",
    "FFmpeg {0} lacks {1}",
    "{0} GiB, {1} GiB of it free",
    "{0} GiB free; caches in {1}, all else in {2}",
    "{0} cannot be written to ({1})",
    "torch cannot be loaded ({0})",
    "torch {0} on {1} in {2}, {3} processor cores",
    "Qt did not start within {0} s",
    "Qt ended with status {0}",
    "Qt works, but there is no screen here",
    "Qt works",
    "writing failed ({0})",
    "your share of the disk is used up",
    "the file may not grow any larger",
    "the folder may not be written to",
    "the disk is read-only",
    "it is the source itself",
    "{0} does not hold {1}",
    "{0} cannot hold scene-linear pictures",
    "{0} takes pictures from {1}x{2} on, and these are {3}x{4}",
    "{0} holds evenly spaced frames only, and these are not",
    "{0} does not take {1} frames a second",
    "the colour config cannot be read ({0})",
    "there is no such LUT",
    "pictures cannot be shown so ({0})",
    "no picture has such a name",
    "it holds no PNG, TIFF, EXR, DPX or JPEG pictures",
    "it holds no numbered pictures of one name",
    "it holds several sequences ({0})",
    "the folder cannot be read",
    "it is {0}x{1} {2}, and the sequence began with {3}x{4} {5}",
    "the shot {0} has no frame {1}",
    "it has {0} frames, {1} has {2}",
    "the shot {0} is taken from {1}",
    "the clip {0} {1}",
    "the clip has no frames {0} to {1}",
    "the edit shows nothing that the project has objects for",
    "the plate of {0} is gone",
    "it is no Cleanplate project",
    "a newer Cleanplate made it (format {0}, this program knows {1})",
    "the project is damaged ({0})",
    "it is open for reading only: {0}",
    "the project has no {0} {1}",
    "the object {0} is locked",
    "the mask of a key frame is empty",
    "the object {0} is drawn on no frame in particular",
    "the shot {0} has no objects",
    "the objects of {0} want different engines ({1})",
    "the file cannot be opened",
    "there is no such project",
    "it cannot be read ({0})",
    "the project of that name is open, by {0}",
    "two outputs share name or folder",
    "stopped; finished parts are kept",
    "{0}, twice, perhaps for lack of memory; finished parts are kept",
    "the mattes of frames {0} to {1} are white all over, so that there is nothing to fill from",
    "engine {0} failed at frames {1} to {2} ({3})",
    "{0} MiB of memory are too little for pictures of this size",
    "about {0} are needed there and {1} are free",
    "there is no engine {0}",
    "engine {0}: {1}",
    "{0} is not there",
    "{0} has another content than when the job was made",
    "there is no key matte to start from",
    "every key matte {0}is black",
    "this matte was changed since it was made",
    "the queue was made by a newer version",
    "the queue is damaged ({0})",
    "the queue cannot be written to ({0})",
    "its disk is full or has a fault",
    "there is no job {0}",
    "job {0} delivers there already",
    "another process is rendering it already",
    "the stored matte is damaged: {0}",
    "the matte is {0}x{1}, the clip is {2}x{3}",
    "no click lies on the object",
    "the region has too little texture",
    "the background cannot be followed from frame {0} to {1}",
    "the stored clean plate is damaged",
    "there is no such picture",
    "it is {0}, the clip is {1}",
    "it still shows what is to be removed",
    "its preview has 8 bits, the clip has more",
    "{0} cannot take plates by {1}",
    "the edit goes back as {0}",
    "version {0} of {1} is there twice ({2}, {3})",
    "it is the original timeline",
    "is larger than {0} MB",
    "has more than {0} clips",
    "takes too much memory to read",
    "takes too long to read",
    "is damaged: {0}",
    "is a damaged zip file",
    "holds no timeline",
    "holds no events",
    "line {0}: {1}",
    "is no timeline that we know",
    "is no list of shots ({0})",
    "is of a newer version",
    "{0} is no pattern for names",
    "{0} is no frame",
)
"""What went wrong, as `CleanplateError.cause` says it."""

REMEDIES: tuple[str, ...] = (
    "copy or export it again, or choose a movie",
    "choose a movie",
    "copy or export it again",
    "choose a movie with pictures",
    "convert it first",
    "check the name",
    "check the name and the folder",
    "check the name, or allow reading it",
    "check the path",
    "check the file",
    "check folder and pattern",
    "allow reading it",
    "cut the movie before it, or export it again",
    "cut the movie before it, or copy or export it again",
    "cut the movie there and treat the parts apart",
    "choose another name",
    "choose another name, or allow overwriting",
    "name a file in it",
    "name a folder for the mattes",
    "make it, or choose another",
    "move it away and start again",
    "move it away",
    "make room and start again",
    "choose another disk, or lift the limit on file sizes",
    "choose another folder, or allow writing to it",
    "choose another disk",
    "put it back",
    "convert the picture",
    "copy or render it again",
    "make room, then try again",
    "make room and do it again",
    "make room or choose another place for the output",
    "check disk and folder",
    "choose .mov or .mkv",
    "choose another codec",
    "choose another folder",
    "choose one of {0}",
    "choose {0}",
    "choose from {0} to {1}",
    "choose another, or set OCIO to one that works",
    "choose another .cube file",
    "choose another space, view or LUT",
    "choose one of the pictures",
    "name one of them by its pattern",
    "render it again like the others, or move it away",
    "choose another version of the same clip",
    "remove that first",
    "link it again",
    "add its clips to the project, and what is to be removed",
    "deliver again",
    "choose a .cleanplate file",
    "update Cleanplate to open it",
    "update Cleanplate",
    "save a copy to edit it",
    "save the project under another name, everything confirmed is kept",
    "unlock it to edit it",
    "paint it again",
    "paint it again, or undo",
    "make the matte of this frame again, or undo",
    "draw a shape, or a stroke of one frame, to start from",
    "add what is to be removed",
    "choose one for this render",
    "do it again from the start",
    "give each its own",
    "give the same command again to go on",
    "give the same command again with a smaller --memory, or work on a proxy with --scale",
    "give mattes that leave something visible, or a retouched frame with --reference",
    "choose another --engine",
    "allow at least --memory {0}M, or work on a proxy with --scale",
    "plug its drive in again or put it back, and the job goes on",
    "put the former file back and retry the job, or add a new job",
    "give one like --key 0=painted.png",
    "paint the object white on one at least",
    "use that version",
    "move the file away",
    "allow writing to file and folder, or close what holds it",
    "choose another name, or cancel it",
    "wait for that, or stop it",
    "give mattes of the clip's own size",
    "click on what is to be selected",
    "draw it around more of the surface",
    "choose a nearer frame, or clone from it by hand",
    "give it at the clip's own size",
    "give it in the clip's format",
    "preview its fill, or paint it, first",
    "paint it, or bring in a rendered frame",
    "move one of them away",
    "name another file",
    "export the edit without media, or in parts",
    "export the edit in parts",
    "export it as OTIO",
    "export the edit as OTIO or XML",
    "export the EDL again",
    "export it again from the NLE",
    "give the rate of the list",
    "export it from the NLE as one of {0}",
    "write text with {0}",
    "make it anew with `cleanplate timeline shots --save`",
    "close other programs, or give --memory and --scale",
    "install PyAV from its own wheel: pip install --force-reinstall av",
    "see to its rights",
    "make room, or let CLEANPLATE_CACHE name a folder elsewhere",
    "a graphics card that torch knows makes the learned engines much faster",
    "restart the machine",
    "install the system libraries that Qt needs; `python3 dev.py run` names or installs them",
    "use the verbs, or log in with a screen",
    "`cleanplate models import FILE` brings published ones in",
)
"""What to do about it, as `CleanplateError.remedy` says it."""


def told_check(found: str, remedy: str) -> tuple[str, str]:
    """Write what a check of the machine came to, and what to do about it."""
    return _told(CAUSES_CONTEXT, found), _told(REMEDIES_CONTEXT, remedy)


def told(error: CleanplateError) -> str:
    """Write the one sentence of an error: file and frame, cause and remedy."""
    cause, remedy = _told(CAUSES_CONTEXT, error.cause), _told(REMEDIES_CONTEXT, error.remedy)
    if (cause, remedy) == (error.cause, error.remedy):
        return str(error)
    if error.path is None and error.frame is None:
        return tr("Errors", "{0}; {1}.").format(_begun(cause), remedy)
    if error.path is None:
        return tr("Errors", "Frame {0}: {1}; {2}.").format(error.frame, cause, remedy)
    if error.frame is None:
        return tr("Errors", "{0}: {1}; {2}.").format(error.path, cause, remedy)
    return tr("Errors", "{0}, frame {1}: {2}; {3}.").format(error.path, error.frame, cause, remedy)


def _told(context: str, text: str) -> str:
    """Translate what is declared; of several that fit, the one with the most words of its own."""
    for declared, pattern in _patterns(context):
        match = pattern.fullmatch(text)
        if match is not None:
            translated = (
                tr(CAUSES_CONTEXT, declared) if context == CAUSES_CONTEXT else tr(REMEDIES_CONTEXT, declared)
            )
            return text if translated == declared else translated.format(*match.groups())
    return text


@cache
def _patterns(context: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    declared = CAUSES if context == CAUSES_CONTEXT else REMEDIES
    ordered = sorted(declared, key=lambda one: -len(re.sub(r"\{\d\}", "", one)))
    return tuple(
        (one, re.compile(re.sub(r"\\\{\d\\\}", "(.+?)", re.escape(one)), re.DOTALL)) for one in ordered
    )


def _begun(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
