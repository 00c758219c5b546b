"""What the client can do, of all that we make use of."""

from dataclasses import dataclass
from typing import Any

from lsprotocol import types
from pygls.capabilities import get_capability


@dataclass(frozen=True, slots=True)
class ClientFeatures:
    """Each is False where the client did not say that it can."""

    pulls_diagnostics: bool = False
    refreshes_code_lenses: bool = False
    shows_related_information: bool = False
    creates_progress: bool = False
    shows_documents: bool = False
    watches_files: bool = False
    pulls_configuration: bool = False
    registers_configuration: bool = False
    links_definitions: bool = False
    takes_code_actions: bool = False
    takes_versioned_edits: bool = False
    applies_edits: bool = False
    reads_markdown: bool = False
    shows_document_links: bool = False
    shows_link_tooltips: bool = False
    inserts_snippets: bool = False
    documents_completions_in_markdown: bool = False

    @staticmethod
    def of(capabilities: types.ClientCapabilities) -> "ClientFeatures":
        """Reads them off the client's capabilities."""

        def can(path: str) -> bool:
            value: Any = get_capability(capabilities, path, False)
            return bool(value)

        def has(path: str) -> bool:
            return get_capability(capabilities, path, None) is not None

        formats: Any = get_capability(capabilities, "text_document.hover.content_format", None) or ()
        completion_formats: Any = get_capability(capabilities, "text_document.completion.completion_item.documentation_format", None) or ()
        return ClientFeatures(
            pulls_diagnostics=has("text_document.diagnostic") and can("workspace.diagnostics.refresh_support"),
            refreshes_code_lenses=can("workspace.code_lens.refresh_support"),
            shows_related_information=can("text_document.publish_diagnostics.related_information"),
            creates_progress=can("window.work_done_progress"),
            shows_documents=can("window.show_document.support"),
            watches_files=can("workspace.did_change_watched_files.dynamic_registration"),
            pulls_configuration=can("workspace.configuration"),
            registers_configuration=can("workspace.did_change_configuration.dynamic_registration"),
            links_definitions=can("text_document.definition.link_support"),
            takes_code_actions=has("text_document.code_action.code_action_literal_support"),
            takes_versioned_edits=can("workspace.workspace_edit.document_changes"),
            applies_edits=can("workspace.apply_edit"),
            reads_markdown=types.MarkupKind.Markdown in formats,
            shows_document_links=has("text_document.document_link"),
            shows_link_tooltips=can("text_document.document_link.tooltip_support"),
            inserts_snippets=can("text_document.completion.completion_item.snippet_support"),
            documents_completions_in_markdown=types.MarkupKind.Markdown in completion_formats,
        )
