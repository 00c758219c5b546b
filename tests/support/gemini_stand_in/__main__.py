"""`python -m support.gemini_stand_in`: prints `{"address": "http://127.0.0.1:…"}` and serves until it is idle for too long."""

import argparse
import asyncio
import json
import sys

from support.gemini_stand_in.scenario import SCENARIOS
from support.gemini_stand_in.server import StandIn, chosen


async def serve(scenario: str, text: str | None, port: int, idle_seconds: float) -> None:
    """Serve until nobody has asked anything for `idle_seconds`."""
    standing = chosen(scenario, text=text) if text else chosen(scenario)
    async with StandIn(standing, port=port) as stand_in:
        sys.stdout.write(json.dumps({"address": stand_in.address}) + "\n")
        sys.stdout.flush()
        while (rest := idle_seconds - stand_in.idle_seconds()) > 0:  # noqa: ASYNC110 - what is awaited is that time passes
            await asyncio.sleep(min(rest, idle_seconds))


def main() -> None:
    """Read the arguments and serve."""
    parser = argparse.ArgumentParser(prog="gemini_stand_in", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0: any free port")
    parser.add_argument("--scenario", choices=sorted(SCENARIOS), default="answer")
    parser.add_argument("--text", help="the answer's text, instead of one made up for the request's schema")
    parser.add_argument("--idle-seconds", type=float, default=600.0)
    arguments = parser.parse_args()
    asyncio.run(serve(arguments.scenario, arguments.text, arguments.port, arguments.idle_seconds))


if __name__ == "__main__":
    main()
