"""What outlives a run: the cache on disk, reports, consents. Nobody else knows diskcache.

Everything here is synchronous and waits for the disk: not for the event loop.
"""
