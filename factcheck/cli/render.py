"""Verdicts, reports, hits and claims for a terminal. Every text of others is a plain `Text`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from textwrap import shorten

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from factcheck.cli.layout import Beside, Indented
from factcheck.marks import mark_at
from factcheck.types import (
    Claim,
    Evidence,
    Extraction,
    Hit,
    Label,
    Report,
    Skipped,
    SkipReason,
    Stance,
    Verdict,
)
from factcheck.wording import (
    LABELS,
    confidence_word,
    counted,
    day,
    page_or_time,
    side,
    source_name,
    split_at_rationale,
    visible,
)

_VERDICT_WIDTH = 21
_FOR, _AGAINST = (Stance.SUPPORTS, "for"), (Stance.REFUTES, "against")
_DECISIVE_SIDES = {
    Label.SUPPORTED: (_FOR,),
    Label.REFUTED: (_AGAINST,),
    Label.CONFLICTING: (_FOR, _AGAINST),
    Label.NOT_ENOUGH_EVIDENCE: (),
}
_NO_NOUNS = frozenset({SkipReason.BOILERPLATE, SkipReason.TOO_LONG, SkipReason.NOT_CHECKWORTHY})
_SENTENCE_WIDTH = 140


def render_verdict(verdict: Verdict) -> RenderableType:
    """One verdict with its evidence on both sides, its gaps and what came later."""
    parts: list[RenderableType] = [_headline(verdict), Text(visible(verdict.claim.text), "italic")]
    parts += _side("Evidence for", side(verdict, Stance.SUPPORTS))
    parts += _side("Evidence against", side(verdict, Stance.REFUTES))
    parts += _notes(verdict)
    if verdict.content is not None:
        content = verdict.content
        parts += [Text("\nThat it was said is one thing. Is it so?", "bold"), _headline(content)]
        parts.append(Text(visible(content.claim.text), "italic"))
        parts += _side("Evidence that it is", side(content, Stance.SUPPORTS))
        parts += _side("Evidence that it is not", side(content, Stance.REFUTES))
        parts += _notes(content)
    parts += _later(verdict.later_evidence)
    return Group(*parts, _provenance(verdict))


def render_report(report: Report) -> RenderableType:
    """One row per claim: what it says, the verdict, and who stands on which side."""
    left_out = _left_out(report.skipped)
    if not report.verdicts:
        return Group(Text("No claims found."), *left_out)
    table = Table(show_lines=True)
    table.add_column("#", justify="right")
    table.add_column("Claim", ratio=1)
    table.add_column("Verdict", width=_VERDICT_WIDTH)
    table.add_column("Strongest evidence", ratio=1)
    for number, verdict in enumerate(report.verdicts, 1):
        claim = Text(visible(verdict.claim.text))
        if verdict.claim.attribution is not None:
            speaker = verdict.claim.attribution.speaker or "a source without a name"
            claim.append(f"\nsaid by {visible(speaker)}", "dim")
        table.add_row(str(number), claim, _cell(verdict), _strongest(verdict))
    return Group(table, _counts(report), *left_out)


def render_hits(hits: Sequence[Hit]) -> RenderableType:
    """The passages that a search found, best first."""
    if not hits:
        return Text("Nothing found.")
    table = Table(show_lines=True)
    table.add_column("#", justify="right")
    table.add_column("Passage", ratio=4)
    table.add_column("Source", ratio=2)
    for number, hit in enumerate(hits, 1):
        document = hit.passage.document
        source = Text(visible(source_name(document)))
        source.append(f"\n{day(document.published)}\n{visible(document.id)}", "dim")
        source.append(f" [{hit.passage.start}:{hit.passage.end}]", "dim")
        mark = mark_at(hit.passage.marks, hit.passage.start)
        if where := page_or_time(mark.page, mark.time):
            source.append(f"\n{where}", "dim")
        table.add_row(str(number), Text(visible(hit.passage.text)), source)
    return table


def render_extraction(extraction: Extraction) -> RenderableType:
    """The claims of a text with who said them, then the sentences that gave none and why."""
    claims = _claims_table(extraction.claims) if extraction.claims else Text("No claims found.")
    skipped = [
        Text(f"left out ({item.reason.value.replace('_', ' ')}): {visible(item.text)}", "dim")
        for item in extraction.skipped
    ]
    return Group(claims, *skipped, *_left_out(extraction.skipped))


def _left_out(skipped: Sequence[Skipped]) -> list[Text]:
    """How many sentences gave no claim, and why; nothing where all did."""
    if not skipped:
        return []
    reasons = Counter(item.reason for item in skipped)
    told = ", ".join(_counted(number, reason) for reason, number in reasons.most_common())
    return [Text(f"Sentences left out as no claims: {len(skipped)} ({told}).")]


def _counted(number: int, reason: SkipReason) -> str:
    words = reason.value.replace("_", " ")
    return f"{number} {words}" if reason in _NO_NOUNS else counted(number, words)


def _claims_table(claims: Sequence[Claim]) -> Table:
    table = Table(show_lines=True)
    table.add_column("#", justify="right")
    table.add_column("Claim", ratio=5)
    table.add_column("Said by", ratio=2)
    table.add_column("Worth checking", justify="right")
    table.add_column("Span", justify="right")
    for number, claim in enumerate(claims, 1):
        said = ""
        if claim.attribution is not None:
            speaker = claim.attribution.speaker or "a source without a name"
            said = f"{speaker}: {claim.attribution.cue}"
        table.add_row(
            str(number),
            Text(visible(claim.text)),
            Text(visible(said)),
            f"{claim.checkworthiness:.2f}",
            f"{claim.start}:{claim.end}",
        )
    return table


def _headline(verdict: Verdict) -> Beside:
    label = LABELS[verdict.label]
    headline = Text(f"{label.sign} {label.words.upper()}", f"bold {label.colour}")
    headline.append(f"   {_confidence(verdict)}", "default not bold")
    return Beside(headline, Text(_origins(verdict)))


def _confidence(verdict: Verdict) -> str:
    return f"{confidence_word(verdict.confidence)} confidence ({verdict.confidence:.2f})"


def _origins(verdict: Verdict) -> str:
    return f"independent origins: {verdict.origins.supports} for, {verdict.origins.refutes} against"


def _side(title: str, evidence: Sequence[Evidence]) -> list[RenderableType]:
    parts: list[RenderableType] = [Text(f"\n{title}", "bold")]
    if not evidence:
        return [*parts, Text("  none found", "dim")]
    for number, item in enumerate(evidence):
        parts += [Text(), *_evidence(item)] if number else _evidence(item)
    return parts


def _later(evidence: Sequence[Evidence]) -> list[RenderableType]:
    """What came later and takes a side; of the rest only how much there is."""
    speaking = [item for item in evidence if item.stance is not Stance.NEUTRAL]
    parts = _side("Later evidence, not counted", speaking) if speaking else []
    if neutral := len(evidence) - len(speaking):
        parts.append(Text(f"\nLater passages that speak to neither side: {neutral}", "dim"))
    return parts


def _evidence(evidence: Evidence) -> list[RenderableType]:
    document = evidence.document
    heading = Text(f"{visible(source_name(evidence.document))}, {day(document.published)}", "bold")
    heading.append(f"  {_strength(evidence)}", "not bold dim")
    before, decided, after = (visible(part) for part in split_at_rationale(evidence))
    lines = [heading, Text.assemble(before, (f"»{decided}«", "bold"), after)]
    lines += [Text(visible(line), "dim") for line in _place(evidence)]
    if evidence.reason:
        lines.append(Text(visible(evidence.reason), "italic"))
    parts: list[RenderableType] = [Indented(line) for line in lines]
    if document.url:
        # An address is left whole, to be copied from the screen.
        address = visible(f"  {document.url}")
        parts.append(Text(address, "dim", no_wrap=True, overflow="ignore"))
    return parts


def _place(evidence: Evidence) -> Iterator[str]:
    """Where it stands; what the passage or its id tells already is not told twice."""
    document = evidence.document
    if document.title and document.title not in f"{source_name(document)} {evidence.text}":
        yield document.title
    yield f"{document.id} [{evidence.start}:{evidence.end}]"
    if evidence.origin != document.id:
        yield f"origin {evidence.origin}"
    if where := page_or_time(evidence.page, evidence.time):
        yield where
    if evidence.speaker:
        yield f"in the words of {evidence.speaker}"


def _strength(evidence: Evidence) -> str:
    probability = getattr(evidence.probabilities, evidence.stance.value)
    return f"{evidence.stance.value} {probability:.2f}"


def _notes(verdict: Verdict) -> list[RenderableType]:
    notes: list[RenderableType] = []
    neutral = len(side(verdict, Stance.NEUTRAL))
    if neutral:
        notes.append(Text(f"\nFurther passages that speak to neither side: {neutral}", "dim"))
    if verdict.gaps:
        notes.append(Text("\nWhat is missing", "bold"))
        notes += [Indented(Text(visible(gap)), hanging=2) for gap in verdict.gaps]
    return notes


def _provenance(verdict: Verdict) -> Text:
    facts = verdict.provenance
    shown = [f"{name} {facts[name]}" for name in ("snapshot", "as_of") if facts.get(name)]
    narrowed = [name for name in ("publishers", "languages", "tiers") if facts.get(name)]
    shown += [f"only {name} {' / '.join(facts[name])}" for name in narrowed]
    if facts.get("documents"):
        shown.append(f"only {facts['documents']['count']} named documents")
    if "policy" in facts:
        shown.append(f"policy {facts['policy']['name']}")
    return Text(visible("\n" + ", ".join(shown)) if shown else "", "dim")


def _cell(verdict: Verdict) -> Text:
    label, origins = LABELS[verdict.label], verdict.origins
    cell = Text(f"{label.sign} {label.words}", f"bold {label.colour}")
    cell.append(
        f"\n{confidence_word(verdict.confidence)} ({verdict.confidence:.2f})", "default not bold"
    )
    cell.append(f"\norigins {origins.supports}:{origins.refutes}", "dim not bold default")
    if verdict.content is not None:
        label = LABELS[verdict.content.label]
        cell.append("\nis it so? ", "not bold default")
        cell.append(f"{label.sign} {label.words}", f"not bold {label.colour}")
    return cell


def _strongest(verdict: Verdict) -> Text:
    """The best item of each side that the verdict rests on."""
    lines = Text()
    for stance, word in _DECISIVE_SIDES[verdict.label]:
        for item in side(verdict, stance)[:1]:
            lines.append("\n" if lines else "")
            lines.append(f"{word}: ", "bold")
            where = page_or_time(item.page, item.time)
            source = filter(None, (source_name(item.document), day(item.document.published), where))
            lines.append(visible(f"{', '.join(source)}: "))
            sentence = shorten(split_at_rationale(item)[1], _SENTENCE_WIDTH, placeholder=" …")
            lines.append(visible(sentence), "italic")
    if not lines and verdict.gaps:
        lines.append(visible(verdict.gaps[0]), "dim")
    return lines


def _counts(report: Report) -> Text:
    labels = [verdict.label for verdict in report.verdicts]
    of_each = [f"{labels.count(label)} {LABELS[label].words.lower()}" for label in Label]
    return Text(f"{counted(len(labels), 'claim')}: {', '.join(of_each)}.")
