"""The neutral vocabulary: what scanning one file says, whatever its language and framework.

`scope` is the dotted name of the enclosing function or class (`""` at module level, `"Client.send"`, `"App.startPolling"`; an
unnamed function takes the name `<line>`: `"App.<104>"`). Names are as written and are resolved by linking, from the
innermost scope outwards and then through imports.
"""

from wirelens.model.facts.clients import Call, Client
from wirelens.model.facts.code import (
    Access,
    Action,
    Binding,
    Class,
    ConceptUse,
    Function,
    Import,
    Inherited,
    Invocation,
    Listing,
    Loop,
    Medium,
    ModuleMember,
    Parameter,
    Reference,
    Registered,
    Repeat,
    RepeatEnd,
    RepeatEndKind,
    RouterKind,
)
from wirelens.model.facts.deployment import (
    Container,
    EnvironmentVariable,
    Gateway,
    Image,
    Manifest,
    Placed,
    Proxy,
    PublishedPort,
    RunCommand,
)
from wirelens.model.facts.file import FileFacts, Problem
from wirelens.model.facts.messages import Receive, Send
from wirelens.model.facts.servers import DECORATED, RESOURCE, Answer, Include, Precedence, Route, Router, SlashRule

__all__ = [
    "DECORATED",
    "RESOURCE",
    "Access",
    "Action",
    "Answer",
    "Binding",
    "Call",
    "Class",
    "Client",
    "ConceptUse",
    "Container",
    "EnvironmentVariable",
    "FileFacts",
    "Function",
    "Gateway",
    "Image",
    "Import",
    "Include",
    "Inherited",
    "Invocation",
    "Listing",
    "Loop",
    "Manifest",
    "Medium",
    "ModuleMember",
    "Parameter",
    "Placed",
    "Precedence",
    "Problem",
    "Proxy",
    "PublishedPort",
    "Receive",
    "Reference",
    "Registered",
    "Repeat",
    "RepeatEnd",
    "RepeatEndKind",
    "Route",
    "Router",
    "RouterKind",
    "RunCommand",
    "Send",
    "SlashRule",
]
