"""Time below the picture: ruler, cache bar and a lane for each object."""
