"""Which formats there are, and which of them some bytes are in. Adapters are found by entry points, ours too."""

from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points

from lims_adapters.contract import Adapter, Issue, Source
from lims_adapters.faults import fault

GROUP = "labverdict.adapters"
API_VERSION = 1
_INPUT = "the input"
# What importing somebody's module can raise; an exit or an interrupt is not a fault of the module.
_IMPORT_FAULTS = (
    *(ArithmeticError, AssertionError, AttributeError, BufferError, EOFError, ImportError, LookupError, MemoryError),
    *(NameError, OSError, ReferenceError, RuntimeError, SyntaxError, SystemError, TypeError, ValueError, Warning),
)


@dataclass(frozen=True, slots=True)
class Broken:
    """An adapter that is declared and cannot be used, and why."""

    id: str
    target: str
    reason: str


@dataclass(frozen=True, slots=True)
class Registry:
    """Every declared adapter is in one of the two, ordered by id."""

    adapters: tuple[Adapter, ...]
    broken: tuple[Broken, ...] = ()


def discover(declared: Iterable[EntryPoint] | None = None) -> Registry:
    """Load what the installed packages declare; an adapter that does not load is reported, and the others run.

    Two packages that declare the same id are both reported: neither is preferred.
    """
    found = set(entry_points(group=GROUP) if declared is None else declared)
    adapters: list[Adapter] = []
    broken: list[Broken] = []
    for point in sorted(found, key=lambda point: (point.name, point.value)):
        rivals = sorted(other.value for other in found if other.name == point.name and other != point)
        adapter = Broken(point.name, point.value, f"also declared as {rivals[0]}") if rivals else _load(point)
        if isinstance(adapter, Broken):
            broken.append(adapter)
        else:
            adapters.append(adapter)
    return Registry(tuple(adapters), tuple(broken))


def choose(source: Source, registry: Registry, named: str | None = None) -> Adapter | Issue:
    """Return the adapter that is named, or the one that is surest of the bytes; never a guess.

    Codes: `format_unknown` (no adapter of that name, or none knows the bytes), `format_broken` (the one named does not
    load), `format_ambiguous` (two are equally sure).
    """
    known = ", ".join(adapter.id for adapter in registry.adapters)
    if named is not None:
        return _named(named, registry, f"one of {known}")
    scores = [(adapter.sniff(source), adapter) for adapter in registry.adapters]
    best = max((score for score, _ in scores), default=0)
    surest = [adapter for score, adapter in scores if score == best and score > 0]
    if len(surest) == 1:
        return surest[0]
    where = source.name or _INPUT
    if surest:
        names = ", ".join(adapter.id for adapter in surest)
        return fault("format_ambiguous", where, names, f"the name of its format: one of {names}")
    return fault("format_unknown", where, repr(source.content[:16])[2:-1], f"a file in one of the formats {known}")


def _named(named: str, registry: Registry, expected: str) -> Adapter | Issue:
    for adapter in registry.adapters:
        if adapter.id == named:
            return adapter
    for broken in registry.broken:
        if broken.id == named:
            return fault("format_broken", _INPUT, named, f"an adapter that loads; {broken.target}: {broken.reason}")
    return fault("format_unknown", _INPUT, named, expected)


def _load(point: EntryPoint) -> Adapter | Broken:
    try:
        adapter = point.load()
    except _IMPORT_FAULTS as error:
        return Broken(point.name, point.value, f"{type(error).__name__}: {error}")
    reason = _misfit(adapter, point.name)
    if reason is not None:
        return Broken(point.name, point.value, reason)
    accepted: Adapter = adapter
    return accepted


def _misfit(adapter: object, name: str) -> str | None:
    """Return what keeps an object from being the adapter of that name, None when nothing does."""
    if getattr(adapter, "api_version", None) != API_VERSION:
        return f"not written for version {API_VERSION} of the contract"
    if getattr(adapter, "id", None) != name:
        return f"its id is {getattr(adapter, 'id', None)!r}, and it is declared as {name!r}"
    if not isinstance(getattr(adapter, "version", None), str):
        return "it has no version"
    missing = [method for method in ("sniff", "parse") if not callable(getattr(adapter, method, None))]
    return f"it cannot {' and '.join(missing)}" if missing else None
