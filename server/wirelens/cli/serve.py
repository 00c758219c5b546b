"""`wirelens serve`: the language server over standard input and output."""


def run() -> None:
    """Serves one editor until it is done."""
    from wirelens.lsp.serve import serve  # noqa: PLC0415 - loaded when needed

    serve()
