"""Doors to people."""
