"""Invitations on paper."""
