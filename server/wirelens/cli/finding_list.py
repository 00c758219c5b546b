"""Findings in a terminal, each with its place first, as editors and other programs read them, and the line of code."""

from pathlib import Path

from rich.console import Console
from rich.text import Text

from wirelens.cli.excerpt import excerpt
from wirelens.messages import render
from wirelens.messages.visible import visible
from wirelens.model.finding import Finding
from wirelens.model.message import message
from wirelens.model.snapshot import Snapshot

STYLES = {"error": "bold red", "warning": "yellow", "information": "blue", "hint": "blue"}


def print_findings(console: Console, snapshot: Snapshot, root: Path) -> None:
    """Prints every finding of a workspace and how many there are."""
    for finding in snapshot.findings:
        _print_finding(console, snapshot, finding, root)
    style = "green" if not snapshot.findings else "bold"
    console.print(Text(counts(snapshot), style))


def counts(snapshot: Snapshot) -> str:
    """`2 errors, 1 warning`."""
    severities = [finding.severity for finding in snapshot.findings]
    amounts = {"errors": severities.count("error"), "warnings": severities.count("warning")}
    amounts["others"] = len(severities) - sum(amounts.values())
    parts = [
        render(message(f"terminal.check.{name}.{'one' if amount == 1 else 'many'}", count=amount), snapshot.language)
        for name, amount in amounts.items()
        if amount
    ]
    return ", ".join(parts) or render(message("terminal.check.clean"), snapshot.language)


def _print_finding(console: Console, snapshot: Snapshot, finding: Finding, root: Path) -> None:
    language, where, style = snapshot.language, finding.location, STYLES[finding.severity]
    severity = render(message(f"terminal.severity.{finding.severity}"), language)
    _print(
        console,
        Text.assemble(
            (f"{visible(where.file)}:{where.line}:{where.column}: ", "bold"),
            (f"{severity}[{finding.code}]", style),
            f" {render(finding.message, language)}",
        ),
    )
    shown = excerpt(root / where.file, where.span, console.width if console.is_terminal else None)
    if shown is not None:
        number = str(where.line)
        _print(console, Text.assemble((f"  {number} │ ", "dim"), shown.code))
        _print(console, Text.assemble((f"  {' ' * len(number)} │ ", "dim"), (shown.marks, style)))
    for related in finding.related:
        place = f"{visible(related.location.file)}:{related.location.line}"
        _print(console, Text.assemble(("  ↳ ", "dim"), (place, "green"), f" {render(related.message, language)}"))
    for fix in finding.fixes:
        title = render(message("terminal.check.fix", fix=fix.title), language)
        _print(console, Text.assemble(("  ↳ ", "dim"), title))
    console.print()


def _print(console: Console, line: Text) -> None:
    console.print(line, soft_wrap=True)
