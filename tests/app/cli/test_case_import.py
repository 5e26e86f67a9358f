"""`labverdict case import` takes a certificate from before the service into an installation, once."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

from app.cli.case_import import import_case_file
from app.cli.exits import Exit
from app.cli.options import Output
from app.identity.organisations import OrganisationKind
from app.ports.access import Organisation
from app.service import Service, assemble
from app.settings import read_settings
from app.workflow.administer import Office, Started, add_organisation, start
from tests.app.dossiers import Change, document, put

NUMBER = "JSPB-2024-0017"


@pytest.fixture
def service(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    folder = tmp_path / "data"
    monkeypatch.setenv("LABVERDICT_DATA", str(folder))
    made = assemble(read_settings({"LABVERDICT_DATA": str(folder)}, terminal=False))
    yield made
    made.stores.close()


def office(service: Service) -> Office:
    return Office(service.stores.access, service.clock, service.ids, service.ids)


def started(service: Service, kind: OrganisationKind) -> str:
    """Return the account of the first person of an organisation."""
    found = start(kind, f"示例 {kind}", "示例人员", office(service))
    assert isinstance(found, Started)
    return found.founding.account.id


def written(service: Service, folder: Path, *changes: Change) -> str:
    holder = add_organisation(OrganisationKind.APPLICANT, f"示例 {service.ids.new()}", office(service))
    assert isinstance(holder, Organisation)
    file = folder / "import.json"
    told = document("diesel_import.json", put(holder.id, "holder"), *changes)
    file.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    return str(file)


def ended(file: str, account: str, output: Output = Output.TABLE) -> int:
    try:
        import_case_file(file, account=account, output=output)
    except typer.Exit as left:
        return left.exit_code
    return 0


def test_it_is_taken_in_once_and_told_as_imported(
    service: Service, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    account, file = started(service, OrganisationKind.CERTIFICATION_BODY), written(service, tmp_path)
    assert ended(file, account) == 0
    assert "导入" in capsys.readouterr().out
    assert service.stores.log.size() > 0
    assert ended(file, account) == Exit.REFUSED
    assert "certificate_taken" in capsys.readouterr().err
    another = written(service, tmp_path, put("JSPB-2024-0018", "certificate", "number"))
    assert ended(another, account) == Exit.REFUSED
    assert "case_number_taken" in capsys.readouterr().err


def test_programs_get_json(service: Service, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    account = started(service, OrganisationKind.CERTIFICATION_BODY)
    assert ended(written(service, tmp_path), account, Output.JSON) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["certificate"], told["version"], told["state"]) == (NUMBER, 1, "issued")


def test_only_a_person_of_a_body_takes_it_in(
    service: Service, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = written(service, tmp_path)
    for account in ("none", started(service, OrganisationKind.LABORATORY)):
        assert ended(file, account) == Exit.REFUSED
        assert "account_unusable" in capsys.readouterr().err


def test_a_file_that_is_no_import_is_refused(
    service: Service, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    account = started(service, OrganisationKind.CERTIFICATION_BODY)
    file = written(service, tmp_path, put("2024-03-01", "certificate", "expires_on"))
    assert ended(file, account) == Exit.REFUSED
    assert "dates_out_of_order" in capsys.readouterr().err
