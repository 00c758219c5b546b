"""Python: parsing, values, imports, and one file a dialect."""
