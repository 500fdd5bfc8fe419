"""Is a model folder whole, and which model is in it: told without loading it."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt

from .errors import EncoderUnavailable

Floats = npt.NDArray[np.float32]

IDENTITY_FILE = "matchmaker.json"
_PROBES_FILE = "probes.npy"
_WEIGHTS = ("*.safetensors", "*.bin")


def write_manifest(folder: Path, identity: dict[str, str]) -> None:
    """Record what the folder holds and the size of every file in it; written last."""
    files = {str(path.relative_to(folder)): path.stat().st_size for path in _files(folder)}
    text = json.dumps(identity | {"files": files}, ensure_ascii=False, indent=2)
    (folder / IDENTITY_FILE).write_text(text + "\n", encoding="utf-8")


def is_whole(folder: Path, identity: str | None = None) -> bool:
    """Whether a folder with a manifest has every file in full (and is the wanted model)."""
    manifest = _manifest(folder)
    if manifest is None or (identity is not None and manifest.get("identity") != identity):
        return False
    files = manifest.get("files")
    return isinstance(files, dict) and all(_has_size(folder / name, size) for name, size in files.items())


def folder_identity(folder: Path) -> str:
    """Name and content of the model; raises EncoderUnavailable for a missing or half-copied folder."""
    if not folder.is_dir():
        raise EncoderUnavailable(f"There is no model folder {folder}; run: flask encoder prepare")
    manifest = _manifest(folder)
    if manifest is not None:
        if not is_whole(folder):
            raise EncoderUnavailable(f"The model folder {folder} is incomplete; run: flask encoder prepare")
        return str(manifest["identity"])
    return f"{folder.name}@{_content_hash(folder)[:12]}"


def write_probes(folder: Path, vectors: Floats) -> None:
    """Keep vectors of the model in float32, so that no worker needs a second copy to check a lower precision."""
    np.save(folder / _PROBES_FILE, vectors)


def read_probes(folder: Path) -> Floats | None:
    """What write_probes kept; None for a folder of another origin."""
    path = folder / _PROBES_FILE
    return np.asarray(np.load(path), np.float32) if path.is_file() else None


def quiet_transformers() -> None:
    """No progress bars of the model library among the lines of a command or a worker's log."""
    from transformers.utils import logging

    silence: Callable[[], None] = logging.disable_progress_bar
    silence()


def _manifest(folder: Path) -> dict[str, object] | None:
    try:
        loaded = json.loads((folder / IDENTITY_FILE).read_text("utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError):
        return {}
    return loaded if isinstance(loaded, dict) else {}


def _content_hash(folder: Path) -> str:
    weights = sorted(path for pattern in _WEIGHTS for path in folder.rglob(pattern))
    if not weights:
        raise EncoderUnavailable(f"The model folder {folder} holds no weights; run: flask encoder prepare")
    digest = hashlib.sha256()
    for path in weights:
        with path.open("rb") as stream:
            digest.update(hashlib.file_digest(stream, "sha256").digest())
    return digest.hexdigest()


def _has_size(path: Path, size: object) -> bool:
    return path.is_file() and path.stat().st_size == size


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())
