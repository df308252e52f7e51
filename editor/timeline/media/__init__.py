"""From what a timeline says of its media to the files on this machine."""
