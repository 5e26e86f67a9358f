"""Calls about certification cases, what a body sets, and certificates."""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

from app.client.calls import Answer, Calls, Value

Document = Mapping[str, Any] | bytes


class Cases(Calls):
    """Kinds of case are named as in paths (`applications`), papers too (`settings`, `adopted-limits`).

    A document is a mapping, or the bytes of a JSON object, which are sent as they are.
    A step that the case cannot take raises `Refused`; its `problem["step"]` has the clause and all that is missing.
    """

    def open_case(self, kind: str, document: Document, *, key: str | None = None) -> Answer:
        """Open a case with its first event."""
        return self._post(f"/{kind}", {}, key, **_body(document))

    def cases(self, kind: str, **asked: Value) -> Iterator[dict[str, Any]]:
        """Return every case of a kind; `asked`: state, due_before, limit (of a page)."""
        return self._pages(f"/{kind}", "cases", asked)

    def case(self, kind: str, case: str) -> Answer:
        """Return a case; its ETag makes a step depend on what was seen."""
        return self._get(_path(kind, case))

    def timeline(self, kind: str, case: str) -> Answer:
        """Return the story of a case with every deadline that ran."""
        return self._get(f"{_path(kind, case)}/timeline")

    def tests(self, kind: str, case: str) -> Answer:
        """Return the verdicts on the reports in evidence, with what the laboratory printed beside what is not held."""
        return self._get(f"{_path(kind, case)}/tests")

    def step(self, kind: str, case: str, event: Document, *, etag: str | None = None, key: str | None = None) -> Answer:
        """Take a step in a case, which is still as `etag` says if one is given; one that `corrects` needs it."""
        headers = {} if etag is None else {"If-Match": etag}
        return self._post(f"{_path(kind, case)}/events", {}, key, **_body(event), headers=headers)

    def work(
        self, sort: str, case: str, event: Mapping[str, Any], *, etag: str | None = None, key: str | None = None
    ) -> Answer:
        """Take a step of one sort of work: inspections, scorecards, reviews or decisions; `etag` as for every step."""
        headers = {} if etag is None else {"If-Match": etag}
        return self._post(f"/{sort}", {}, key, json={"case": case, **event}, headers=headers)

    def keep_file(
        self, kind: str, case: str, content: bytes, name: str, *, open_to: str | None = None, key: str | None = None
    ) -> Answer:
        """Keep a file of a case; `open_to` is the role of the parties who may read it too."""
        headers = {"Content-Type": "application/octet-stream"}
        asked = {"name": name, "open_to": open_to}
        return self._post(f"{_path(kind, case)}/documents", asked, key, content=content, headers=headers)

    def files(self, kind: str, case: str) -> Answer:
        """Return which files of a case one may read."""
        return self._get(f"{_path(kind, case)}/documents")

    def file(self, kind: str, case: str, sha256: str) -> bytes:
        """Return the bytes of a file of a case."""
        return self._get(f"{_path(kind, case)}/documents/{quote(sha256, safe='')}").content

    def grant_party(self, kind: str, case: str, organisation: str, role: str) -> Answer:
        """Let an applicant or a laboratory take part in a case of one's own."""
        return self._post(f"{_path(kind, case)}/parties", {}, None, json={"organisation": organisation, "role": role})

    def decision(self, case: str) -> Answer:
        """Return the exact bytes of the newest decision in a case."""
        return self._get(f"/decisions/{quote(case, safe='')}")

    def bundle(self, case: str) -> bytes:
        """Return the newest decision with all that it rests on, for `labverdict verify-bundle`."""
        return self._get(f"/decisions/{quote(case, safe='')}/bundle").content

    def worklist(self) -> Answer:
        """Return what one can do next."""
        return self._get("/worklist")

    def calendar(self) -> bytes:
        """Return the running deadlines as iCalendar."""
        return self._get("/calendar.ics").content

    def certificates(self, **asked: Value) -> Iterator[dict[str, Any]]:
        """Return every certificate that one has to do with; `asked`: limit (of a page)."""
        return self._pages("/certificates", "certificates", asked)

    def certificate(self, number: str) -> Answer:
        """Return every version and act of a certificate, and how it stands today."""
        return self._get(f"/certificates/{quote(number, safe='')}")

    def record_act(self, number: str, act: Document, *, etag: str | None = None, key: str | None = None) -> Answer:
        """Record an act of the office on a certificate, which is still as `etag` says if one is given."""
        headers = {} if etag is None else {"If-Match": etag}
        return self._post(f"/certificates/{quote(number, safe='')}/acts", {}, key, **_body(act), headers=headers)

    def paper(self, paper: str, **asked: Value) -> Answer:
        """Return what one's body sets or adopts; `asked`: version, and of limits scheme."""
        return self._get(f"/body/{paper}", asked)

    def proposals(self, paper: str) -> Answer:
        """Return what is proposed and can still be confirmed."""
        return self._get(f"/body/{paper}/proposals")

    def propose(self, paper: str, document: Document, *, key: str | None = None) -> Answer:
        """Propose the next version of a paper."""
        return self._post(f"/body/{paper}/proposals", {}, key, **_body(document))

    def confirm(self, paper: str, proposal: str, *, key: str | None = None) -> Answer:
        """Confirm what another person proposed."""
        return self._post(f"/body/{paper}/proposals/{quote(proposal, safe='')}/confirmation", {}, key)

    def declare(self, client: str, *, free_of_conflict: bool, advised_until: str, key: str | None = None) -> Answer:
        """Declare how one stands to a client; `advised_until` is a day or `never`."""
        sent = {"client": client, "free_of_conflict": free_of_conflict, "advised_until": advised_until}
        return self._post("/declarations", {}, key, json=sent)

    def declarations(self, client: str | None = None, limit: int | None = None) -> Answer:
        """Return how persons of one's body declared to stand to clients, the newest first."""
        return self._get("/declarations", {"client": client, "limit": limit})

    def simulate(self, document: Document) -> Answer:
        """Return which of one's cases other rules would decide otherwise; nothing is stored."""
        return self._post("/simulations", {}, None, **_body(document))


def _body(document: Document) -> dict[str, Any]:
    return {"content": document} if isinstance(document, bytes) else {"json": document}


def _path(kind: str, case: str) -> str:
    return f"/{kind}/{quote(case, safe='')}"
