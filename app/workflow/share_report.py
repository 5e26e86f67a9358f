"""A laboratory lets another organisation read a report, from now on and with all its revisions."""

from app.identity.caller import Caller
from app.ports.evidence import EventRow, Share
from app.ports.machine import instant_text
from app.workflow.desk import Desk
from app.workflow.receipt import event_body

SHARED = "report.shared"


def share_report(caller: Caller, report: str, reader: str, desk: Desk) -> bool:
    """Share a report of the caller's own; False when there is no such report. Sharing it again changes nothing."""
    at = instant_text(desk.clock.now())
    body = event_body(SHARED, at, reader, {"report": report, "laboratory": caller.organisation})
    told = EventRow(desk.ids.new(), reader, SHARED, body)
    return desk.evidence.share(Share(caller.organisation, report, reader, caller.account), told, at)
