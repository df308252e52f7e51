"""The network that carries a mask from frame to frame: a small hourglass that knows the key frame."""
