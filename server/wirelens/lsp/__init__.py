"""The language server: convert, ask a view, convert. The one place that knows pygls and lsprotocol."""
