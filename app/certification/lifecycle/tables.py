"""Every transition table of a certificate's life, together."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from app.certification.lifecycle.appeal import APPEAL
from app.certification.lifecycle.application import APPLICATION
from app.certification.lifecycle.certificate import CERTIFICATE, STATUS_CLAUSES
from app.certification.lifecycle.change import CHANGE
from app.certification.lifecycle.citation import Citation
from app.certification.lifecycle.complaint import COMPLAINT
from app.certification.lifecycle.extension import EXTENSION
from app.certification.lifecycle.renewal import RENEWAL
from app.certification.lifecycle.sample import SAMPLE
from app.certification.lifecycle.surveillance import SURVEILLANCE
from app.certification.lifecycle.suspension import SUSPENSION
from app.certification.lifecycle.table import Table
from app.certification.lifecycle.vocabulary import Kind, Status

CASES: Final[Mapping[Kind, Table]] = MappingProxyType(
    {
        Kind.APPLICATION: APPLICATION,
        Kind.SURVEILLANCE: SURVEILLANCE,
        Kind.SAMPLE: SAMPLE,
        Kind.CHANGE: CHANGE,
        Kind.EXTENSION: EXTENSION,
        Kind.SUSPENSION: SUSPENSION,
        Kind.RENEWAL: RENEWAL,
        Kind.COMPLAINT: COMPLAINT,
        Kind.APPEAL: APPEAL,
    }
)


@dataclass(frozen=True, slots=True)
class Life:
    """What a certificate can go through: its own table, those of its cases, and the clause of each status."""

    certificate: Table
    cases: Mapping[Kind, Table]
    status_clauses: Mapping[Status, Citation]


LIFE: Final = Life(CERTIFICATE, CASES, STATUS_CLAUSES)
