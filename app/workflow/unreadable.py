"""What is stored and cannot be read back: rule data that it needs are gone, or somebody changed the store."""


class Unreadable(Exception):
    """A stored case, paper or certificate that cannot be read back; it stops what rests on it, and nothing else."""


class CaseUnreadable(Unreadable):
    """A stored case cannot be read back."""


class PaperUnreadable(Unreadable):
    """A stored paper of a body cannot be read; whoever stores one reads it first."""


class CertificateUnreadable(Unreadable):
    """A stored certificate cannot be read, or not under the rules and limits that it was issued by."""


class CertificateContradicted(Unreadable):
    """Acts are stored that cannot follow each other: steps are taken by the table, so somebody changed the store."""
