"""The networks alone: what is learned, and nothing of clips, devices or files."""
