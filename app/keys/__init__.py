"""Signing keys on disk, and the check of what they signed."""
