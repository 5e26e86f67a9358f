"""Faults of a rule's print, found from its structure alone: one module per family of faults."""
