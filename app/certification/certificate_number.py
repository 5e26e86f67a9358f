"""What can be the number of a certificate: one line of up to 64 characters that stands in an address as it is.

Whoever is shown a certificate looks it up by its number, so one that no address can hold could not be read.
"""

import re
from typing import Final

NUMBER_PATTERN: Final = r"^[^\u0000-\u001f\u007f-\u009f/?#%]{1,64}$"
NUMBER: Final = re.compile(NUMBER_PATTERN)
EXPECTED: Final = "up to 64 characters without / ? # %"
SERIAL: Final = "{serial}"
YEAR: Final = "{year}"
# More certificates than that have no series.
_LONGEST_SERIAL: Final = "999999999"


def is_number(text: str) -> bool:
    """Tell whether a text can be the number of a certificate."""
    return NUMBER.fullmatch(text) is not None


def is_number_format(form: str) -> bool:
    """Tell whether every number of a format can be one, and no two are alike: it has a place for the serial, once."""
    number = form.replace(YEAR, "9999").replace(SERIAL, _LONGEST_SERIAL)
    return form.count(SERIAL) == 1 and is_number(number)
