"""Serve a WSGI or ASGI application on AWS Lambda: ``handler = Adapter(app)``.

This is the run-time half: standard library only, and asyncio only for ASGI applications.
"""
