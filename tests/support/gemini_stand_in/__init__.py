"""A local server that speaks Gemini's wire format, for tests and for tours without a key. See `scenario` for what it can be told to do."""
