"""Clips as training sees them: T x C x H x W, changed alike in all frames and channels, with holes."""
