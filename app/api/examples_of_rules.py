"""Examples of what the rules look like."""

from app.api.examples import CLAUSE, SCHEME_ID, SEAL

SCHEME: dict[str, object] = {
    "id": SCHEME_ID,
    "title": {"zh": "车用柴油产品认证规则", "en": "Product Certification Rules for Diesel for motor vehicles"},
    "in_force": "2023-10-16",
    "until": None,
    "products": ["车用柴油", "车用柴油(VI)"],
    "grades": ["5号", "0号", "-10号"],
    "standard": {
        "id": "GB_19147-2016",
        "number": "GB 19147-2016",
        "title": "车用柴油",
        "valid_from": None,
        "usable_from": "2023-10-16",
        "valid_to": None,
    },
    "seals": {f"limits/schemes/{SCHEME_ID}/advanced.toml": SEAL},
    "links": {
        "scheme": f"/api/v1/schemes/{SCHEME_ID}",
        "characteristics": f"/api/v1/characteristics?scheme={SCHEME_ID}",
    },
}
LIMITS: dict[str, object] = {
    "scheme": SCHEME_ID,
    "as_of": "2026-05-12",
    "limits": [
        {
            "requirement": "GB_19147-2016/sulfur_content",
            "characteristic": "sulfur_content",
            "item": {"zh": "硫含量", "en": "sulfur content"},
            "grades": ["5号", "0号", "-10号"],
            "clause": CLAUSE,
            "limit": "≤10",
            "unit": "mg/kg",
            "acceptance": "(-∞, 10]",
            "comparison": "full_value",
            "comparison_source": "GB/T 8170-2008 4.3",
            "methods": [{"id": "SH_T_0689", "number": "SH/T 0689"}],
            "named_method": False,
            "certainty": "provisional",
            "certainty_meaning": "There is a number, not yet read back.",
            "basis": "A, C: three sources",
            "doubt": None,
        }
    ],
    "seals": {f"limits/schemes/{SCHEME_ID}/advanced.toml": SEAL},
}
METHOD: dict[str, object] = {
    "id": "SH_T_0689",
    "number": "SH/T 0689",
    "editions": [{"year": "2000", "in_force": None}],
    "precision": [],
    "accepted_for": [{"scheme": SCHEME_ID, "characteristic": "sulfur_content"}],
}
CHARACTERISTIC: dict[str, object] = {
    "id": "sulfur_content",
    "name": {"zh": "硫含量", "en": "sulfur content"},
    "form": "quantity",
    "kind": "mass_fraction",
    "unit": "mg/kg",
    "lowest": "0",
    "highest": "50000",
    "scale": [],
    "words": [],
}
