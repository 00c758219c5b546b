"""The command `wirelens`. The language server goes past the command line, which takes longer to load than an editor should wait."""

import sys


def main() -> None:
    """Runs the command line, or the language server."""
    if sys.argv[1:] == ["serve"]:
        from wirelens.workspace.children import start_analysis_ahead  # noqa: PLC0415 - loaded before all that is needed later

        start_analysis_ahead()
        from wirelens.lsp.serve import serve  # noqa: PLC0415 - as above

        serve()
    else:
        from wirelens.cli import main as command_line  # noqa: PLC0415 - as above

        command_line()


if __name__ == "__main__":
    main()
