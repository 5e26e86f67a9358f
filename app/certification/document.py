"""What a body's document is made of when it is written: no binary fractions, so that its bytes are stable."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

Json: TypeAlias = str | int | bool | Sequence["Json"] | Mapping[str, "Json"] | None
