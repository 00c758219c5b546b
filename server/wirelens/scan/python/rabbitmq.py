"""The dialect of RabbitMQ clients: pika and aio-pika.

A message to the default exchange is for the queue that its routing key names; to another exchange it is for `exchange/key`, which is
also what a queue bound to that exchange receives.
"""

from collections.abc import Iterator
from functools import cache
from itertools import islice

from tree_sitter import Node, Query, QueryCursor

from wirelens.model.expression import Expression, Literal, Name
from wirelens.model.facts import Receive, Send
from wirelens.scan.python.loops import in_turn, turns_around
from wirelens.scan.python.message_medium import handler_name, medium
from wirelens.scan.python.module import CallSite, Module
from wirelens.scan.python.scopes import Scope
from wirelens.scan.python.syntax import Arguments, dotted_name, enclosing, language, unwrapped
from wirelens.scan.python.templates import joined
from wirelens.scan.python.values import expression, plain_text

_KIND = "rabbitmq"
_PACKAGES = ("aio_pika",)
_MOST_BINDINGS = 64
"""Of one queue: what binds more is no code that a person wrote."""


def read(module: Module) -> None:
    """Find what a file publishes and consumes."""
    reader = _Reader(module)
    for call in module.calls_of(("basic_publish",)):
        arguments = module.arguments(call)
        reader.send(call, arguments.get(0, "exchange"), arguments.get(1, "routing_key"), ())
    for call in module.calls_of(("basic_consume", "basic_get")):
        reader.consume_by_name(call)
    if "aio_pika" in module.packages or module.calls.get("declare_queue"):
        for call in module.calls_of(("publish",)):
            reader.publish(call)
        for call in module.calls_of(("consume", "iterator", "get")):
            reader.consume_declared(call)
        reader.iterate_declared()


class _Reader:
    def __init__(self, module: Module) -> None:
        self._module = module
        self._text = module.text

    def send(self, call: CallSite, exchange: Node | None, key: Node | None, packages: tuple[str, ...]) -> None:
        """`channel.basic_publish(exchange, routing_key, body)`."""
        through = medium(self._module, call, packages, ("exchange",) if packages else ())
        name = self._address(exchange, key)
        if through is not None and name is not None:
            self._module.sends.append(Send(call.scope.name, _KIND, name, self._text.span_of(call.node), through=through))

    def publish(self, call: CallSite) -> None:
        """`exchange.publish(Message(…), routing_key="queue")`."""
        key = self._module.arguments(call).get(1, "routing_key")
        if key is None:
            return
        owner = call.callee.rpartition(".")[0] if call.callee is not None else ""
        made = self._made_by(owner, call, "declare_exchange") if owner else None
        exchange = made.get(0, "name") if made is not None else None
        self.send(call, exchange, key, () if made is not None else _PACKAGES)

    def consume_by_name(self, call: CallSite) -> None:
        """`channel.basic_consume(queue="name", on_message_callback=handler)`; pika before 1.0 had the handler first."""
        arguments = self._module.arguments(call)
        queue = arguments.keywords.get("queue") or arguments.get(0, "queue")
        first = arguments.positional[0] if "queue" in arguments.keywords and arguments.positional else None
        handler = arguments.keywords.get("on_message_callback") or first or arguments.get(1, "consumer_callback")
        if queue is not None:
            binds = list(self._binds(self._text.text_of(queue)))
            self._receive(call, binds or [expression(queue, self._text)], handler if call.name == "basic_consume" else None)

    def consume_declared(self, call: CallSite) -> None:
        """`queue.consume(handler)`, `queue.iterator()`, where `declare_queue("name")` gave `queue`; one without a name is bound."""
        owner = call.callee.rpartition(".")[0] if call.callee is not None else ""
        made = self._made_by(owner, call, "declare_queue") if owner else None
        if made is not None:
            handler = self._module.arguments(call).get(0, "callback") if call.name == "consume" else None
            self._receive(call, self._addresses(owner, call.scope, made.get(0, "name")), handler)

    def iterate_declared(self) -> None:
        """`async for message in queue`, where `queue` is what `declare_queue("name")` gave."""
        declared = {call.node.id: call for call in self._module.calls_of(("declare_queue",))}
        scopes = {function.node.id: function.inner for function in self._module.functions}
        for over in QueryCursor(_loops()).captures(self._module.root).get("over", []) if declared else ():
            around = next(enclosing(over, "function_definition"), None)
            scope, queue = scopes.get(around.id) if around is not None else None, self._text.text_of(over)
            bound = self._module.meaning(queue, scope, over.start_byte).bound if scope is not None else None
            made = declared.get(unwrapped(bound.value).id) if bound is not None and bound.value is not None else None
            if made is not None:
                name = self._module.arguments(made).get(0, "name")
                self._receive(made, self._addresses(queue, made.scope, name), None, over)

    def _addresses(self, queue: str, scope: Scope, name: Node | None) -> list[Expression]:
        """What a queue receives that is declared in a function: what it is bound to there, else what is sent to its name."""
        binds = (bind for bind in self._module.calls_of(("bind",)) if bind.callee == f"{queue}.bind" and bind.scope is scope)
        bound = [address for bind in islice(binds, _MOST_BINDINGS) for address in self._bound(bind)]
        return bound or ([expression(name, self._text)] if name is not None else [])

    def _receive(self, call: CallSite, names: list[Expression], handler: Node | None, at: Node | None = None) -> None:
        through = medium(self._module, call)
        handled_by = handler_name(handler, self._text) if handler is not None else None
        for name in names if through is not None else ():
            text = plain_text(name) or ""
            self._module.receives.append(
                Receive(
                    scope=call.scope.name,
                    kind=_KIND,
                    name=name,
                    span=self._text.span_of(at or call.node),
                    through=through,
                    handler=Name(handled_by) if handled_by is not None else None,
                    is_pattern="*" in text or "#" in text,
                )
            )

    def _binds(self, queue: str) -> Iterator[Expression]:
        """The addresses that `queue_bind` gives a queue in this file."""
        for call in self._module.calls_of(("queue_bind",)):
            arguments = self._module.arguments(call)
            bound = arguments.get(0, "queue")
            if bound is not None and self._text.text_of(bound) == queue:
                yield from self._in_turns(call, self._address(arguments.get(1, "exchange"), arguments.get(2, "routing_key")))

    def _bound(self, bind: CallSite) -> Iterator[Expression]:
        arguments: Arguments = self._module.arguments(bind)
        exchange = arguments.get(0, "exchange")
        dotted = dotted_name(unwrapped(exchange), self._text) if exchange is not None else None
        made = self._made_by(dotted, bind, "declare_exchange") if dotted is not None else None
        name = (made.get(0, "name") if made is not None else None) or exchange
        yield from self._in_turns(bind, self._address(name, arguments.get(1, "routing_key")))

    def _in_turns(self, bind: CallSite, address: Expression | None) -> Iterator[Expression]:
        """The address in each turn of the loops around, where those go over lists that are written out."""
        if address is not None:
            yield from (in_turn(address, turn, self._module) for turn in turns_around(bind.node, self._module, bind.scope))

    def _address(self, exchange: Node | None, key: Node | None) -> Expression | None:
        name = expression(exchange, self._text) if exchange is not None else Literal("")
        routing_key = expression(key, self._text) if key is not None else Literal("")
        if plain_text(name) == "":
            return routing_key if plain_text(routing_key) != "" else None
        return name if plain_text(routing_key) == "" else joined([name, Literal("/"), routing_key])

    def _made_by(self, dotted: str, call: CallSite, maker: str) -> Arguments | None:
        """What is given to `declare_queue` or `declare_exchange`, where that is what made a value."""
        meaning = self._module.meaning(dotted, call.scope, call.node.start_byte)
        made = unwrapped(meaning.bound.value) if meaning.bound is not None and meaning.bound.value is not None else None
        function = made.child_by_field_name("function") if made is not None and made.type == "call" else None
        word = function.child_by_field_name("attribute") if function is not None else None
        if made is None or word is None or meaning.rest or self._text.text_of(word) != maker:
            return None
        return self._module.arguments(CallSite(made, call.scope, maker, None))


@cache
def _loops() -> Query:
    return Query(language(), "(for_statement right: (identifier) @over)")
