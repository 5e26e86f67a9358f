"""A certification body decides whether the results of an existing report are adopted."""

from app.certification.assessment import Assessment, Resolve, read_assessment
from app.certification.form import Refused
from app.intake.vocabulary import Vocabulary, name_key, split_year
from app.verification.report import TestedBy


def assessment_from(content: bytes, vocabulary: Vocabulary) -> Assessment | Refused:
    """Read an assessment, whose methods go by the names under which reports are read."""
    return read_assessment(content, resolving(vocabulary))


def resolving(vocabulary: Vocabulary) -> Resolve:
    """Return what finds a method by such a name."""

    def resolve(typed: str) -> TestedBy:
        number, year = split_year(typed)
        return TestedBy(typed, vocabulary.methods.get(name_key(number)), year)

    return resolve
