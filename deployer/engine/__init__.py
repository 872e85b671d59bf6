"""The engine: from a stage and AWS as it is to a release, and back; a module a command or a step.

What a service is like is ``aws/``, what a deployment consists of ``resources/`` and ``desired/``.
"""
