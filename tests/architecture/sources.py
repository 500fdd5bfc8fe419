"""The project's own source files, for the tests that read them."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates"


def tracked(*patterns: str) -> list[Path]:
    """Files of these glob patterns that belong to the project: tracked, or new and not ignored."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", *patterns],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return [path for name in sorted(set(listing.stdout.split("\0"))) if name and (path := ROOT / name).is_file()]


def templates() -> list[Path]:
    return tracked("templates/**.html", "templates/*.html")


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))
