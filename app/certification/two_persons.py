"""Two persons behind a document: four eyes, where one person under two spellings is not two."""

from app.certification.form import Form
from app.certification.person import person_key


def two_persons(form: Form, key: str) -> tuple[str, str]:
    """Return the two persons that are listed under a key; anything but two different ones is refused."""
    match form.texts(key):
        case (first, second) if person_key(first) != person_key(second):
            return first, second
        case persons:
            form.refuse(key, "two_persons_needed", ", ".join(persons), "two different persons")
            return "", ""
