"""`factcheck index snapshots`, `export`, `import` and `compact`."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path

from factcheck.cli.arguments import INDEX, Commands, add_json, add_snapshot, settings
from factcheck.cli.console import print_json, progress, show
from factcheck.cli.output import keep_apart
from factcheck.wording import counted, visible


def register(actions: Commands) -> None:
    """Add the commands to those of `factcheck index`."""
    snapshots = actions.add_parser("snapshots", help="the states that can still be opened")
    snapshots.add_argument("directory", metavar="INDEX", help=INDEX)
    snapshots.set_defaults(run=_snapshots)
    export = actions.add_parser("export", help="write an index to one file")
    export.add_argument("directory", metavar="DIR", help="the index")
    export.add_argument("archive", type=Path, metavar="FILE", help="the archive to write")
    add_snapshot(export)
    export.set_defaults(run=_export)
    imported = actions.add_parser(
        "import", help="unpack an exported index, and check every hash and offset of it"
    )
    imported.add_argument("archive", type=Path, metavar="FILE", help="the archive")
    imported.add_argument("directory", metavar="DIR", help="a new directory")
    imported.set_defaults(run=_import)
    compact = actions.add_parser(
        "compact",
        help="give up replaced and removed versions, to save space",
        description="Afterwards earlier snapshots can no longer be opened.",
    )
    compact.add_argument("directory", metavar="DIR", help="the index")
    compact.set_defaults(run=_compact)
    for command in (snapshots, export, imported, compact):
        add_json(command)


def _snapshots(arguments: argparse.Namespace) -> None:
    from factcheck.index.backends import snapshots

    found = snapshots(arguments.directory, token=settings().milvus_token)
    if arguments.json:
        print_json({"snapshots": [asdict(item) for item in found]})
        return
    for item in found:
        documents, passages = counted(item.documents, "document"), counted(item.passages, "passage")
        show(f"{item.id}  {item.at}  {documents}  {passages}")


def _export(arguments: argparse.Namespace) -> None:
    from factcheck.index.archive import export_index

    keep_apart("archive", arguments.archive, [arguments.directory])
    with progress("writing", "bytes") as bar:
        done = export_index(
            arguments.directory, arguments.archive, at=arguments.snapshot, progress=bar.add
        )
    if arguments.json:
        print_json(asdict(done))
        return
    show(visible(f"{done.path}: snapshot {done.snapshot}, {counted(done.bytes, 'byte')}."))


def _import(arguments: argparse.Namespace) -> None:
    from factcheck.index.archive import import_index

    with progress("unpacking", "bytes") as bar:
        found = import_index(arguments.archive, arguments.directory, progress=bar.add)
    if arguments.json:
        print_json(asdict(found))
        return
    show(
        visible(
            f"{arguments.directory}: sound. {counted(found.versions, 'document')}, earlier "
            f"versions included, and {counted(found.passages, 'passage')}."
        )
    )


def _compact(arguments: argparse.Namespace) -> None:
    from factcheck.index.history import compact

    done = compact(arguments.directory)
    if arguments.json:
        print_json(asdict(done))
        return
    show(
        visible(
            f"{arguments.directory}: {counted(done.versions, 'old version')} given up, "
            f"{counted(done.bytes_before, 'byte')} before, {done.bytes_after} now."
        )
    )
