"""The networks and their weights: what is learned, and nothing of clips."""
