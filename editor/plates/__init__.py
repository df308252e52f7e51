"""Clean plates: what is painted on a frame to stand for the background, as pictures."""
