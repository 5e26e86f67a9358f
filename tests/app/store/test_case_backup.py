"""Cases and certificates come back from a backup, and what was being issued is finished there."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.keys.ed25519 import Ed25519Signer
from app.ports.body_papers import Paper
from app.store.backup import backup, restore
from app.store.body_papers import StoredBodyPapers
from app.store.cases import StoredCases
from app.store.certificates import StoredCertificates
from app.workflow.issue_certificate import issue_certificate, recover
from tests.app.store.conftest import Another, Opened
from tests.app.store.docket import APPLICANT, AT, BODY, Docket, docket, file, paper, step, telling, wording
from tests.app.store.issuing import Stopped, check_proven, issuing

SIGNER = Ed25519Signer.of(Ed25519PrivateKey.generate())


def test_a_backup_keeps_cases_and_what_is_not_finished(opened: Opened, another: Another, tmp_path: Path) -> None:
    kept = docket(opened.app)
    issued, stopped = kept.opened("issued"), kept.opened("stopped")
    issue_certificate(step(issued, 1), wording("issued"), telling(), issuing(opened.app, SIGNER))
    with pytest.raises(Stopped):
        issue_certificate(
            step(stopped, 1), wording("stopped"), telling(), issuing(opened.app, SIGNER, "before the signature")
        )
    kept.cases.keep_document(file(issued, "1" * 64, APPLICANT), AT)
    StoredBodyPapers(opened.app).put(Paper.SETTINGS, paper(1))
    backup(opened.owner, tmp_path / "backup", AT)

    with another() as fresh:
        restore(tmp_path / "backup", fresh.owner)
        back = Docket(StoredCases(fresh.app), StoredCertificates(fresh.app))
        for reader in (BODY, APPLICANT):
            assert back.cases.read(reader, issued) == kept.cases.read(reader, issued)
        assert back.cases.document(APPLICANT, issued, "1" * 64) == kept.cases.document(APPLICANT, issued, "1" * 64)
        assert StoredBodyPapers(fresh.app).newest(Paper.SETTINGS, BODY) == paper(1)
        assert back.certificates.published("issued") == kept.certificates.published("issued")
        assert back.certificates.published("stopped") is None
        assert recover(issuing(fresh.app, SIGNER)) == 1
        found = back.certificates.published("stopped")
        assert found is not None
        check_proven(found.versions[0], SIGNER)
