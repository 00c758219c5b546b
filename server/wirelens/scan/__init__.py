"""Text of one file → `FileFacts`. A scanner never raises: what it cannot read becomes a problem."""
