"""Every command: one table, from which the extension's manifest and README's table are generated.

Two kinds: what the server does on `workspace/executeCommand` in any editor, and what the VS Code extension puts into the palette. Their
names differ, since a client registers the server's names itself.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ServerCommand:
    """A command of the server. What it does is the message `commands.<name after "wirelens.">`.

    `arguments` are named for people; a `uri` is a document's, a `position` is LSP's, a `job` is what `wirelens.explain` answered.
    Those with a `?` may be left out.
    """

    name: str
    arguments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PaletteCommand:
    """A command of the VS Code extension. Its title is the message `commands.<name after "wirelens.">`.

    `icon` names one of VS Code's icons; `on_source_file` keeps the command out of the palette unless a source file is open.
    """

    name: str
    icon: str | None = None
    on_source_file: bool = False


SERVER_COMMANDS: tuple[ServerCommand, ...] = (
    ServerCommand("wirelens.explain", ("uri",)),
    ServerCommand("wirelens.explainFunction", ("uri", "position")),
    ServerCommand("wirelens.explainEndpoint", ("uri", "position")),
    ServerCommand("wirelens.explainFlow", ("uri", "position")),
    ServerCommand("wirelens.explainChanged", ("uri",)),
    ServerCommand("wirelens.cancel", ("job",)),
    ServerCommand("wirelens.showPrompt", ("uri", "position?", "kind?")),
    ServerCommand("wirelens.explanations", ()),
    ServerCommand("wirelens.report", ("uri",)),
    ServerCommand("wirelens.projectReport", ()),
    ServerCommand("wirelens.showExplanation", ("uri",)),
    ServerCommand("wirelens.callers", ("uri", "position")),
    ServerCommand("wirelens.brokenCallers", ("uri", "position")),
    ServerCommand("wirelens.copyAsCurl", ("uri", "position")),
    ServerCommand("wirelens.openDocs", ("uri", "position")),
    ServerCommand("wirelens.gitStage", ("uri",)),
    ServerCommand("wirelens.gitUnstage", ("uri",)),
    ServerCommand("wirelens.gitCommit", ("uri", "message")),
    ServerCommand("wirelens.gitPush", ("uri",)),
    ServerCommand("wirelens.draftCommit", ("uri",)),
    ServerCommand("wirelens.draftCommitByGemini", ("uri",)),
)

PALETTE_COMMANDS: tuple[PaletteCommand, ...] = (
    PaletteCommand("wirelens.explainFile", icon="sparkle", on_source_file=True),
    PaletteCommand("wirelens.explainThisFunction", icon="sparkle", on_source_file=True),
    PaletteCommand("wirelens.explainThisEndpoint", icon="sparkle", on_source_file=True),
    PaletteCommand("wirelens.explainThisFlow", icon="sparkle", on_source_file=True),
    PaletteCommand("wirelens.explainChangedFiles", icon="sparkle", on_source_file=True),
    PaletteCommand("wirelens.showWhatWouldBeSent", icon="eye", on_source_file=True),
    PaletteCommand("wirelens.listExplanations", icon="list-unordered"),
    PaletteCommand("wirelens.showReport", icon="file-text", on_source_file=True),
    PaletteCommand("wirelens.showProjectReport", icon="project"),
    PaletteCommand("wirelens.copyCurl", icon="terminal", on_source_file=True),
    PaletteCommand("wirelens.openServerDocs", icon="book", on_source_file=True),
    PaletteCommand("wirelens.stageFile", icon="add"),
    PaletteCommand("wirelens.unstageFile", icon="remove"),
    PaletteCommand("wirelens.commitStaged", icon="git-commit"),
    PaletteCommand("wirelens.draftCommitMessage", icon="note"),
    PaletteCommand("wirelens.draftCommitMessageByGemini", icon="sparkle"),
    PaletteCommand("wirelens.pushBranch", icon="repo-push"),
    PaletteCommand("wirelens.setKey"),
    PaletteCommand("wirelens.removeKey"),
    PaletteCommand("wirelens.restart"),
    PaletteCommand("wirelens.showOutput"),
)

SOURCE_LANGUAGES = (
    "python",
    "javascript",
    "javascriptreact",
    "typescript",
    "typescriptreact",
    "vue",
    "svelte",
    "html",
    "django-html",
    "jinja-html",
)
"""Language identifiers of LSP for the files that hold code."""
