"""The settings: one JSON file of stages, checked against ``settings_schema.json``."""
