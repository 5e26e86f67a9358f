"""Examples of cases, steps, worklists and certificates."""

from app.api.examples import AT, BODY, HASH, VERDICT

CASE_ID = "0197a0c5c8fa7146fa05c27e91b2d456"
_APPLICANT, _PERSON = "0197a0c5c8fa7146fa05c27e91b2d457", "0197a0c5c8fa7146fa05c27e91b2d458"
_SCHEME, _NUMBER = "JSPB01-180004-2023", "A-2026-0007"
_PATH = f"/api/v1/applications/{CASE_ID}"
_UNIT: dict[str, object] = {"manufacturer": "示例石化有限公司", "plant": "示例石化有限公司一号厂", "grade": "0号"}
_CLAUSE = {"document": "rule", "number": "3.1", "basis": "printed"}

NEW_CASE: dict[str, object] = {
    "number": _NUMBER,
    "body": BODY,
    "scheme": _SCHEME,
    "unit": _UNIT,
    "event": {
        "event": "file",
        "on": "2026-04-20",
        "data": {
            "application": {
                "number": _NUMBER,
                "applicant": {
                    "name": "示例石化有限公司",
                    "credit_code": "91320000EXAMPLE001",
                    "is_maker": True,
                    "is_seller_or_importer": False,
                    "has_agent": False,
                    "applies_first": True,
                },
                "unit": _UNIT,
                "filed": [{"id": "application_form"}],
                "absent": ["licences"],
            }
        },
    },
}
EVENT: dict[str, object] = {"event": "accept", "on": "2026-04-21"}
WORK: dict[str, dict[str, object]] = {
    "inspections": {"event": "pass_inspection", "on": "2026-06-29"},
    "scorecards": {"event": "pass_scoring", "on": "2026-06-30"},
    "reviews": {"event": "recommend", "on": "2026-07-10", "data": {"reasons": "三项结果均符合"}},
    "decisions": {"event": "issue", "on": "2026-07-10", "data": {"reasons": "综合评价合格"}},
}
STEP: dict[str, object] = {
    "format": "labverdict.case_step/1",
    "case": CASE_ID,
    "n": 1,
    "event": "file",
    "state": "filed",
    "due_on": None,
    "log_entry": 42,
    "log_entry_hash": HASH,
    "started": [],
    "ended": [],
    "acts": [],
    "voided": False,
    "certificate": None,
    "decision": None,
    "followed": [],
}
SUMMARY: dict[str, object] = {
    "id": CASE_ID,
    "kind": "application",
    "body": BODY,
    "scheme": _SCHEME,
    "number": _NUMBER,
    "certificate": None,
    "state": "filed",
    "due_on": None,
    "n": 1,
    "opened_at": AT,
    "imported": False,
    "links": {"case": _PATH, "events": f"{_PATH}/events", "timeline": f"{_PATH}/timeline"},
}
FILE: dict[str, object] = {
    "sha256": HASH,
    "name": "营业执照.pdf",
    "sender": _APPLICANT,
    "open_to": None,
    "received_at": AT,
    "links": {"document": f"{_PATH}/documents/{HASH}"},
}
PARTY: dict[str, object] = {"organisation": _APPLICANT, "role": "applicant"}
CASE: dict[str, object] = {
    **SUMMARY,
    "unit": _UNIT,
    "accepted_on": None,
    "causes": [],
    "parties": [{**PARTY, "since": AT}],
    "documents": [FILE],
    "issued": None,
    "following": [{"event": "accept", "by": ["application_officer"], "clause": _CLAUSE}],
    "to_review": [],
    "records": [{"n": 1, "event": "file", "role": "client", "person": _PERSON, "on": "2026-04-20", "at": AT}],
}
TESTS: dict[str, object] = {
    "tests": [
        {
            "verdict": VERDICT,
            "compared": [
                {
                    "requirement": "GB_T_32237-2015/noise",
                    "item": "噪音",
                    "limit": "≤85",
                    "unit": "dB(A)",
                    "stated": None,
                    "result_unit": "dB(A)",
                    "agreement": "nothing_stated",
                }
            ],
        }
    ]
}
TIMELINE: dict[str, object] = {
    "format": "labverdict.timeline/1",
    "case": CASE_ID,
    "imported": False,
    "kind": "application",
    "scheme": _SCHEME,
    "state": "filed",
    "accepted_on": None,
    "evidence": 1,
    "causes": [],
    "timeline": [{"n": 1, "event": "file", "role": "client", "person": _PERSON, "on": "2026-04-20"}],
}
WORKLIST: dict[str, object] = {
    "on": "2026-05-12",
    "tasks": [
        {
            "case": CASE_ID,
            "kind": "application",
            "number": _NUMBER,
            "state": "filed",
            "role": "application_officer",
            "events": ["accept", "not_accept"],
            "due": None,
            "due_state": None,
            "deadline": None,
            "links": {"case": _PATH, "events": f"{_PATH}/events"},
        }
    ],
    "certificates": [
        {
            "certificate": "JSPB-2026-0001",
            "deadline": "D-07",
            "from": "2026-05-11",
            "due": "2026-05-20",
            "due_state": "firm",
            "links": {"certificate": "/api/v1/certificates/JSPB-2026-0001"},
        }
    ],
    "to_review": [],
}
LISTED: dict[str, object] = {
    "number": "JSPB-2026-0001",
    "version": 1,
    "body": BODY,
    "holder": _APPLICANT,
    "starts_on": "2026-07-10",
    "expires_on": "2029-07-10",
    "imported": False,
    "status": "valid",
    "check_code": "9QK4T-8RZ2M",
    "links": {"certificate": "/api/v1/certificates/JSPB-2026-0001"},
}
CERTIFICATE: dict[str, object] = {
    **LISTED,
    "versions": [
        {
            "version": 1,
            "case": CASE_ID,
            "starts_on": "2026-07-10",
            "expires_on": "2029-07-10",
            "issued_at": AT,
            "log_entry": 57,
            "document_sha256": HASH,
            "document": {"format": "labverdict.certificate/1"},
            "proof": {"format": "labverdict.proof/1"},
        }
    ],
    "acts": [{"n": 1, "version": 1, "act": "issue", "on": "2026-07-10", "until": None, "log_entry": 57}],
    "recorded": [
        {
            "n": 1,
            "version": 1,
            "act": "report_result",
            "on": "2026-07-14",
            "recorded_at": AT,
            "person": _PERSON,
            "reference": "上报回执 2026-031",
            "log_entry": 63,
        }
    ],
}
NEW_ACT: dict[str, object] = {"act": "report_result", "on": "2026-07-14", "reference": "上报回执 2026-031"}
RECORDED_ACT: dict[str, object] = {
    "format": "labverdict.office_act_recorded/1",
    "certificate": "JSPB-2026-0001",
    "n": 2,
    "act": "report_result",
    "on": "2026-07-14",
    "clause": {"document": "notice-2023", "number": "3(3)", "basis": "printed"},
    "ended": ["D-07", "D-08"],
    "log_entry": 63,
    "log_entry_hash": HASH,
}
