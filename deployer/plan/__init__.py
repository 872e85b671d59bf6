"""Desired and actual state -> steps, each with its reason. Pure."""
