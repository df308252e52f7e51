"""Painted key mattes in, a matte for every frame out: from request to delivery, in a worker process."""
