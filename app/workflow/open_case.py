"""A case is opened with its first event: by the body, or by the client who files with it."""

from app.certification.lifecycle.vocabulary import Kind
from app.ports.evidence import Answer
from app.workflow.case_desk import Acting, CaseDesk, NotDone

FORMAT = "labverdict.case_opening/1"


def open_case(acting: Acting, kind: Kind, content: bytes, key: str | None, desk: CaseDesk) -> Answer | NotDone:
    """Open a case; the answer is that of its first step.

    The document has `number` (unique for a body and kind) and `event` (an object as for `take_step`), and where they
    apply: `body` (id; only from a client), `applicant` and `laboratories` (ids; only from the body), `scheme` and
    `unit` (of an application, of others where the certificate does not tell), `certificate` (number), `about` (the case
    that a complaint or an appeal is about). `format` may be left out.
    """
    raise NotImplementedError
