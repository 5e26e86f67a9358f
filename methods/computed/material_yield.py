"""Material yield 物料收率 in % by mass, for JSPB01-110038-2023 (advanced indicator, printed 无聊收率).

GB/T 32237, which the rule names as the method, is not held, and its definition of the yield is not known here: the one
below is the caller's to vouch for. Residue is another quantity, not known to add up to 100 % with the yield, so
that no yield is ever derived from it.
"""

from fractions import Fraction

from methods.computed import ComputedRefused


def material_yield(product_mass: Fraction, theoretical_mass: Fraction) -> Fraction:
    """Give product mass / theoretical mass (of the dry matter fed) * 100 in %, exact; both masses in one unit.

    Above 100 % is given as it comes. Raises `ComputedRefused` when the theoretical mass is not above 0 or the product
    mass is negative.
    """
    if theoretical_mass <= 0:
        raise ComputedRefused(f"theoretical mass {theoretical_mass} is not above 0")
    if product_mass < 0:
        raise ComputedRefused(f"product mass {product_mass} is negative")
    return product_mass / theoretical_mass * 100
