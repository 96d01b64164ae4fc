"""Promises about the code as a whole: what is exported, who may import whom, what is shipped."""

import ast
import configparser
import dataclasses
import inspect
import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from graphlib import CycleError, TopologicalSorter
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import factcheck
from factcheck import errors

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "factcheck"
HEAVY = {"torch", "faiss", "transformers", "sentence_transformers", "numpy", "flask", "rich"}

# A foreign library is touched in one place, so that replacing it is the matter of one file.
HOMES = {
    "faiss": {"factcheck.index"},
    "sqlite3": {
        # tells a full disk by its codes
        "factcheck.api.storage",
        "factcheck.index",
        "factcheck.api.batches",
        "factcheck.watch.database",
        "factcheck.watch.rows",
    },
    "huey": {"factcheck.api.batches"},
    "filelock": {"factcheck.index", "factcheck.api.keys", "factcheck.api.batches"},
    "requests": {
        "factcheck.ingest.fetch",
        "factcheck.ingest.hosts",
        "factcheck.connection",
        "factcheck.watch.webhooks",
        "factcheck.ingest.claim_search",
    },
    "trafilatura": {"factcheck.ingest.main_text"},
    "lxml": {"factcheck.ingest.markup", "factcheck.ingest.feeds", "factcheck.ingest.docx"},
    "pypdf": {"factcheck.ingest.pdf"},
    "docx": {"factcheck.ingest.docx"},
    "pysubs2": {"factcheck.ingest.subtitles"},
    "feedparser": {"factcheck.ingest.feeds"},
    "warcio": {"factcheck.ingest.saved"},
    "pyarrow": {"factcheck.ingest.tables", "factcheck.bulk"},
    "ray": {"factcheck.bulk"},
    "tldextract": {"factcheck.ingest.publishers"},
    "babel": {"factcheck.ingest.day_names"},
    "jinja2": {"factcheck.report_html", "factcheck.api.reference_page"},
    "yaml": {"factcheck.api.reference_page", "factcheck.ingest.markdown"},
    "limits": {"factcheck.api.rates"},
    "prometheus_client": {"factcheck.api"},
    "rich": {"factcheck.cli"},
    "argparse": {"factcheck.cli"},
    "flask": {"factcheck.api"},
    "werkzeug": {"factcheck.api"},
    "marshmallow": {"factcheck.api"},
    "waitress": {"factcheck.api"},
    "sentence_transformers": {"factcheck.encoders"},
}

EXPORTS = [
    "AddSummary",
    "Attribution",
    "Cause",
    "Change",
    "Citation",
    "Cited",
    "Claim",
    "ClaimReview",
    "Difference",
    "Document",
    "DocumentChange",
    "DocumentEntry",
    "DocumentNotFound",
    "DocumentRef",
    "Evidence",
    "Extraction",
    "FactChecker",
    "FactcheckError",
    "FetchFailure",
    "Figure",
    "Hit",
    "HostNotAllowed",
    "IndexDamaged",
    "IndexFailure",
    "IndexIncompatible",
    "IndexInfo",
    "IndexLocked",
    "IndexNotFound",
    "IndexReadOnly",
    "InvalidInput",
    "InvalidSource",
    "Label",
    "Limits",
    "Lineage",
    "Link",
    "Mark",
    "Match",
    "MinimumOrigins",
    "ModelFailure",
    "ModelInfo",
    "ModelInvalid",
    "ModelNotFound",
    "NotFound",
    "Options",
    "OriginalNotFound",
    "Origins",
    "Outcome",
    "Party",
    "Passage",
    "Polarity",
    "Policy",
    "PolicyDiff",
    "Probabilities",
    "Recheck",
    "Report",
    "Reviews",
    "RuleChange",
    "Settings",
    "SkipReason",
    "Skipped",
    "Slot",
    "Snapshot",
    "SnapshotNotFound",
    "Span",
    "Stance",
    "Standing",
    "Upload",
    "Verdict",
    "Watch",
    "WatchFailure",
    "WatchNotFound",
    "Watches",
    "VerdictChange",
    "__version__",
    "change_record",
    "claim_record",
    "claim_review_record",
    "default_policy",
    "document_record",
    "entry_record",
    "evidence_record",
    "extraction_record",
    "find_reviews",
    "hit_record",
    "html_report",
    "keeps_originals",
    "lineage_record",
    "match_record",
    "matches_record",
    "of_one_state",
    "policy_diff_record",
    "policy_record",
    "read_policy",
    "read_upload",
    "report_of",
    "report_record",
    "review_id",
    "verdict_of",
    "verdict_record",
    "watch_record",
]


def modules() -> dict[str, Path]:
    """Every module of the package by its dotted name; api/ is found through its link."""
    found = {}
    for folder, _, names in os.walk(PACKAGE, followlinks=True):
        for name in names:
            if name.endswith(".py"):
                path = Path(folder, name)
                parts = path.relative_to(ROOT).with_suffix("").parts
                found[".".join(part for part in parts if part != "__init__")] = path
    return found


MODULES = modules()


def imports(path: Path) -> Iterator[str]:
    """The dotted names that a file imports anywhere, also inside functions."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            assert node.module is not None
            for alias in node.names:
                name = f"{node.module}.{alias.name}"
                yield name if name in MODULES else node.module


def test_the_exports_are_exactly_these() -> None:
    assert sorted(factcheck.__all__) == sorted(EXPORTS)
    for name in EXPORTS:
        assert getattr(factcheck, name) is not None


def test_the_types_of_what_exported_records_hold_are_exported_too() -> None:
    trees = (ast.parse(path.read_text("utf-8")) for path in MODULES.values())
    ours = {node.name for tree in trees for node in tree.body if isinstance(node, ast.ClassDef)}
    for name in EXPORTS:
        if dataclasses.is_dataclass(kind := getattr(factcheck, name)):
            held = {
                word
                for item in dataclasses.fields(kind)
                for word in re.findall(r"\w+", str(item.type))
            }
            assert held & ours <= set(EXPORTS), name


def test_what_is_exported_is_offered_before_it_is_loaded() -> None:
    script = "import factcheck; print(*dir(factcheck))"
    names = subprocess.run(
        [sys.executable, "-c", script], check=True, capture_output=True, text=True, cwd=ROOT
    ).stdout.split()
    assert set(EXPORTS) <= set(names)


def test_nothing_else_looks_public() -> None:
    script = "import factcheck; print(*[n for n in vars(factcheck) if not n.startswith('_')])"
    names = subprocess.run(
        [sys.executable, "-c", script], check=True, capture_output=True, text=True, cwd=ROOT
    ).stdout.split()
    allowed = {"annotations", "importlib", "TYPE_CHECKING", "Any"}
    submodules = {name.removeprefix("factcheck.") for name in MODULES}
    assert set(names) - submodules - allowed <= set(EXPORTS)


def test_the_import_is_light_and_quick() -> None:
    script = (
        "import time; start = time.perf_counter(); import factcheck; import sys;"
        "print(time.perf_counter() - start, *sys.modules)"
    )
    seconds = []
    for _ in range(5):
        out = subprocess.run(
            [sys.executable, "-c", script], check=True, capture_output=True, text=True, cwd=ROOT
        ).stdout.split()
        seconds.append(float(out[0]))
        assert not HEAVY & set(out[1:])
    assert min(seconds) < 0.3


def _graph(place: Callable[[str], str]) -> dict[str, set[str]]:
    """Which places import from which, where a place is a module or the package that it is in."""
    graph: dict[str, set[str]] = defaultdict(set)
    for name, path in MODULES.items():
        targets = {place(t) for t in imports(path) if t in MODULES and t != "factcheck"}
        if name != "factcheck":
            graph[place(name)] |= targets - {place(name)}
    return graph


@pytest.mark.parametrize(
    "place", [str, lambda name: ".".join(name.split(".")[:2])], ids=["modules", "packages"]
)
def test_imports_run_one_way(place: Callable[[str], str]) -> None:
    try:
        TopologicalSorter(_graph(place)).prepare()
    except CycleError as error:
        pytest.fail(f"these import each other: {error.args[1]}")


@pytest.mark.parametrize("name", MODULES)
def test_the_outer_layers_are_not_imported_from_within(name: str) -> None:
    targets = set(imports(MODULES[name]))
    if not name.startswith(("factcheck.cli", "factcheck.__main__")):
        assert not {target for target in targets if target.startswith("factcheck.cli")}
    if not name.startswith(("factcheck.cli", "factcheck.api")):
        assert not {target for target in targets if target.startswith("factcheck.api")}


@pytest.mark.parametrize("name", [name for name in MODULES if name.startswith("factcheck.api")])
def test_the_api_sees_only_what_is_exported(name: str) -> None:
    inner = {target for target in imports(MODULES[name]) if target.startswith("factcheck.")}
    assert {target for target in inner if not target.startswith("factcheck.api")} == set()


@pytest.mark.parametrize("name", MODULES)
def test_a_foreign_library_is_touched_in_one_place(name: str) -> None:
    for target in imports(MODULES[name]):
        homes = HOMES.get(target.split(".")[0])
        is_at_home = homes is None or any(f"{name}.".startswith(f"{home}.") for home in homes)
        assert is_at_home, f"{name} imports {target}"


@pytest.mark.parametrize("name", MODULES)
def test_no_module_outgrows_a_reader(name: str) -> None:
    assert len(MODULES[name].read_text("utf-8").splitlines()) <= 350


def _errors() -> list[type[errors.FactcheckError]]:
    kinds = vars(errors).values()
    return [k for k in kinds if inspect.isclass(k) and issubclass(k, errors.FactcheckError)]


@pytest.mark.parametrize("kind", _errors(), ids=lambda kind: kind.__name__)
def test_every_error_is_documented_exported_and_has_a_code(
    kind: type[errors.FactcheckError],
) -> None:
    assert kind.__name__ in (errors.__doc__ or "")
    assert kind.__name__ in factcheck.__all__
    assert kind.__doc__
    assert "code" in vars(kind)


def test_error_codes_are_unique() -> None:
    codes = [kind.code for kind in _errors()]
    assert len(codes) == len(set(codes))


def test_the_version_is_in_the_changelog() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert f"## {factcheck.__version__}" in changelog


def test_every_check_beside_the_model_is_named_in_its_guide() -> None:
    guide = (ROOT / "docs/stance.md").read_text("utf-8")
    folder = PACKAGE / "checks"
    # These hold what others share.
    aligned = {"date_alignment", "figure_alignment", "number_alignment"}
    plain = {"__init__", "misalignments", "synonyms"} | aligned
    names = {path.stem for path in folder.glob("*.py")} - plain
    assert {name for name in names if f"`{name}`" not in guide} == set()


def declared(*extras: str) -> list[Requirement]:
    """What setup.cfg asks for, with these of its extras."""
    setup = configparser.ConfigParser()
    setup.read(ROOT / "setup.cfg")
    lists = [setup["options"]["install_requires"]]
    lists += [setup["options.extras_require"][extra] for extra in extras]
    lines = "\n".join(lists).splitlines()
    return [Requirement(line) for line in lines if line and not line.startswith("#")]


def test_pinned_versions_satisfy_the_declared_ranges() -> None:
    pins = {}
    for line in (ROOT / "constraints.txt").read_text().splitlines():
        if line and not line.startswith("#"):
            name, _, version = line.partition("==")
            pins[canonicalize_name(name)] = version
    for needed in declared("test"):
        assert needed.specifier.contains(pins[canonicalize_name(needed.name)]), str(needed)


def test_what_is_imported_is_declared() -> None:
    extras = ("train", "parquet", "milvus", "redis", "ray")
    names = {canonicalize_name(needed.name) for needed in declared(*extras)}
    owners = packages_distributions()
    foreign = {
        module.partition(".")[0]: name for name, path in MODULES.items() for module in imports(path)
    }
    for module in foreign.keys() - set(sys.stdlib_module_names) - {"factcheck"}:
        known = {canonicalize_name(owner) for owner in owners[module]}
        assert known & names, f"{foreign[module]} imports {module}, which setup.cfg does not name"


@pytest.fixture(scope="module")
def distributions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a wheel and a source distribution, built from a checkout."""
    folder = tmp_path_factory.mktemp("distributions")
    source = folder / "source"
    shutil.copytree(
        ROOT,
        source,
        symlinks=True,
        ignore=shutil.ignore_patterns(".*", "*.safetensors", "__pycache__", "build", "*.egg-info"),
    )
    for model in ("queries", "stance", "tagger"):
        weights = source / "factcheck/models" / model / "model.safetensors"
        weights.write_bytes(b"weights")
    build = "import sys; from setuptools import build_meta; build_meta.build_{0}(sys.argv[1])"
    for kind in ("sdist", "wheel"):
        command = [sys.executable, "-c", build.format(kind), folder]
        subprocess.run(command, check=True, capture_output=True, cwd=source)
    return folder


@pytest.mark.slow
def test_the_wheel_holds_the_package_with_its_data_and_nothing_beside_it(
    distributions: Path,
) -> None:
    (wheel,) = distributions.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[0].removesuffix(".dist-info") for name in names} == {
        "factcheck",
        f"factcheck_engine-{factcheck.__version__}",
    }
    for folder, _, files in os.walk(PACKAGE, followlinks=True):
        for file in files:
            if not file.endswith(".pyc"):
                assert Path(folder, file).relative_to(ROOT).as_posix() in names


@pytest.mark.slow
def test_the_source_distribution_holds_the_package_and_how_to_install_it(
    distributions: Path,
) -> None:
    (archive,) = distributions.glob("*.tar.gz")
    with tarfile.open(archive) as sources:
        files = [Path(*Path(name).parts[1:]) for name in sources.getnames()]
    assert {file.parts[0] for file in files if file.parts} == {
        *("CHANGELOG.md", "LICENSE", "MANIFEST.in", "PKG-INFO", "README.md", "constraints.txt"),
        *("factcheck", "factcheck_engine.egg-info", "pyproject.toml", "setup.cfg"),
    }
    assert Path("factcheck/api/openapi.yaml") in files


@pytest.mark.slow
def test_what_is_shipped_stays_under_100_megabytes() -> None:
    total = sum(path.stat().st_size for path in PACKAGE.rglob("*") if path.is_file())
    assert total < 100 * 2**20


def test_what_is_measured_and_fitted_is_what_the_environment_names() -> None:
    """`FACTCHECK_STANCE_MODEL=… python scripts/calibrate.py` must not fit the bundled model."""
    scripts = [*ROOT.glob("scripts/*.py"), *ROOT.glob("benchmarks/*.py")]
    assert [path.name for path in scripts if "Settings()" in path.read_text("utf-8")] == []
