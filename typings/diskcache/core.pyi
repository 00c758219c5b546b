from collections.abc import Mapping

METADATA: Mapping[str, int]
