"""The tables: storage shapes, never request bodies, and never objects on the way of a report.

Instants and days are text in the form in which they are sent, and sort as such; numbers of results are the text that
the laboratory typed. Append-only tables are kept so by triggers and grants of the migrations.
"""

from sqlalchemy import ForeignKey, LargeBinary, Table, Text
from sqlmodel import Field, SQLModel


def key() -> str:
    """Return a text column of the primary key."""
    column: str = Field(primary_key=True, sa_type=Text)
    return column


def owned() -> str:
    """Return a column of the primary key that names the organisation."""
    column: str = Field(primary_key=True, sa_type=Text, sa_column_args=(ForeignKey("organisation.id"),))
    return column


def text(*, unique: bool = False, refers_to: str | None = None) -> str:
    """Return a column of text that is always there."""
    foreign = () if refers_to is None else (ForeignKey(refers_to),)
    column: str = Field(sa_type=Text, unique=unique, sa_column_args=foreign)
    return column


def maybe(*, refers_to: str | None = None) -> str | None:
    """Return a column of text that may be unknown."""
    foreign = () if refers_to is None else (ForeignKey(refers_to),)
    column: str | None = Field(default=None, nullable=True, sa_type=Text, sa_column_args=foreign)
    return column


def content() -> bytes:
    """Return a column of bytes."""
    column: bytes = Field(sa_type=LargeBinary)
    return column


def table(of: type[SQLModel]) -> Table:
    """Return the Core table behind a storage shape."""
    found: Table = SQLModel.metadata.tables[str(of.__tablename__)]
    return found


def stored_bytes(value: bytes | str) -> bytes:
    """Return what lies in a column of bytes; SQLite keeps text there too, if somebody put it there by hand."""
    return value.encode("utf-8", "surrogateescape") if isinstance(value, str) else bytes(value)
