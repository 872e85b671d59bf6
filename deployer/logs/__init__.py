"""The function's log lines: read, followed and shown.

Nothing here knows AWS: where the lines come from is a parameter.
"""
