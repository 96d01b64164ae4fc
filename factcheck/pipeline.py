"""From claims to verdicts: retrieval, stance, origins, and the decision."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from factcheck import claims as claim_extraction, lineage, runtime
from factcheck.calibration import Calibration
from factcheck.crossencoders import CrossEncoder
from factcheck.encoders import SentenceEncoder
from factcheck.errors import DocumentNotFound
from factcheck.index import Backend
from factcheck.match_types import Match
from factcheck.matching import compare
from factcheck.model_files import ModelInfo
from factcheck.policy import Policy
from factcheck.reading import Job
from factcheck.request import Request
from factcheck.retrieve import citing, retrieve, sources
from factcheck.stance import judge
from factcheck.types import Claim, Document, Evidence, Filters, Hit, Verdict
from factcheck.verdict import decide
from factcheck.version import __version__
from factcheck.voices import OwnWord, own_word_of

# Claims judged per batch: bounds memory, is how often progress is told, and lets others in between.
_CLAIMS_PER_BATCH = 8
# What has come out since `as_of` decides nothing, so no more than this is read of it.
_LATER = 20


@dataclass(frozen=True, slots=True)
class Pipeline:
    """What verdicts rest on: the index, the models, the policy and the calibration."""

    index: Backend
    encoder: SentenceEncoder
    scorer: runtime.Lazy[CrossEncoder]
    policy: Policy
    calibration: Calibration

    def verdicts(
        self,
        claims: Sequence[Claim],
        request: Request,
        progress: Callable[[int, int], None] | None = None,
    ) -> list[Verdict]:
        """A verdict on each claim, in order.

        :param progress: called with (claims done, claims in all), first before any is done; what
            it raises ends the work.
        """
        provenance = self.provenance(request)
        verdicts: list[Verdict] = []
        if progress is not None:
            progress(0, len(claims))
        for start in range(0, len(claims), _CLAIMS_PER_BATCH):
            batch = claims[start : start + _CLAIMS_PER_BATCH]
            verdicts += self._with_contents(batch, self._batch(batch, request, provenance), request)
            if progress is not None:
                progress(len(verdicts), len(claims))
        return verdicts

    def _with_contents(
        self, claims: Sequence[Claim], verdicts: Sequence[Verdict], request: Request
    ) -> list[Verdict]:
        """Beside each verdict on whether it was said, the one on whether it is so."""
        contents = {
            place: content
            for place, content in enumerate(map(claim_extraction.content, claims))
            if content is not None
        }
        own_words = [own_word_of(content.attribution) for content in contents.values()]
        judged = self._batch(list(contents.values()), request, {}, own_words) if contents else []
        found = dict(zip(contents, judged, strict=True))
        return [
            replace(verdict, content=found[place]) if place in found else verdict
            for place, verdict in enumerate(verdicts)
        ]

    def _batch(
        self,
        batch: Sequence[Claim],
        request: Request,
        provenance: dict[str, Any],
        own_words: Sequence[OwnWord | None] = (),
    ) -> list[Verdict]:
        own_words = own_words or [None] * len(batch)
        evidence = self._judged(batch, request.k, request, own_words)
        later: list[list[Evidence]] = [[] for _ in batch]
        if request.filters.as_of is not None:
            filters = replace(request.filters, as_of=None, after=request.filters.as_of)
            after = replace(request, filters=filters)
            later = self._judged(batch, min(request.k, _LATER), after, own_words)
        return [
            self.decided(
                claim,
                found,
                request,
                later_evidence=since,
                provenance=provenance,
                own_word=own_word,
            )
            for claim, found, since, own_word in zip(batch, evidence, later, own_words, strict=True)
        ]

    def decided(
        self,
        claim: Claim,
        evidence: Sequence[Evidence],
        request: Request,
        *,
        later_evidence: Sequence[Evidence] = (),
        provenance: Mapping[str, Any] | None = None,
        own_word: OwnWord | None = None,
    ) -> Verdict:
        """The verdict that evidence with its origins bears out. See :func:`decide`."""
        return decide(
            claim,
            evidence,
            policy=self.policy,
            calibration=self.calibration.verdict,
            max_error=request.max_error,
            later_evidence=later_evidence,
            notes=self._unread(claim),
            provenance=provenance,
            own_word=own_word,
        )

    def candidates(self, claim: str, request: Request) -> list[tuple[Document, float]]:
        """The earlier fact-checks nearest to a claim, best first, each with the cosine.

        The rest of a review's words do not count, only the claim and the headline.
        """
        filters = replace(request.filters, reviews=True)
        (hits,) = retrieve(self.index, self.encoder, [claim], request.k, filters)
        found: dict[str, tuple[Document, float]] = {}
        for hit in hits:
            with suppress(DocumentNotFound):
                document = self.index.get(hit.passage.document.id)
                found.setdefault(document.id, (document, hit.dense))
        return list(found.values())

    def matches(self, claim: str, request: Request) -> list[Match]:
        """The earlier fact-checks nearest to a claim, and which of them are of the same claim."""
        return compare(self.scorer(), claim, self.candidates(claim, request))

    def decide_anew(
        self, verdict: Verdict, policy: Policy, *, content: bool, max_error: float | None = None
    ) -> Verdict:
        """The verdict that the same evidence bears out under another policy.

        :param content: whether it is the verdict on what was said, not on whether it was said.
        """
        return decide(
            verdict.claim,
            verdict.evidence,
            policy=policy,
            calibration=self.calibration.verdict,
            max_error=max_error,
            later_evidence=verdict.later_evidence,
            notes=self._unread(verdict.claim),
            own_word=own_word_of(verdict.claim.attribution) if content else None,
        )

    def _judged(
        self, claims: Sequence[Claim], k: int, request: Request, own_words: Sequence[OwnWord | None]
    ) -> list[list[Evidence]]:
        queries = [claim.text for claim in claims]
        hits = self._found(queries, k, request.filters, request.address)
        jobs = [Job(*each) for each in zip(queries, hits, own_words, strict=True)]
        judged = self.judged(jobs)
        return [self.with_origins(row, found) for row, found in zip(judged, hits, strict=True)]

    def _found(
        self, queries: Sequence[str], k: int, filters: Filters, address: str | None
    ) -> list[list[Hit]]:
        """What speaks to each query and does not cite the claim's own document."""
        hits = retrieve(self.index, self.encoder, queries, k, filters)
        cited = citing(self.index, chain.from_iterable(hits), address) if address else None
        if not cited:
            return hits
        without = replace(filters, exclude_documents=filters.exclude_documents | cited)
        return self._found(queries, k, without, address)

    def judged(self, jobs: Sequence[Job]) -> list[list[Evidence]]:
        """Every passage of every job judged; what one is worth does not depend on the others."""
        return judge(self.scorer(), self.calibration.stance, jobs)

    def with_origins(self, evidence: Sequence[Evidence], hits: Sequence[Hit]) -> list[Evidence]:
        """The same evidence, each piece with its origin among all of it.

        :param hits: the passages of the evidence, in the same order.
        """
        documents = sources(self.index, evidence)
        origins = lineage.origins([hit.passage for hit in hits], documents)
        return [
            replace(item, origin=origin) for item, origin in zip(evidence, origins, strict=True)
        ]

    def _unread(self, claim: Claim) -> list[str]:
        length = len(self.scorer().readable(claim.text))
        if length == len(claim.text):
            return []
        return [f"only the first {length} characters of the claim fit the stance model"]

    def models(self) -> dict[str, ModelInfo]:
        """The models by their role; loads the stance model."""
        return {"embedder": self.encoder.info, "stance": self.scorer().info}

    def provenance(self, request: Request) -> dict[str, Any]:
        """What a verdict drawn now would rest on, so that it can be drawn again."""
        models = self.models()
        hashes = [info.sha256 for info in models.values()]
        return {
            "software": f"factcheck {__version__}",
            "index": self.index.name,
            "snapshot": self.index.snapshot,
            "models": {
                role: {"id": info.id, "sha256": info.sha256} for role, info in models.items()
            },
            "backend": runtime.backend(),
            "policy": {"name": self.policy.name, "sha256": self.policy.sha256},
            "calibration": {
                "name": self.calibration.name,
                "sha256": self.calibration.sha256,
                "fitted_for_these_models": self.calibration.fits(hashes),
            },
            "as_of": request.filters.as_of,
            "published": request.published,
            "k": request.k,
            "max_error": request.max_error,
        }
