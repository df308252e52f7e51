"""Jobs of the queue on other machines: as Open Job Description bundles, and over dask.distributed."""
