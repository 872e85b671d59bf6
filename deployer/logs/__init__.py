"""The function's log lines."""
