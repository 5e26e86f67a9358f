"""A laboratory's report, read: every value a reading, every name a known thing."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from app.verification.method import Method
from app.verification.requirement import Characteristic
from methods.reading import Reading
from methods.units import Unit


@dataclass(frozen=True, slots=True)
class Uncertainty:
    """Expanded uncertainty `expanded` = k * u, in the unit of the result, with its coverage factor `k`."""

    expanded: Fraction
    k: Fraction


@dataclass(frozen=True, slots=True)
class Stated:
    """What the laboratory printed beside its result: evidence to compare with ours, never a limit or a verdict."""

    requirement: str | None
    verdict: str | None


@dataclass(frozen=True, slots=True)
class TestedBy:
    """The method as typed; `method` is None when no card has it, `year` None when no edition was named."""

    typed: str
    method: Method | None
    year: str | None


@dataclass(frozen=True, slots=True)
class Result:
    """One result. `unit` is None for classes and texts; `unit_typed` is what stood there, also nothing.

    `typed` is the value as it was read, `folded_from` what was sent where that differs (a folded character, the stored
    double of a workbook). `where` is the place in the sender's document.
    """

    characteristic: Characteristic
    item_typed: str
    typed: str
    folded_from: str | None
    reading: Reading
    unit_typed: str
    unit: Unit | None
    tested_by: TestedBy
    tested_on: date
    replicate: str | None
    detection_limit: str | None
    uncertainty: Uncertainty | None
    stated: Stated
    remark: str | None
    where: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Who tested what was made where, as the report names them; None where it does not."""

    laboratory: str | None = None
    manufacturer: str | None = None
    plant: str | None = None
    model: str | None = None


@dataclass(frozen=True, slots=True)
class TestReport:
    """One sample's report. `grade` is None for products without grades.

    `origin` decides nothing of a verdict: it tells a certification body whose product this is.
    """

    report_no: str
    issued_on: date
    product_name: str
    grade: str | None
    sample_id: str
    results: tuple[Result, ...]
    origin: Origin

    __test__ = False
