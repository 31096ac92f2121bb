"""Honest requests, by who makes them."""
