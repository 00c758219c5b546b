"""(snapshot, position) → plain answers, one file a feature."""
