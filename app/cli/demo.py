"""`labverdict demo`: the whole way once, on a store that is thrown away afterwards."""

import os
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from app.identity.organisations import OrganisationKind
    from app.service import Service
    from app.workflow.administer import Started

_LABORATORY, _BODY, _APPLICANT, _PERSON = "示例检测实验室", "示例认证机构", "示例石化有限公司", "示例人员"
_SCHEME = "JSPB01-180004-2023"
_START_S, _POLL_S = 30, 0.02
_KEPT = ("LABVERDICT_HOST", "LABVERDICT_PORT")


def demo(
    report: Annotated[str, typer.Argument(metavar="FILE", help="The report that is posted, JSON.", show_default=False)],
    *,
    once: Annotated[bool, typer.Option("--once", help="End after the verdict instead of serving on.")] = False,
) -> None:
    """Start the service, seed a laboratory, a body and an applicant, post a diesel report and file an application.

    The store lies in a folder that is removed at the end; nothing of an installation is touched.
    """
    from app.cli.installation import assembled, settings

    with tempfile.TemporaryDirectory(prefix="labverdict-demo-") as folder:
        chosen = {"LABVERDICT_DATA": folder, "LABVERDICT_LOG_LEVEL": "warning"}
        chosen |= {name: os.environ[name] for name in _KEPT if name in os.environ}
        if once:
            chosen["LABVERDICT_PORT"] = "0"
        with assembled(settings(chosen)) as service, _serving(service) as address:
            _post_and_show(service, address, Path(report))
            if not once:
                _wait(address)


@contextmanager
def _serving(service: "Service") -> Iterator[str]:
    """Serve in a thread and return the address; on leaving, every request is answered first."""
    from app.cli.exits import Exit
    from app.cli.screen import complain
    from app.serving import journal_for, server, working

    log = journal_for(service.settings, sys.stderr)
    answering = server(service, log)
    thread = threading.Thread(target=answering.run, name="server")
    with working(service, log):
        thread.start()
        try:
            waited_until = time.monotonic() + _START_S
            while not answering.started and thread.is_alive() and time.monotonic() < waited_until:
                time.sleep(_POLL_S)
            if not answering.started:
                complain([f"labverdict: cannot listen on {service.settings.host}:{service.settings.port}"])
                raise typer.Exit(Exit.REFUSED)
            host, port = answering.servers[0].sockets[0].getsockname()[:2]
            yield f"http://{host}:{port}"
        finally:
            answering.should_exit = True
            thread.join()


def _post_and_show(service: "Service", address: str, report: Path) -> None:
    from app.cli.screen import plain, show
    from app.client import Client
    from app.identity.organisations import OrganisationKind

    laboratory = _started(service, OrganisationKind.LABORATORY, _LABORATORY)
    body = _started(service, OrganisationKind.CERTIFICATION_BODY, _BODY)
    reader = body.founding.organisation.id
    with Client(address, laboratory.text) as client:
        receipt = client.post_report(report.read_bytes(), _SCHEME, share_with=[reader]).document
    with Client(address, body.text) as client:
        verdict = client.verdict(receipt["report"]).document
    applicant = _started(service, OrganisationKind.APPLICANT, _APPLICANT)
    with Client(address, applicant.text) as client:
        filed = client.open_case("applications", _application(service, reader)).document
    with Client(address, body.text) as client:
        (task,) = client.worklist().document["tasks"]
    rows = (
        ("address", address),
        ("laboratory", f"{_LABORATORY}, key {laboratory.text}"),
        ("body", f"{_BODY}, key {body.text}"),
        ("posted", f"{report}: report {receipt['report_no']}, log entry {receipt['log_entry']}"),
        ("verdict", f"{verdict['outcome']} under {verdict['scheme']}, {len(verdict['findings'])} findings"),
        ("sha256", receipt["verdict_sha256"]),
        ("applicant", f"{_APPLICANT}, key {applicant.text}"),
        ("application", f"{task['number']}: {filed['state']}, log entry {filed['log_entry']}"),
        ("next", f"{task['role']}: {', '.join(task['events'])}"),
        ("try", f"curl -H 'Authorization: Bearer {body.text}' {address}/api/v1/reports/{receipt['report']}/verdict"),
    )
    show(plain(f"{name:<12}{text}") for name, text in rows)
    sys.stdout.flush()


def _application(service: "Service", body: str) -> dict[str, object]:
    """Return an application as its applicant files it today."""
    from app.verification.civil_day import civil_day

    unit = {"manufacturer": _APPLICANT, "plant": f"{_APPLICANT}一号厂", "grade": "0号"}
    names = ("application_form", "product_description", "self_declaration", "self_evaluation", "registrations")
    application = {
        "number": "A-0001",
        "applicant": {
            "name": _APPLICANT,
            "credit_code": "91320000EXAMPLE001",
            "is_maker": True,
            "is_seller_or_importer": False,
            "has_agent": False,
            "applies_first": True,
        },
        "unit": unit,
        "filed": [{"id": name} for name in names],
        "absent": ["licences", "earlier_reports"],
    }
    on = civil_day(service.clock.now()).isoformat()
    event = {"event": "file", "on": on, "data": {"application": application}}
    return {"number": "A-0001", "body": body, "scheme": _SCHEME, "unit": unit, "event": event}


def _started(service: "Service", kind: "OrganisationKind", name: str) -> "Started":
    from app.workflow.administer import NotDone, Office, start

    office = Office(service.stores.access, service.clock, service.ids, service.ids)
    started = start(kind, name, _PERSON, office)
    if not isinstance(started, NotDone):
        return started
    raise LookupError(f"an empty store refused {name}: {', '.join(started.reasons)}")


def _wait(address: str) -> None:
    from app.cli.screen import complain

    complain([f"labverdict serves on {address} until Ctrl-C"])
    with suppress(KeyboardInterrupt):
        threading.Event().wait()
