"""Mattes over time by the segmentation network, on a crop that goes with the object."""
