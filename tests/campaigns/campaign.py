"""What the campaigns share: how long one is, its chance, and the figures that it tells."""

import os
import random


def size(name: str, short: int) -> int:
    """Return the number in `LABVERDICT_<name>`, or the short one of the suite."""
    return int(os.environ.get(f"LABVERDICT_{name}", short))


def dice(seed: int) -> random.Random:
    """Return chance that is the same in every run."""
    return random.Random(seed)  # noqa: S311 - a test has no secrets


def tell(figures: str) -> None:
    print(f"\n{figures}")  # noqa: T201 - figures are what a campaign is for
