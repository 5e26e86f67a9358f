"""Which certificates an organisation has to do with, as the database tells."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, exists, or_, select

from app.store.case_tables import case_party, certificate, certificate_act
from app.store.engine import Database


class StoredCertificateIndex:
    """Numbers of certificates in the database (`app.ports.certificates.CertificateIndex`)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def numbers(self, reader: str, after: str, most: int) -> Sequence[str]:
        """Return their numbers in order, from the one that follows `after` on."""
        seen = select(certificate.c.number).distinct().where(_visible(reader), certificate.c.number > after)
        with self._database.reading(reader) as connection:
            return connection.execute(seen.order_by(certificate.c.number).limit(most)).scalars().all()

    def acted_since(self, body: str, since: date) -> Sequence[str]:
        """Return the numbers of a body's own certificates to which something was done since a day, in order."""
        own = certificate_act.c.organisation_id == body, certificate_act.c.dated >= since.isoformat()
        with self._database.reading(body) as connection:
            asked = select(certificate_act.c.number).distinct().where(*own).order_by(certificate_act.c.number)
            return connection.execute(asked).scalars().all()

    def concerns(self, reader: str, number: str) -> bool:
        """Tell whether a certificate is one of them."""
        seen = select(certificate.c.number).where(_visible(reader), certificate.c.number == number)
        with self._database.reading(reader) as connection:
            return connection.execute(seen).first() is not None


def _visible(reader: str) -> ColumnElement[bool]:
    party = exists().where(
        case_party.c.case_id == certificate.c.case_id,
        case_party.c.owner_id == certificate.c.organisation_id,
        case_party.c.organisation_id == reader,
    )
    return or_(certificate.c.organisation_id == reader, party)
