import json

from app.certification.form import Refused
from app.workflow.decide_dossier import dossier_from
from lims_adapters.contract import Delivery, Source
from lims_adapters.formats.labverdict_json.adapter import ADAPTER
from tests.app.dossiers import DATA, DIESEL, document, library, scheme_of


def test_a_report_on_several_samples_is_none_of_a_unit() -> None:
    single = ADAPTER.parse(Source((DATA / "diesel_report.json").read_bytes(), "report.json"))
    several = Delivery((*single.reports, *single.reports))
    found = dossier_from(json.dumps(document()).encode(), scheme_of(DIESEL), library(DIESEL), lambda _: several)
    assert isinstance(found, Refused)
    assert [(issue.code, issue.where) for issue in found.issues] == [("several_samples", "/tests/0/report")]
