"""Calls about the rules that are held; they need no account."""

from datetime import date
from urllib.parse import quote

from app.client.calls import Answer, Calls, Day


class Rules(Calls):
    """Schemes, limits, test methods and items, dated."""

    def limits(self, scheme: str, as_of: date | str, grade: str | None = None) -> Answer:
        """Return the requirements of a scheme on a day, of one grade or of all; no day is taken for another."""
        return self._get("/limits", {"scheme": scheme, "as_of": as_of, "grade": grade})

    def schemes(self, as_of: Day = None) -> Answer:
        """Return the certification schemes, those in force on a day or all."""
        return self._get("/schemes", {"as_of": as_of})

    def scheme(self, scheme: str) -> Answer:
        """Return a scheme."""
        return self._get(f"/schemes/{quote(scheme, safe='')}")

    def methods(self, as_of: Day = None) -> Answer:
        """Return the test methods, with the editions that had begun by a day or all."""
        return self._get("/methods", {"as_of": as_of})

    def method(self, method: str) -> Answer:
        """Return the card of a test method."""
        return self._get(f"/methods/{quote(method, safe='')}")

    def characteristics(self, as_of: Day = None, scheme: str | None = None) -> Answer:
        """Return the items that are known, or those that a scheme asks for."""
        return self._get("/characteristics", {"as_of": as_of, "scheme": scheme})
