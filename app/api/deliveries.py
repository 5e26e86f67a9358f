"""What a laboratory sends: a report in JSON, or a file with what goes with it; and what is asked about it."""

from dataclasses import dataclass, field
from typing import Annotated

from pydantic import Field, StringConstraints
from starlette.requests import Request

from app.api.access import Receive
from app.api.bodies import JSON, check_type, read_body
from app.api.operation import Media
from app.api.parts import Bounds
from app.api.queries import Day, Parameters
from app.api.schemas.forms import ID_PATTERN, ONE_LINE, Schema, ref
from app.api.schemas.models import HELD, fields_of, needed_of
from app.api.uploads import MOST_PARTS, MULTIPART, read_upload
from app.workflow.examine import Posted
from app.workflow.verify_report import Question
from lims_adapters.formats.labverdict_json.adapter import ADAPTER

NATIVE = ADAPTER.id
MOST_READERS = 20
# Besides the readers, each of whom is a part of its own: file, head, scheme, grade, as_of, format.
_OTHER_PARTS = 6

Text = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=ONE_LINE)]
SchemeId = Annotated[
    Text,
    Field(
        description="The number of the rule.",
        examples=["JSPB01-180004-2023"],
        json_schema_extra={HELD: "scheme"},
    ),
]
Grade = Annotated[Text, Field(description="The product's grade, where the report names none.", examples=["0号"])]
AsOf = Annotated[
    Day,
    Field(
        description="The day of the scheme's edition; without it the day on which the report was issued, never today.",
        examples=["2026-05-12"],
    ),
]
Id = Annotated[str, StringConstraints(pattern=ID_PATTERN)]
Readers = Annotated[
    tuple[Id, ...],
    Field(max_length=MOST_READERS, description="Certification bodies that may read the report from the start."),
]
Format = Annotated[
    Text,
    Field(description="The format of the file, where its bytes do not tell.", json_schema_extra={HELD: "format"}),
]


class Asking(Parameters):
    """What is asked of a report."""

    scheme: SchemeId
    grade: Grade | None = None
    as_of: AsOf | None = None

    def question(self) -> Question:
        """Return the question as the workflow knows it."""
        return Question(self.scheme, self.grade, self.as_of)


class Filing(Asking):
    """What is asked of a report, and who may read it."""

    share_with: Readers = ()


class OfFile(Parameters):
    """What goes with a file where the question stands in the query."""

    format: Format | None = None


class Uploading(Filing):
    """What goes with a file that is filed."""

    share_with: Annotated[Readers, Field(max_length=min(MOST_READERS, MOST_PARTS - _OTHER_PARTS))] = ()
    format: Format | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """The bytes of a report or a file, its name ("" for none), a table's head, the format where it is named.

    `is_part` tells that they came as a part of an upload.
    """

    content: bytes = field(repr=False)
    name: str
    head: bytes | None
    format: str | None
    is_part: bool

    def posted(self, question: Question) -> Posted:
        """Return it with the question, as the workflow knows it."""
        return Posted(self.content, self.name, self.head, self.format, question)


def native(bounds: Bounds) -> Receive[Sent]:
    """Return what receives a report in JSON."""

    async def receive(request: Request) -> Sent:
        content = await read_body(request, limit=bounds.body, accepted={JSON})
        return Sent(content, "", None, NATIVE, is_part=False)

    return receive


def native_or_file(bounds: Bounds) -> Receive[Sent]:
    """Return what receives a report in JSON, or a file with its head."""
    in_json = native(bounds)

    async def receive(request: Request) -> Sent:
        check_type(request, {JSON, MULTIPART})
        if not request.headers["content-type"].lower().startswith(MULTIPART):
            return await in_json(request)
        upload = await read_upload(request, OfFile, bounds.upload)
        return Sent(upload.file, upload.file_name, upload.head, upload.asked.format, is_part=True)

    return receive


def file_to_file(bounds: Bounds) -> Receive[tuple[Sent, Uploading]]:
    """Return what receives a file with all that is asked of it."""

    async def receive(request: Request) -> tuple[Sent, Uploading]:
        upload = await read_upload(request, Uploading, bounds.upload)
        return Sent(upload.file, upload.file_name, upload.head, upload.asked.format, is_part=True), upload.asked

    return receive


def multipart(parts: type[Parameters]) -> Media:
    """Return how an upload is documented: its file, a table's head, and the parameters as text parts."""
    own: dict[str, Schema] = {
        "file": {
            "type": "string",
            "format": "binary",
            "description": "CSV, XLSX or JSON; a table of several samples holds several reports.",
        },
        "head": {
            "type": "string",
            "contentMediaType": JSON,
            "description": "What a table cannot hold: a JSON report without `results`.",
        },
    }
    return Media(
        {
            "type": "object",
            "properties": {**own, **fields_of(parts)},
            "required": ["file", *needed_of(parts)],
            "additionalProperties": False,
        }
    )


REPORT = ref("Report")
