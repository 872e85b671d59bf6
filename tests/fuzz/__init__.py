"""Broken events for the adapter, by the million: ``make fuzz``."""
