"""What an applicant files under clauses 3.1, 3.2 and 4.1.2 of a rule."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class UnitPart(StrEnum):
    """What one certification unit has in common (3.1)."""

    GRADE = "grade"
    MAKER = "maker"
    PLANT = "plant"
    SERIES = "series"


class Linked(StrEnum):
    """Which units that are filed together may rest on the test of one of them.

    `maker_or_plant`: units of one kind that differ in maker or plant only.
    """

    NONE = "none"
    MAKER_OR_PLANT = "maker_or_plant"


class Condition(StrEnum):
    """When a document is asked for. Whether the case is given is a person's answer, except for `always`."""

    ALWAYS = "always"
    FIRST_APPLICATION = "first_application"
    IF_ANY = "if_any"
    SELLER_OR_IMPORTER = "seller_or_importer"
    AGENT = "agent"
    APPLICANT_NOT_MAKER = "applicant_not_maker"


@dataclass(frozen=True, slots=True)
class RequiredDocument:
    """One document of 3.2; `form` is the annex that is its template."""

    id: str
    clause: str
    zh: str
    en: str
    when: Condition
    form: str | None


@dataclass(frozen=True, slots=True)
class FormFields:
    """An annex that is a form, and the fields that it prints."""

    clause: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnitRule:
    """What makes one unit, and which units may share a test."""

    clause: str
    key: frozenset[UnitPart]
    linked: Linked


@dataclass(frozen=True, slots=True)
class SampleAmount:
    """The least amount of a sample; None where the rule leaves it to a standard."""

    clause: str
    printed: str
    amount: Fraction | None
    unit: str | None
    method: str | None


@dataclass(frozen=True, slots=True)
class TestTime:
    """The working days of a test; None where they are agreed with the laboratory."""

    clause: str
    printed: str
    working_days: int | None


@dataclass(frozen=True, slots=True)
class ApplicationRule:
    """What an applicant files: the unit, the documents with their conditions, the sample and its time."""

    unit: UnitRule
    sample: SampleAmount
    test_time: TestTime
    documents: tuple[RequiredDocument, ...]
    forms: tuple[FormFields, ...]
