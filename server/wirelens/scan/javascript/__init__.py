"""JavaScript and TypeScript: parsing, values, imports, and one file a dialect."""
