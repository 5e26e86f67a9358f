"""Quantities that are computed from results: one file for each, with its standard, units and range of validity."""


class ComputedRefused(ValueError):
    """Inputs from which the quantity cannot be computed: none at all, not possible, or outside the formula's range."""
