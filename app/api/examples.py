"""Examples for the description: one diesel report, shortened, on its way through the service."""

SCHEME_ID = "JSPB01-180004-2023"
LABORATORY = "0197a0c0d3f17c1ea53d5b1f0a9c2e41"
BODY = "0197a0c0d3f17c1ea53d5b1f0a9c2e42"
REPORT_ID = "0197a0c1e2b47d02b6c18f3a5d7e9012"
AT = "2026-05-12T08:30:15.250000Z"
HASH = "5f0c7e6a3b1d9e8427c6a5f4d3b2e1908f7e6d5c4b3a29181716151413121110"
SEAL = "2833372af8882452af8989ce2e119db2a807288d7ec042481693e379c2c50ae4"

REPORT: dict[str, object] = {
    "format": "labverdict.report/1",
    "report_no": "W2026-0012",
    "issued_on": "2026-05-12",
    "laboratory": {"name": "示例检测实验室", "accreditations": [{"kind": "CMA", "number": "示例-0001"}]},
    "product": {"name": "车用柴油(VI)", "grade": "0号", "manufacturer": "示例石化有限公司"},
    "sample": {"id": "CY-2026-0517", "taken_on": "2026-05-01", "received_on": "2026-05-02"},
    "results": [
        {
            "item": "硫含量",
            "value": "6.2",
            "unit": "mg/kg",
            "method": "SH/T 0689-2000",
            "tested_on": "2026-05-06",
            "uncertainty": {"expanded": "0.8", "k": "2"},
            "requirement": "≤10",
            "verdict": "合格",
        },
        {"item": "铜片腐蚀", "value": "1a", "method": "GB/T 5096-2017", "tested_on": "2026-05-06"},
    ],
}
CORRECTED: dict[str, object] = {
    **REPORT,
    "results": [
        {"item": "硫含量", "value": "6.4", "unit": "mg/kg", "method": "SH/T 0689-2000", "tested_on": "2026-05-06"},
        {"item": "铜片腐蚀", "value": "1a", "method": "GB/T 5096-2017", "tested_on": "2026-05-06"},
    ],
}
_LIMIT = {
    "text": "≤10",
    "unit": "mg/kg",
    "acceptance": "(-∞, 10]",
    "comparison": "full_value",
    "comparison_source": "GB/T 8170-2008 4.3",
    "certainty": "provisional",
    "basis": "A, C: three sources",
    "methods": ["SH/T 0689", "GB/T 11140"],
    "doubt": None,
}
CLAUSE = {"document": "GB 19147-2016", "number": "表3", "anchor": "硫含量"}
VERDICT: dict[str, object] = {
    "format": "labverdict.verdict/1",
    "judging": "labverdict.judging/1",
    "outcome": "undetermined",
    "scheme": SCHEME_ID,
    "standard": "GB 19147-2016",
    "as_of": "2026-05-12",
    "data_seals": {f"limits/schemes/{SCHEME_ID}/advanced.toml": SEAL},
    "report": {
        "report_no": "W2026-0012",
        "issued_on": "2026-05-12",
        "product": "车用柴油(VI)",
        "grade": "0号",
        "sample": "CY-2026-0517",
    },
    "findings": [
        {
            "item": "硫含量",
            "characteristic": "sulfur_content",
            "outcome": "conforming",
            "reason": "within_limit",
            "requirement": "GB_19147-2016/sulfur_content",
            "clause": CLAUSE,
            "limit": _LIMIT,
            "result": {
                "item": "硫含量",
                "value": "6.2",
                "folded_from": None,
                "unit": "mg/kg",
                "method": "SH/T 0689-2000",
                "method_card": "SH_T_0689",
                "tested_on": "2026-05-06",
                "replicate": None,
                "detection_limit": None,
                "uncertainty": {"expanded": "0.8", "k": "2"},
                "stated_requirement": "≤10",
                "stated_verdict": "合格",
                "remark": None,
                "where": "/results/0",
            },
            "value": "6.2",
            "rounded": None,
            "unit": "mg/kg",
            "margin": {"distance": "3.8", "share": "0.38"},
            "statements": [
                {
                    "rule": "ILAC-G8:09/2019 non-binary, w = U",
                    "source": "expanded uncertainty as reported",
                    "role": None,
                    "outcome": "pass",
                    "figures": {"w": "0.8", "acceptance_limit": "9.2", "rejection_limit": "10.8"},
                }
            ],
            "flags": ["provisional_limit"],
        }
    ],
    "still_needed": [{"item": "酸度", "requirement": "GB_19147-2016/acidity", "reason": "no_result"}],
}
RECEIPT: dict[str, object] = {
    "format": "labverdict.receipt/1",
    "report": REPORT_ID,
    "revision": 1,
    "report_no": "W2026-0012",
    "sample": "CY-2026-0517",
    "scheme": SCHEME_ID,
    "outcome": "undetermined",
    "recorded_at": AT,
    "original_sha256": "0d1c2b3a49586776859493a2b1c0dfeefdecdbcab9a897867564534231201f0e",
    "verdict_sha256": "9b74c9897bac770ffc029102a200c5de1f4a6b8c0d2e4f60718293a4b5c6d7e8",
    "log_entry": 42,
    "log_entry_hash": HASH,
}
REPORT_VIEW: dict[str, object] = {
    "report": REPORT_ID,
    "revision": 1,
    "laboratory": LABORATORY,
    "laboratory_name": "示例检测实验室",
    "report_no": "W2026-0012",
    "sample_id": "CY-2026-0517",
    "product": "车用柴油(VI)",
    "grade": "0号",
    "issued_on": "2026-05-12",
    "scheme": SCHEME_ID,
    "as_of": "2026-05-12",
    "outcome": "undetermined",
    "reason": None,
    "recorded_at": AT,
    "original_sha256": RECEIPT["original_sha256"],
    "verdict_sha256": RECEIPT["verdict_sha256"],
    "entry": 42,
    "links": {
        "report": f"/api/v1/reports/{REPORT_ID}",
        "revision": f"/api/v1/reports/{REPORT_ID}/revisions/1",
        "verdict": f"/api/v1/reports/{REPORT_ID}/verdict?revision=1",
        "original": f"/api/v1/reports/{REPORT_ID}/original?revision=1",
        "proof": "/api/v1/log/entries/42/proof",
    },
}
SHARE = {"organisation": BODY, "organisation_name": "示例认证机构", "since": AT}
ORGANISATION = {"id": BODY, "name": "示例认证机构"}
