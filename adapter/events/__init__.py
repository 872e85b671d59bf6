"""The sources of events, one module each: ``matches``, ``read`` and ``write``."""
