"""The only mutable state: folders, open buffers over disk, settings, the current snapshot."""
