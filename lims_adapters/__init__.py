"""Formats of laboratory systems, each read into raw records."""
