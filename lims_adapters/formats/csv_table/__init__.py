"""Laboratories' tables as comma-separated text."""
