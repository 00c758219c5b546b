"""Wirelens shows how the services of a workspace talk to each other, and explains it."""

__version__ = "0.1.0"
