"""The document and the work on it: media, masks, rendering and the terminal face; no Qt, no torch."""
