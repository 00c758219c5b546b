"""The one exception of this room: something that a person is told in one sentence."""

from wirelens.model.message import Message


class ExplainFailure(Exception):  # noqa: N818 - a failure to explain, as the messages call it
    """Nothing was explained. `message` says why, and what helps."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.key)
        self.message = message
