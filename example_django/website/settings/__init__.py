"""``development`` for this machine, ``production`` for Lambda; both start from ``base``."""
