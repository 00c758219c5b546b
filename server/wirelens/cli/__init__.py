"""The same core without an editor: one file a command. Commands import their rooms when they run, so that `--help` is instant."""

import io
import sys
from typing import Annotated

import typer

from wirelens import __version__
from wirelens.cli import cache, check, diff, doctor, draft, explain, explanations, git_commands, hover, map_command, report, serve, usage
from wirelens.cli.language import help_text

app = typer.Typer(
    name="wirelens",
    help=help_text("terminal.help"),
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("map", help=help_text("terminal.help.map"))(map_command.run)
app.command("check", help=help_text("terminal.help.check"))(check.run)
app.command("diff", help=help_text("contracts.help"))(diff.run)
git_commands.app.command("draft", help=help_text("commits.help"))(draft.run)
app.add_typer(git_commands.app, name="git")
app.command("report", help=help_text("terminal.help.report"))(report.run)
app.command("hover", help=help_text("terminal.help.hover"))(hover.run)
app.command("serve", help=help_text("server.help"))(serve.run)
app.command("explain", help=help_text("explain.help"))(explain.run)
app.command("explanations", help=help_text("usage.help.explanations"))(explanations.run)
app.command("usage", help=help_text("usage.help"))(usage.run)
app.add_typer(cache.app, name="cache")
app.command("doctor", help=help_text("doctor.help"))(doctor.run)


def _print_version(asked: bool) -> None:
    if asked:
        sys.stdout.write(f"wirelens {__version__}\n")
        raise typer.Exit


@app.callback()
def _options(
    _version: Annotated[
        bool, typer.Option("--version", help=help_text("terminal.help.version"), callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    pass


def main() -> None:
    """Runs the command line. Bad input ends with 2 and one sentence on standard error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that cannot show a character is no reason to fail
    try:
        status = app(sys.argv[1:] or ["--help"], standalone_mode=False)
    except typer.TyperException as error:
        if sentence := error.format_message():  # none where a group without a command has shown its help
            sys.stderr.write(f"wirelens: {sentence}\n")
        sys.exit(2)
    sys.exit(status if isinstance(status, int) else 0)
