"""Calls for whoever holds a certificate; they need no account, but the check code that is printed on it."""

from datetime import date
from urllib.parse import quote

from app.client.calls import Answer, Calls, Day


class Public(Calls):
    """Look-ups by the number of a certificate and its check code."""

    def look_up(self, number: str, code: str, on: Day = None) -> Answer:
        """Return how a certificate stands today, or stood on a past day."""
        return self._get(_path(number), {"code": code, "on": on})

    def certificate_proof(self, number: str, code: str) -> Answer:
        """Return the exact bytes of a certificate and the proof that they are in the evidence log."""
        return self._get(f"{_path(number)}/proof", {"code": code})

    def check_shipment(self, number: str, code: str, loaded_on: date | str, report: bytes) -> Answer:
        """Return whether a certificate covers what was loaded on a day, by the JSON report on the batch."""
        return self._post(f"{_path(number)}/shipments", {"code": code, "loaded_on": loaded_on}, None, content=report)


def _path(number: str) -> str:
    return f"/public/certificates/{quote(number, safe='')}"
