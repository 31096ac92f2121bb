"""Attempts to get past the gate, by what they are after."""
