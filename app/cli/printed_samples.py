"""What clause 7.2 of each rule prints for samples: items of Table 3 with the number of each, and the time of 4.2.4."""

from collections.abc import Mapping

from app.certification.body import DayKind, Term

# Table 3 of the dryer rule, in its order, by ids of characteristics; one of each.
TABLES: Mapping[str, tuple[str, ...]] = {
    "JSPB01-110038-2023": (
        *("surface_quality", "performance", "material_residue", "tightness", "temperature_error", "discharged_dust"),
        *("noise", "surface_temperature", "pressure_relief", "drying_intensity", "cleanliness"),
        *("electrical_safety", "product_quality"),
    ),
}
EACH: Mapping[str, int] = {"JSPB01-110038-2023": 1}

# The dryer rule leaves the time to an agreement with the laboratory.
TEST_TERMS: Mapping[str, Term] = {"JSPB01-180004-2023": Term(15, DayKind.WORKING_DAY)}
