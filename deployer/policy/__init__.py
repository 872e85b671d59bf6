"""The deployer's rights: the least policy under which all commands work for a stage. Pure.

``grants`` is the table of what lift asks of AWS, ``deployer`` makes a stage's policy of it, and
``role`` a role with that policy; ``trust`` says which runs of GitHub's or GitLab's may take it on.
"""

from .deployer import deployer

__all__ = ["deployer"]
