<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ru" sourcelanguage="en">
<context>
    <name>Actions</name>
    <message>
        <source>1:1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accept as pinned reference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a clip, or shots of an edit, to this project.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add marker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add something to remove from this shot.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All keys on one page.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Before or after</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bezier</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Brush</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Carry the mask back to the range's start.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Carry the mask on to the end of the range.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Carry the mask to the frame before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Carry the mask to the next frame.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Carry the masks through the whole range.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose object 1 here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose object 2 here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose object 3 here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose object 4 here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose object 5 here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose object 6 here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose object 7 here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose object 8 here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose object 9 here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear in and out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click on a thing, and its outline is found.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the program; nothing is unsaved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colours on the screen ...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Command search ...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete mask here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete the selected shape, or what is painted of the object on this frame.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deliver into an edit ...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deliver workspace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Difference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Difference view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Difference x1, x4, x16, and off again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do again what was undone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag a box; again for the other kind.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw an outline of curves.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw an outline of straight lines.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit marker ...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End of clip</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enlarge what lies under the pointer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Eraser</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fill the range at a small size, to look at.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find an action by its name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fit timeline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fix the selected shape as it is at this frame.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give actions other keys.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the panel under the pointer the whole window.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the project a name; every change is on the disk already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go back by the large step (10 frames).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go back by the small step (5 frames).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go back through the frames that need attention.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on by the large step (10 frames).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on by the small step (5 frames).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on under another name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go one frame back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go one frame forward.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to frame or timecode ...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to the cut before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to the first frame.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to the keyframe or pinned frame before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to the last frame.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to the marker before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to the next cut.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to the next frame that is stale or of low confidence, the worst first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to the next marker.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to the next mask keyframe or pinned frame.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to where the range begins.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to where the range ends.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Harder brush</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hole view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How a shot is cleaned, in short.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import ...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the matte of this frame; nothing automatic changes it any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key sheet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keyboard shortcuts ...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Large step back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Large step forward</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Larger brush</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loupe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make the brush larger.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make the brush smaller.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make the brush's edge harder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make the brush's edge softer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mark in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mark out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Matte</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Matte view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Maximise panel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move the picture by mouse while held.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name the marker of this frame, or remove it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Neutral gain and gamma</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New object</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next frame that needs attention</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next keyframe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next marker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Object</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One frame back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One frame forward</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One pixel of the picture on one of the screen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Onion skin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open ...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a project, a clip in a new one, or an edit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Outlines of the keyframes before and after.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Overlay view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Overlays</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paint and draw with the other sign.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paint what is to be removed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pan while held</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Panels for looking at results.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Panels for masking and filling.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Panels for masking.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play backward; again for 2x, 4x, 8x.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play forward; again for 2x, 4x, 8x.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play from here at the clip's rate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play or pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play the range again and again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Playback</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Polygon</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preferences ...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preview fill</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous frame that needs attention</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous keyframe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous marker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Propagate backward</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Propagate both ways</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Propagate forward</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Propagate one frame backward</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Propagate one frame forward</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put a marker on this frame.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put the panels of this workspace back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rectangle or ellipse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Relink clip ...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove object</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove shape keyframe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove the selected object with all its masks.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove workspace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Render clean plates by version and put them into the NLE's edit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset layout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Result view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Roto workspace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save as ...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save current frame ...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save what the viewer shows as a picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select and move shapes and their points.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select object 1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select object 2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select object 3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select object 4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select object 5</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select object 6</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select object 7</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select object 8</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select object 9</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set shape keyframe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show less time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show more time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show or hide mattes and shapes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the clip by a display, a view, a look or a LUT.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the picture as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the whole picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the whole shot.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shuttle back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shuttle forward</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shuttle stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size, colours, steps and memory.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Small step back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Small step forward</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smaller brush</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smart click</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Softer brush</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Source and result beside each other.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Source and result, split by a line.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Source view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Source with mattes, outlines and shapes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Source with the fill.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start a project without a name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start of clip</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop the running job, drop the unfinished shape, or leave the tool.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop; held, J and L go single frames.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Swap add and subtract</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Switch between source and result.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Switch between the matte and the view before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Switch the wipe on or off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take away from the matte.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the clip from another place.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the keyframe of the selected shape at this frame away.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the last change back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The decoded picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The range begins here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The range ends here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The range is the whole shot again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tools</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Track</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Turn the line of the wipe by 45 degrees.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Turn wipe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type a frame, a timecode, +20 or -1:00.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use the whole screen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the engine will replace, cut out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the fill changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>White is removed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wipe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wipe view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom timeline in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom timeline out</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CommandSearch</name>
    <message>
        <source>Command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Command search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Commands that fit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type a part of a name</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Commands</name>
    <message>
        <source>Marker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the marker; nothing removes it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No frame of this object needs attention.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Object {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select a shape first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no keyframe here that could be removed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no marker on this frame.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This frame has no matte to accept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is no frame: type 120, 00:00:04:20, +20 or -1:00.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DeliveryDialog</name>
    <message numerus="yes">
        <source>%n shots will be rendered</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>As a second reference of their media</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Beginning ...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose ...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the edit that the plates go back into.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose: {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deliver</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deliver into an edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delivered as</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delivered: {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edits ({0})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder of plates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How plates come in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the place of the clips</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It needs an edit that shows shots with objects.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing: its shot has no objects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing: the project has no shot of its frames</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On a track above them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading {0} ...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rendered from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shot {0} of {1}: {2}, {3} of {4}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shots of the edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopping ...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Versions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>filling</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>looking for cuts and holes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}, {1} left</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{0}; %n stay as they are</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DocumentBridge</name>
    <message>
        <source>Open for reading only: {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading {0} ...</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FileCommands</name>
    <message>
        <source>Every change is on the disk already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import a clip or an edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a project, a clip or an edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures (*.png)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Project without a name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Projects (*.cleanplate)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save current frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save project as</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the project with {0} under a name?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where is the clip now?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without a name it is thrown away.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} could not be written.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FillPreview</name>
    <message>
        <source>Another job is running; press Esc to stop it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filling frames {0} to {1}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HelpPage</name>
    <message>
        <source>Accept what is right; nothing automatic changes it any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go through it by frames, or play it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at the matte alone, and at the hole.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make an object for each thing to remove.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing needs saving; give the project a name when you like.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a clip, a folder of pictures or a project.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paint over it, draw its outline, or click on it.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HistoryPanel</name>
    <message>
        <source>History</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} (undone)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ImportDialog</name>
    <message numerus="yes">
        <source>%n clips</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>All</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clip</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clips of the edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deliveries and changed versions of the edit go by this list.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frames</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frames per second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frames that a delivery has on both ends, as far as the clip has them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Handles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Import %n shots</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>In the edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the list of shots beside the edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look there for media that does not lie where the edit says.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking at the clips ...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Marked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Most probable rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Muted clips, too</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Names</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Names of shots</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Naming shots ...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No shot: {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading {0} ...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search a folder ...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search for media in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shots of {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text with {number:3}, {marker}, {clip}, {event}, {reel} or {track}; numbers go up in tens.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The edit shows no clip with pictures.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>frames</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in the list already</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0:.5g} fps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} of {1} shots chosen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} to {1}, handles {2} + {3}</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{0}; %n clips cannot be shots</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>InspectorPanel</name>
    <message>
        <source>Engine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Feather</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fill</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Grow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select an object to see what it is set to.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shadow direction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shadow reach</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shape</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To the next keyframe</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>KeySheet</name>
    <message>
        <source>All keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LaneNames</name>
    <message>
        <source>Clip</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Names of the lanes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sound</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source> (read only)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deliver</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>History</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Objects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a clip first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redo {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>References</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Roto</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scopes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no project yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This project is open for reading only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tools</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} dropped</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MessagesPanel</name>
    <message>
        <source>Clear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Messages</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NoticeBar</name>
    <message>
        <source>Put this away</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ObjectRow</name>
    <message>
        <source>Lowest confidence between in and out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the object</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Protect {0} from edits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show only the mask of {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the overlay of {0}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ObjectsPanel</name>
    <message>
        <source>Nothing to remove yet.

Press {0} for a new object, then paint over it with the brush ({1}) or click on it with the smart tool ({2}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Objects to remove</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PreferencesDialog</name>
    <message>
        <source>Around the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything takes effect at once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Large step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory for frames</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Middle grey</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preferences</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size of text and controls</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Small step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a quarter of memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>frames</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Propagation</name>
    <message>
        <source>Another job is running; press Esc to stop it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No frame from {0} to {1} has a mask of {2} to start from.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paint something on a frame first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Propagating {0}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ReferencesPanel</name>
    <message>
        <source>Click goes there, Delete unpins</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frame {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No pinned frame. Where the matte of a frame is right, accept it: it is kept and followed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pinned frames</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ScopesPanel</name>
    <message numerus="yes">
        <source>%n frames still to measure</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Background never seen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose maps ...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Confidence over time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frame {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Histogram</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Maps of origins of a render</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Matte area over time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measuring ...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was propagated in this shot yet. Confidence is shown as soon as it was.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a clip to see its scopes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scope</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the maps of origins that a render of this shot wrote.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are no objects yet. Make a mask to see how large it is over time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Vectorscope</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waveform</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which part of the hole no other frame shows is known after a render with maps of origins.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}, measured on the proxy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}: {1:.1f} %</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ScreenColourDialog</name>
    <message>
        <source>ACES 1.3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ACES 2.0</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As it is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose ...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose: {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colour config</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colours on the screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Config</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Configs (*.ocio *.ocioz)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Display</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LUT</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LUTs (*.cube)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Probably it is in {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the config ...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the clip without any of this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That of the studio (OCIO)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The clip is in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This changes what the screen shows, and nothing that is delivered.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not said: shown as it is</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ShortcutEditor</name>
    <message>
        <source>Action</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Actions and their keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Also used by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As in the preset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find an action or a key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give each key to one action first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give this key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} keys are given twice; the table names them.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SmartTool</name>
    <message>
        <source>Click on what is to be removed first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking for the outline ...</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>A movie, a folder of pictures or a project. Press {0} to choose one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop a clip or project here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on with the unsaved project of {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open ...</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>Cache {0} of {1} MB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Current job</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Making a proxy: frame {0} of {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Messages ({0})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop this job; what it has finished is kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Under the pointer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>about {0} s, {1} MB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>matte {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0:.1f} frames/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} ...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} s left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}: {1} of {2}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Steps</name>
    <message>
        <source>Accept frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add shot {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add track</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change matte</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change shape</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change shot {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change stroke</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change track</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy {0} to frame {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy {0} to {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete mask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import mattes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move keys of {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move matte</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move shape</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move stroke</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Propagate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Relink {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove marker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove matte</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove shape</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove shot {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove stroke</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove track</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set marker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set matte</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unpin frame</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TimeStrip</name>
    <message>
        <source>Click or drag to go to a frame; lanes show the keys of objects.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>confidence {0}%</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>imported matte</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>key matte</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>keyframe of a shape</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>painted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pinned reference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>propagated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stale: what it was made from has changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{0}: %n keys here</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TimelinePanel</name>
    <message>
        <source>Scroll time</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Tool</name>
    <message>
        <source>Object 1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ToolStrip</name>
    <message>
        <source>Brush size in percent of the height</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hardness in percent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Subtract</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Swap add and subtract</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TransportBar</name>
    <message>
        <source>Frame or timecode</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frame {0} of {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type a frame, a timecode, +20 or -1:00</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} to {1} ({2})</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>UnseenCurve</name>
    <message>
        <source>Never seen</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ViewBar</name>
    <message>
        <source>Diff</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gain</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gamma</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hole</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Matte</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opacity of overlays</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Overlay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Side</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Source</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wipe</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Viewer</name>
    <message>
        <source>The clip of this shot is missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Viewer</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ViewerPanel</name>
    <message>
        <source>Not filled yet: this is the source</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stale preview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>View gain {0:.2f}, gamma {1:.2f}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}    {1} x {2}    {3} fps    {4} frames    {5}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
