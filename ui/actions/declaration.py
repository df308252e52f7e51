"""The one declaration of everything that can be done by key, menu or command search."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Menu(Enum):
    """Where an action stands in the menu bar; the value is the title in English."""

    FILE = "File"
    EDIT = "Edit"
    OBJECT = "Object"
    TRACK = "Track"
    PLAYBACK = "Playback"
    TOOLS = "Tools"
    VIEW = "View"
    WINDOW = "Window"
    HELP = "Help"


class Reach(Enum):
    """Who gets the keys of an action first. Text fields always come before it."""

    ALWAYS = "always"
    AFTER_FOCUS = "after a focused list, button or slider"


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that can be done.

    Attributes
    ----------
    id : str
        For key maps; never changes.
    menu : Menu
        Where it stands.
    name : str
        In English, as in the menu.
    explanation : str
        One line in English, for tooltips.
    keys : tuple of str
        Default keys as `QKeySequence` reads them, the one that is shown first.
    icon : str
        Name of its icon, or nothing.
    reach : Reach
        Who gets its keys first.
    is_edit : bool
        Whether it changes the document, and can be undone.
    is_switch : bool
        Whether it is on or off.
    opens_group : bool
        Whether a line is drawn before it in the menu.
    repeats : bool
        Whether it goes on while the key is held.
    """

    id: str
    menu: Menu
    name: str
    explanation: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    reach: Reach = Reach.ALWAYS
    is_edit: bool = False
    is_switch: bool = False
    opens_group: bool = False
    repeats: bool = False


_FOCUS = Reach.AFTER_FOCUS
_M = Menu

ACTIONS: tuple[Action, ...] = (
    Action("new", _M.FILE, "New project", "Start a project without a name.", ("Ctrl+N",)),
    Action("open", _M.FILE, "Open ...", "Open a project, a clip in a new one, or an edit.", ("Ctrl+O",)),
    Action(
        "open-folder",
        _M.FILE,
        "Open folder of pictures ...",
        "Open a folder of numbered pictures as a clip, in a new project.",
    ),
    Action(
        "import",
        _M.FILE,
        "Import ...",
        "Add a clip, or shots of an edit, to this project.",
        ("Ctrl+I",),
        is_edit=True,
    ),
    Action(
        "import-folder",
        _M.FILE,
        "Import folder of pictures ...",
        "Add a folder of numbered pictures as a clip to this project.",
        is_edit=True,
    ),
    Action(
        "relink",
        _M.FILE,
        "Find clips again ...",
        "Take clips from another place; a folder can be searched for those that are missing.",
        is_edit=True,
    ),
    Action(
        "save",
        _M.FILE,
        "Save",
        "Give the project a name; every change is on the disk already.",
        ("Ctrl+S",),
        opens_group=True,
    ),
    Action("save-as", _M.FILE, "Save as ...", "Go on under another name.", ("Ctrl+Shift+S",)),
    Action(
        "save-frame",
        _M.FILE,
        "Save current frame ...",
        "Save what the viewer shows as a picture.",
        ("Ctrl+Shift+E",),
    ),
    Action(
        "deliver",
        _M.FILE,
        "Deliver into an edit ...",
        "Render clean plates by version and put them into the NLE's edit.",
        opens_group=True,
    ),
    Action("quit", _M.FILE, "Quit", "Close the program; nothing is unsaved.", ("Ctrl+Q",), opens_group=True),
    Action("undo", _M.EDIT, "Undo", "Take the last change back.", ("Ctrl+Z",), repeats=True),
    Action("redo", _M.EDIT, "Redo", "Do again what was undone.", ("Ctrl+Shift+Z", "Ctrl+Y"), repeats=True),
    Action(
        "copy",
        _M.EDIT,
        "Copy keys",
        "Copy the chosen keys, or what there is of the object on this frame.",
        ("Ctrl+C",),
        opens_group=True,
    ),
    Action("copy-object", _M.EDIT, "Copy object", "Copy the object with all its masks.", ("Ctrl+Alt+C",)),
    Action(
        "paste",
        _M.EDIT,
        "Paste",
        "Put copied keys down at the play head, or a copied object into this shot.",
        ("Ctrl+V",),
        is_edit=True,
    ),
    Action(
        "keyframe-set",
        _M.EDIT,
        "Set shape keyframe",
        "Fix the selected shape as it is at this frame.",
        ("Ctrl+K",),
        is_edit=True,
        opens_group=True,
    ),
    Action(
        "keyframe-remove",
        _M.EDIT,
        "Remove shape keyframe",
        "Take the keyframe of the selected shape at this frame away.",
        ("Shift+Del",),
        is_edit=True,
    ),
    Action(
        "shortcuts",
        _M.EDIT,
        "Keyboard shortcuts ...",
        "Give actions other keys.",
        ("Ctrl+Alt+K",),
        opens_group=True,
    ),
    Action(
        "preferences", _M.EDIT, "Preferences ...", "Language, size, colours, steps and memory.", ("Ctrl+,",)
    ),
    Action(
        "object-new",
        _M.OBJECT,
        "New object",
        "Add something to remove from this shot.",
        ("Ctrl+Shift+N",),
        icon="add",
        is_edit=True,
    ),
    Action(
        "mask-delete",
        _M.OBJECT,
        "Delete mask here",
        "Delete the selected shape, or what is painted of the object on this frame.",
        ("Del",),
        reach=_FOCUS,
        is_edit=True,
    ),
    Action(
        "object-remove",
        _M.OBJECT,
        "Remove object",
        "Remove the selected object with all its masks.",
        icon="remove",
        is_edit=True,
    ),
    Action(
        "find",
        _M.OBJECT,
        "Find ...",
        "Find subtitles, logos or watermarks without painting.",
        ("Ctrl+F",),
        is_edit=True,
    ),
    *(
        Action(
            f"object-{number}",
            _M.OBJECT,
            f"Select object {number}",
            f"Choose object {number} here.",
            (str(number),),
            opens_group=number == 1,
        )
        for number in range(1, 10)
    ),
    Action(
        "propagate-both",
        _M.TRACK,
        "Propagate both ways",
        "Carry the masks through the whole range.",
        ("Ctrl+T",),
        icon="both",
        is_edit=True,
    ),
    Action(
        "propagate-forward",
        _M.TRACK,
        "Propagate forward",
        "Carry the mask on to the end of the range.",
        ("Alt+Right",),
        icon="forward",
        is_edit=True,
    ),
    Action(
        "propagate-backward",
        _M.TRACK,
        "Propagate backward",
        "Carry the mask back to the range's start.",
        ("Alt+Left",),
        icon="backward",
        is_edit=True,
    ),
    Action(
        "propagate-one-forward",
        _M.TRACK,
        "Propagate one frame forward",
        "Carry the mask to the next frame.",
        ("Alt+.",),
        is_edit=True,
    ),
    Action(
        "propagate-one-backward",
        _M.TRACK,
        "Propagate one frame backward",
        "Carry the mask to the frame before.",
        ("Alt+,",),
        is_edit=True,
    ),
    Action(
        "preview",
        _M.TRACK,
        "Preview fill",
        "Fill the range at a small size, to look at.",
        ("Ctrl+Return", "Ctrl+Enter"),
        opens_group=True,
    ),
    Action(
        "queue-add",
        _M.TRACK,
        "Add to queue ...",
        "Render the shot in a process of its own, as it is now.",
        ("Ctrl+M",),
    ),
    Action(
        "queue-run",
        _M.TRACK,
        "Run the queue",
        "Begin what is queued; or end what runs, keeping what is finished.",
        ("Ctrl+Shift+M",),
        is_switch=True,
    ),
    Action("queue-show", _M.TRACK, "Show the queue", "Open or close the drawer with the render queue."),
    Action(
        "accept",
        _M.TRACK,
        "Accept as pinned reference",
        "Keep the matte of this frame; nothing automatic changes it any more.",
        ("Return", "Enter"),
        icon="pin",
        reach=_FOCUS,
        is_edit=True,
    ),
    Action(
        "plate-accept",
        _M.TRACK,
        "Accept as clean plate",
        "Take this frame, with its previewed fill, as what the background looks like.",
        ("Shift+Return", "Shift+Enter"),
        reach=_FOCUS,
        is_edit=True,
    ),
    Action(
        "plate-import",
        _M.TRACK,
        "Bring in clean plate ...",
        "Take a retouched picture of this frame from outside.",
        is_edit=True,
    ),
    Action(
        "plate-remove",
        _M.TRACK,
        "Remove clean plate",
        "Take away what was painted or brought in for this frame.",
        is_edit=True,
    ),
    Action(
        "play",
        _M.PLAYBACK,
        "Play or pause",
        "Play from here at the clip's rate.",
        ("Space",),
        icon="play",
        reach=_FOCUS,
    ),
    Action(
        "shuttle-back",
        _M.PLAYBACK,
        "Shuttle back",
        "Play backward; again for 2x, 4x, 8x.",
        ("J",),
        icon="rewind",
    ),
    Action("shuttle-stop", _M.PLAYBACK, "Shuttle stop", "Stop; held, J and L go single frames.", ("K",)),
    Action(
        "shuttle-forward",
        _M.PLAYBACK,
        "Shuttle forward",
        "Play forward; again for 2x, 4x, 8x.",
        ("L",),
        icon="fast-forward",
    ),
    Action(
        "step-back",
        _M.PLAYBACK,
        "One frame back",
        "Go one frame back.",
        ("Left", ","),
        icon="step-back",
        opens_group=True,
        repeats=True,
    ),
    Action(
        "step-forward",
        _M.PLAYBACK,
        "One frame forward",
        "Go one frame forward.",
        ("Right", "."),
        icon="step-forward",
        repeats=True,
    ),
    Action(
        "small-step-back",
        _M.PLAYBACK,
        "Small step back",
        "Go back by the small step (5 frames).",
        ("Shift+Left",),
        repeats=True,
    ),
    Action(
        "small-step-forward",
        _M.PLAYBACK,
        "Small step forward",
        "Go on by the small step (5 frames).",
        ("Shift+Right",),
        repeats=True,
    ),
    Action(
        "large-step-back",
        _M.PLAYBACK,
        "Large step back",
        "Go back by the large step (10 frames).",
        ("Ctrl+Shift+Left",),
        repeats=True,
    ),
    Action(
        "large-step-forward",
        _M.PLAYBACK,
        "Large step forward",
        "Go on by the large step (10 frames).",
        ("Ctrl+Shift+Right",),
        repeats=True,
    ),
    Action(
        "start",
        _M.PLAYBACK,
        "Start of clip",
        "Go to the first frame.",
        ("Home",),
        icon="start",
        reach=_FOCUS,
        opens_group=True,
    ),
    Action("end", _M.PLAYBACK, "End of clip", "Go to the last frame.", ("End",), icon="end", reach=_FOCUS),
    Action(
        "edit-previous",
        _M.PLAYBACK,
        "Previous edit",
        "Go to the cut before.",
        ("Up",),
        reach=_FOCUS,
    ),
    Action(
        "edit-next",
        _M.PLAYBACK,
        "Next edit",
        "Go to the next cut.",
        ("Down",),
        reach=_FOCUS,
    ),
    Action(
        "clip-open",
        _M.PLAYBACK,
        "Shot of this clip",
        "Work on the chosen clip of the edit, or that under its play head; its shot is made if need be.",
        ("Ctrl+Shift+O",),
        is_edit=True,
    ),
    Action(
        "key-previous",
        _M.PLAYBACK,
        "Previous keyframe",
        "Go to the keyframe or pinned frame before.",
        ("Ctrl+Left",),
    ),
    Action(
        "key-next",
        _M.PLAYBACK,
        "Next keyframe",
        "Go to the next mask keyframe or pinned frame.",
        ("Ctrl+Right",),
    ),
    Action(
        "goto",
        _M.PLAYBACK,
        "Go to frame or timecode ...",
        "Type a frame, a timecode, +20 or -1:00.",
        ("Ctrl+G",),
    ),
    Action(
        "mark-in", _M.PLAYBACK, "Mark in", "The range begins here.", ("I",), icon="mark-in", opens_group=True
    ),
    Action("mark-out", _M.PLAYBACK, "Mark out", "The range ends here.", ("O",), icon="mark-out"),
    Action("goto-in", _M.PLAYBACK, "Go to in", "Go to where the range begins.", ("Shift+I",)),
    Action("goto-out", _M.PLAYBACK, "Go to out", "Go to where the range ends.", ("Shift+O",)),
    Action("clear-range", _M.PLAYBACK, "Clear in and out", "The range is the whole shot again.", ("Alt+X",)),
    Action(
        "loop",
        _M.PLAYBACK,
        "Loop",
        "Play the range again and again.",
        ("Ctrl+L",),
        icon="loop",
        is_switch=True,
    ),
    Action("sound", _M.PLAYBACK, "Sound", "Hear the clip while it plays.", is_switch=True),
    Action(
        "marker-previous",
        _M.PLAYBACK,
        "Previous marker",
        "Go to the marker before.",
        ("Shift+Up",),
        opens_group=True,
    ),
    Action("marker-next", _M.PLAYBACK, "Next marker", "Go to the next marker.", ("Shift+Down",)),
    Action("marker-add", _M.PLAYBACK, "Add marker", "Put a marker on this frame.", ("M",), is_edit=True),
    Action(
        "marker-edit",
        _M.PLAYBACK,
        "Edit marker ...",
        "Name the marker of this frame, or remove it.",
        ("Shift+M",),
        is_edit=True,
    ),
    Action(
        "attention-next",
        _M.PLAYBACK,
        "Next frame that needs attention",
        "Go to the next frame that is stale or of low confidence, the worst first.",
        ("N",),
        opens_group=True,
    ),
    Action(
        "attention-previous",
        _M.PLAYBACK,
        "Previous frame that needs attention",
        "Go back through the frames that need attention.",
        ("Shift+N",),
    ),
    Action(
        "tool-select",
        _M.TOOLS,
        "Select",
        "Select and move shapes and their points.",
        ("V",),
        icon="select",
        is_switch=True,
    ),
    Action(
        "tool-smart",
        _M.TOOLS,
        "Smart click",
        "Click on a thing, and its outline is found.",
        ("S",),
        icon="smart",
        is_switch=True,
    ),
    Action(
        "tool-brush", _M.TOOLS, "Brush", "Paint what is to be removed.", ("B",), icon="brush", is_switch=True
    ),
    Action(
        "tool-eraser", _M.TOOLS, "Eraser", "Take away from the matte.", ("E",), icon="eraser", is_switch=True
    ),
    Action(
        "tool-bezier", _M.TOOLS, "Bezier", "Draw an outline of curves.", ("P",), icon="bezier", is_switch=True
    ),
    Action(
        "tool-polygon",
        _M.TOOLS,
        "Polygon",
        "Draw an outline of straight lines.",
        ("G",),
        icon="polygon",
        is_switch=True,
    ),
    Action(
        "tool-box",
        _M.TOOLS,
        "Rectangle or ellipse",
        "Drag a box; again for the other kind.",
        ("R",),
        icon="rectangle",
        is_switch=True,
    ),
    Action(
        "tool-plate",
        _M.TOOLS,
        "Clean plate",
        "Paint what lies behind: clone, heal, or from another frame; again for the next.",
        ("C",),
        icon="plate",
        is_switch=True,
    ),
    Action(
        "brush-smaller",
        _M.TOOLS,
        "Smaller brush",
        "Make the brush smaller.",
        ("[", "Ctrl+Alt+["),
        opens_group=True,
        repeats=True,
    ),
    Action(
        "brush-larger", _M.TOOLS, "Larger brush", "Make the brush larger.", ("]", "Ctrl+Alt+]"), repeats=True
    ),
    Action(
        "brush-softer",
        _M.TOOLS,
        "Softer brush",
        "Make the brush's edge softer.",
        ("Shift+[", "{", "Ctrl+Alt+;"),
        repeats=True,
    ),
    Action(
        "brush-harder",
        _M.TOOLS,
        "Harder brush",
        "Make the brush's edge harder.",
        ("Shift+]", "}", "Ctrl+Alt+'"),
        repeats=True,
    ),
    Action("swap-sign", _M.TOOLS, "Swap add and subtract", "Paint and draw with the other sign.", ("X",)),
    Action(
        "leave",
        _M.TOOLS,
        "Leave",
        "Stop the running job, drop the unfinished shape, or leave the tool.",
        ("Esc",),
    ),
    Action("fit", _M.VIEW, "Fit", "Show the whole picture.", ("F",)),
    Action("one-to-one", _M.VIEW, "1:1", "One pixel of the picture on one of the screen.", ("Ctrl+1",)),
    Action("pan", _M.VIEW, "Pan while held", "Move the picture by mouse while held.", ("H",)),
    Action(
        "overlays",
        _M.VIEW,
        "Overlays",
        "Show or hide mattes and shapes.",
        ("Q",),
        is_switch=True,
        opens_group=True,
    ),
    Action("matte", _M.VIEW, "Matte", "Switch between the matte and the view before.", ("A",)),
    Action("before-after", _M.VIEW, "Before or after", "Switch between source and result.", ("D",)),
    Action("wipe", _M.VIEW, "Wipe", "Switch the wipe on or off.", ("W",)),
    Action("wipe-turn", _M.VIEW, "Turn wipe", "Turn the line of the wipe by 45 degrees.", ("Shift+W",)),
    Action("difference", _M.VIEW, "Difference", "Difference x1, x4, x16, and off again.", ("Shift+D",)),
    Action(
        "mode-source",
        _M.VIEW,
        "Source view",
        "The decoded picture.",
        ("Alt+1",),
        is_switch=True,
        opens_group=True,
    ),
    Action(
        "mode-overlay",
        _M.VIEW,
        "Overlay view",
        "Source with mattes, outlines and shapes.",
        ("Alt+2",),
        is_switch=True,
    ),
    Action("mode-matte", _M.VIEW, "Matte view", "White is removed.", ("Alt+3",), is_switch=True),
    Action("mode-result", _M.VIEW, "Result view", "Source with the fill.", ("Alt+4",), is_switch=True),
    Action(
        "mode-wipe", _M.VIEW, "Wipe view", "Source and result, split by a line.", ("Alt+5",), is_switch=True
    ),
    Action(
        "mode-difference", _M.VIEW, "Difference view", "What the fill changed.", ("Alt+6",), is_switch=True
    ),
    Action(
        "mode-hole",
        _M.VIEW,
        "Hole view",
        "What the engine will replace, cut out.",
        ("Alt+7",),
        is_switch=True,
    ),
    Action(
        "mode-side",
        _M.VIEW,
        "Side by side",
        "Source and result beside each other.",
        ("Alt+8",),
        is_switch=True,
    ),
    Action(
        "mode-plate",
        _M.VIEW,
        "Clean plate view",
        "Source with what was painted on its clean plate.",
        ("Alt+9",),
        is_switch=True,
    ),
    Action(
        "steady",
        _M.VIEW,
        "Hold background still",
        "Step through the shot while the background stays where it is on the screen.",
        ("Alt+S",),
        is_switch=True,
    ),
    Action(
        "steady-object",
        _M.VIEW,
        "Hold object still",
        "Step through the shot while the selected object stays where it is on the screen.",
        ("Alt+D",),
        is_switch=True,
    ),
    Action(
        "onion",
        _M.VIEW,
        "Onion skin",
        "Outlines of the keyframes before and after.",
        icon="onion",
        is_switch=True,
        opens_group=True,
    ),
    Action("loupe", _M.VIEW, "Loupe", "Enlarge what lies under the pointer.", icon="loupe", is_switch=True),
    Action("neutral", _M.VIEW, "Neutral gain and gamma", "Show the picture as it is."),
    Action(
        "time-in",
        _M.VIEW,
        "Zoom timeline in",
        "Show less time.",
        ("=", "Ctrl+="),
        opens_group=True,
        repeats=True,
    ),
    Action(
        "screen-colour",
        _M.VIEW,
        "Colours on the screen ...",
        "Show the clip by a display, a view, a look or a LUT.",
    ),
    Action("time-out", _M.VIEW, "Zoom timeline out", "Show more time.", ("-", "Ctrl+-"), repeats=True),
    Action("time-fit", _M.VIEW, "Fit timeline", "Show the whole shot.", ("\\", "Ctrl+Alt+F")),
    Action("workspace-roto", _M.WINDOW, "Roto workspace", "Panels for masking.", is_switch=True),
    Action(
        "workspace-remove", _M.WINDOW, "Remove workspace", "Panels for masking and filling.", is_switch=True
    ),
    Action(
        "workspace-deliver", _M.WINDOW, "Deliver workspace", "Panels for looking at results.", is_switch=True
    ),
    Action(
        "edit-show",
        _M.WINDOW,
        "Timeline or edit",
        "Show the shot over time, or the tracks of the edit that it comes from.",
        ("Ctrl+E",),
        opens_group=True,
    ),
    Action("layout-reset", _M.WINDOW, "Reset layout", "Put the panels of this workspace back."),
    Action(
        "fullscreen",
        _M.WINDOW,
        "Full screen",
        "Use the whole screen.",
        ("F11",),
        is_switch=True,
        opens_group=True,
    ),
    Action(
        "maximise",
        _M.WINDOW,
        "Maximise panel",
        "Give the panel under the pointer the whole window.",
        ("`", "Ctrl+Alt+M"),
    ),
    Action("command-search", _M.HELP, "Command search ...", "Find an action by its name.", ("Ctrl+Shift+P",)),
    Action("key-sheet", _M.HELP, "Key sheet", "All keys on one page.", ("Ctrl+/",)),
    Action("help", _M.HELP, "Help", "How a shot is cleaned, in short.", ("F1",)),
    Action(
        "sample",
        _M.HELP,
        "Open the sample",
        "Open a shot to try things on; it is drawn at first.",
        opens_group=True,
    ),
    Action("machine", _M.HELP, "This machine ...", "Check codecs, graphics, memory and disk."),
    Action(
        "diagnostics",
        _M.HELP,
        "Save diagnostics ...",
        "Save versions, checks, settings and messages as one archive, without media and without paths.",
    ),
)
"""All of them, in the order of the menus."""
