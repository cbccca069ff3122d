"""Sheets in and out."""
