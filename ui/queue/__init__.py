"""The render queue as the window shows it; the renders themselves are processes that outlive it."""
