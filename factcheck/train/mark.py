"""Whose run an output folder holds: of which recipe, and of which data and models."""

from __future__ import annotations

import hashlib
from pathlib import Path

from factcheck.errors import InvalidInput, InvalidSource
from factcheck.model_files import folder_sha256
from factcheck.train.recipe import Recipe

_FILE = "recipe.txt"


def claim_folder(recipe: Recipe) -> None:
    """Write down whose run the output folder holds, or refuse another's.

    What a recipe left that could not be read to its end is nobody's run.

    :raises InvalidSource: if a file of the recipe cannot be read.
    :raises InvalidInput: if the folder holds a run of another recipe, or of other data, or cannot
        be made, or that of a model is not there.
    """
    parts, mark = _parts(recipe), recipe.output / _FILE
    try:
        recipe.output.mkdir(parents=True, exist_ok=True)
        has_begun = any(path != mark for path in recipe.output.iterdir())
        if has_begun and mark.is_file():
            _check_same(recipe, parts, mark.read_text("utf-8", "replace").split("\n"))
        mark.write_text("\n".join([repr(recipe), *parts]), "utf-8")
    except OSError as error:
        expected = f"must be a folder that can be made and written to ({error.strerror})"
        raise InvalidInput("output", str(recipe.output), expected) from error


def _check_same(recipe: Recipe, parts: dict[str, Path], written: list[str]) -> None:
    if written[0] != repr(recipe):
        raise InvalidInput("output", str(recipe.output), "holds a run of another recipe")
    changed = [str(path) for line, path in parts.items() if line not in written]
    if changed:
        expected = f"must be another folder: this one holds a run before {changed[0]} was changed"
        raise InvalidInput("output", str(recipe.output), expected)


def _parts(recipe: Recipe) -> dict[str, Path]:
    """All that a model is made of, each by a line that tells its content."""
    digests = {path: _file_sha256(path) for path in (*recipe.sources, *recipe.texts)}
    for field, folders in (("base", (recipe.base,)), ("teachers", recipe.teachers)):
        for folder in folders:
            if not folder.is_dir():
                expected = "must be the folder of a model, and there is no such folder"
                raise InvalidInput(field, str(folder), expected)
            digests[folder] = folder_sha256(folder)
    return {f"{digest}  {path}": path for path, digest in digests.items()}


def _file_sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise InvalidSource(path, None, f"cannot be read: {error.strerror}") from error
