"""Names of persons, so that one person is not taken for two."""

import unicodedata
from functools import lru_cache


# The same few names are compared again and again.
@lru_cache(maxsize=4096)
def person_key(name: str) -> str:
    """Return a name as persons are compared.

    Width and case of letters, blanks, dashes and characters that nobody sees do not make another person.
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    return "".join(each for each in folded if unicodedata.category(each)[0] not in "CPZ") or folded
