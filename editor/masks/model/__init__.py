"""What the user paints, as values without storage: objects, shapes, strokes, mattes and planar tracks.

Places are fractions of the picture, x of its width and y of its height, both from the top left corner, so
that what was painted on a proxy fits the original. Lengths (brush sizes, feather, grow) are fractions of the
picture's height. Frames are indices of the clip, counted from 0.
"""
