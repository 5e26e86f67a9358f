"""What an audit finds wrong with a log, and where."""

from dataclasses import dataclass
from enum import StrEnum


class FaultCode(StrEnum):
    """The sorts of fault."""

    LINE_MALFORMED = "line_malformed"
    ENTRY_MALFORMED = "entry_malformed"
    ENTRY_OUT_OF_ORDER = "entry_out_of_order"
    ENTRY_CHANGED = "entry_changed"
    CHAIN_BROKEN = "chain_broken"
    ROOT_DIFFERS = "root_differs"
    LOG_SHORTENED = "log_shortened"
    ENTRIES_UNSIGNED = "entries_unsigned"
    CHECKPOINT_MALFORMED = "checkpoint_malformed"
    CHECKPOINT_SIGNATURE = "checkpoint_signature"
    KEYS_DIFFER = "keys_differ"


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault.

    The first bad entry is one of `entries`: a single number where it is known; a range where the log was rebuilt
    between two checkpoints, or cut; empty where no entry is to blame. `place` names the line, entry or checkpoint.
    """

    code: FaultCode
    entries: range
    place: str
    what: str


NO_ENTRIES = range(0)
