"""`factcheck train stance CONFIG`: a stance model of one's own."""

from __future__ import annotations

import argparse
from pathlib import Path

from factcheck.cli.arguments import Commands, add_json
from factcheck.cli.console import note, print_json, progress, show
from factcheck.wording import counted, visible


def register(commands: Commands) -> None:
    """Add the command to the parser."""
    group = commands.add_parser("train", help="train a model on labelled pairs")
    actions = group.add_subparsers(metavar="WHAT", required=True)
    stance = actions.add_parser(
        "stance",
        help="a stance model, as a recipe says",
        description="A run that was stopped goes on from its last checkpoint.",
    )
    stance.add_argument("config", type=Path, metavar="CONFIG", help="a recipe (TOML)")
    add_json(stance)
    stance.set_defaults(run=_stance)


def _stance(arguments: argparse.Namespace) -> None:
    from factcheck.train import read_recipe, train

    recipe = read_recipe(arguments.config)
    try:
        with progress("training", "steps") as bar:
            trained = train(recipe, bar.reach, note)
    except KeyboardInterrupt:
        kept = f"a checkpoint is kept every {counted(recipe.checkpoint_steps, 'step')}"
        note(f"{kept}; repeat the command to go on from the last one")
        raise
    if arguments.json:
        print_json(trained)
        return
    show(visible(f"model    {trained['model']}"))
    for name, measured in trained["files"].items():
        f1, error = measured["macro_f1"], measured["ece_cross_fitted"]
        show(visible(f"{name}  macro-F1 {f1:.3f}  ECE {error:.3f} (cross-fitted)"))
