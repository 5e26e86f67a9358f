"""Laboratories' tables in an Excel workbook."""
