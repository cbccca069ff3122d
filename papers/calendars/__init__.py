"""Calendars out."""
