"""Which certificates an organisation has issued or holds, as the database tells."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, and_, exists, or_, select

from app.store.case_tables import certificate, certificate_act
from app.store.engine import Database, Task


class StoredCertificateIndex:
    """Numbers of certificates in the database (`app.ports.certificates.CertificateIndex`)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def numbers(self, reader: str, after: str, most: int) -> Sequence[str]:
        """Return their numbers in order, from the one that follows `after` on."""
        seen = select(certificate.c.number).distinct().where(_visible(reader), certificate.c.number > after)
        with self._database.reading(task=Task.PUBLIC) as connection:
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
        with self._database.reading(task=Task.PUBLIC) as connection:
            return connection.execute(seen).first() is not None


def _visible(reader: str) -> ColumnElement[bool]:
    """Tell of a version whether the reader has issued it or holds the certificate, which is to hold its newest one.

    It is asked as the public asks, for who holds an earlier version alone does not see that another one followed.
    Whoever else takes part in a case, such as a laboratory, is not told the check code; nor is a former holder.
    """
    later = certificate.alias()
    is_newest = ~exists().where(later.c.number == certificate.c.number, later.c.version > certificate.c.version)
    return or_(certificate.c.organisation_id == reader, and_(certificate.c.holder_id == reader, is_newest))
