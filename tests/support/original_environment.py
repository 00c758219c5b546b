"""The environment that pytest was started in, for the few programs that need the developer's own settings (npm and its registry)."""

import os

ORIGINAL_ENVIRONMENT = dict(os.environ)
"""Taken before `conftest.py` isolates the tests."""
