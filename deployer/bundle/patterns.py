"""What stays out of the bundle: gitignore's patterns, ours first, then those of the settings.

``!pattern`` in the settings brings back what our list leaves out, except what is never shipped.
"""

from collections.abc import Iterable

# Secrets, and folders that are no part of any application.
_NEVER = (
    *("lift_settings*.json", "zappa_settings.*", ".env", ".env.*", ".envrc", "*.env"),
    *(".netrc", ".pypirc", ".aws/", ".ssh/", "*.tfstate", "*.tfstate.*", ".terraform/"),
    *(".git", ".hg/", ".svn/"),  # .git is a file in a worktree
)
_USUALLY = (
    *("__pycache__/", "*.py[cod]", ".*_cache/", ".cache/", ".hypothesis/", ".tox/", ".nox/"),
    *(".coverage", ".coverage.*", "htmlcov/", "node_modules/", "*.egg-info/", ".eggs/"),
    *("/build/", "/dist/", ".aws-sam/", ".serverless/", "cdk.out/", ".lift/"),
    *("*.sqlite3-*", "*.sqlite-*", "*.db-journal", "*.db-wal", "*.db-shm"),
    *(".idea/", ".vscode/", ".DS_Store", "Thumbs.db", ".#*", "*.swp", "*~"),
)


class Patterns:
    """Decides, path by path; paths are relative to the project, with "/"."""

    def __init__(self, exclude: Iterable[str] = ()) -> None:
        from pathspec import GitIgnoreSpec

        self._never = GitIgnoreSpec.from_lines(_NEVER)
        self._asked = GitIgnoreSpec.from_lines(exclude)
        self._usually = GitIgnoreSpec.from_lines([*_USUALLY, *exclude])

    def never(self, path: str, *, folder: bool = False) -> bool:
        """Whether it stays out whatever the settings say."""
        return self._never.match_file(f"{path}/" if folder else path)

    def leave_out(self, path: str, *, folder: bool = False) -> bool:
        """Whether it stays out, by our list or by that of the settings."""
        name = f"{path}/" if folder else path
        return self.never(path, folder=folder) or self._usually.match_file(name)

    def leave_out_below(self, folder: str) -> bool:
        """Whether everything below ``folder`` stays out, because of its name or one above it."""
        parts = folder.split("/")
        above = ("/".join(parts[:depth]) for depth in range(1, len(parts) + 1))
        return any(self.leave_out(each, folder=True) for each in above)

    def decided(self, path: str) -> bool:
        """Whether the settings themselves name this file, to leave it out or to bring it back."""
        return self._asked.check_file(path).include is not None
