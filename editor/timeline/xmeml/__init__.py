"""Final Cut Pro 7 XML (`xmeml`), as Premiere, Resolve, Final Cut Pro 7, Hiero and newsrooms write it."""
