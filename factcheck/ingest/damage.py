"""What goes wrong while a file is parsed, as a refusal of that file."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from factcheck.errors import FetchFailure, InvalidSource

# What the parts of a zip file, as those of Office are, may come to once they are unpacked.
_MOST_BYTES = 256 * 2**20


@contextmanager
def refusing(path: Path) -> Iterator[None]:
    """Whatever is raised while a file is read becomes a refusal of it.

    Parsers promise nothing of what a damaged file makes them raise, so that no list of errors
    would be whole; what is raised stays as the cause.

    :raises InvalidSource: for any error.
    """
    try:
        yield
    except InvalidSource:
        raise
    except OSError as error:
        raise InvalidSource(path, None, f"cannot be read: {error.strerror}") from error
    except FetchFailure as error:
        raise InvalidSource(path, None, error.reason) from error
    except Exception as error:
        raise InvalidSource(path, None, f"cannot be read ({type(error).__name__})") from error


@contextmanager
def refusing_office(path: Path, program: str, former: str) -> Iterator[None]:
    """The same for a file of an office program, which is a zip file that is not too large.

    :param former: the ending of the program's old format, which is none.
    :raises InvalidSource: if it is encrypted, no such file or too large, and for any error.
    """
    with refusing(path):
        try:
            with zipfile.ZipFile(path) as parts:
                size = sum(part.file_size for part in parts.infolist())
            if size > _MOST_BYTES:
                raise InvalidSource(path, None, f"unpacks to more than {_MOST_BYTES} bytes")
            yield
        except zipfile.BadZipFile as error:
            kind = f"is no {program} file: it is encrypted, damaged, or of the old format {former}"
            raise InvalidSource(path, None, kind) from error
