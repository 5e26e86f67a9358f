"""What was measured and what a number means: units, readings, limits and risks, without side effects."""
