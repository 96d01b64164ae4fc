"""From claims to verdicts: retrieval, stance, origins, and the decision."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import chain, islice
from typing import Any, Self

from factcheck import runtime
from factcheck.calibration import Calibration, named_calibration
from factcheck.checks.voices import own_word_of
from factcheck.config import Settings
from factcheck.crossencoders import CrossEncoder, backend, identified
from factcheck.encoders import SentenceEncoder
from factcheck.errors import DocumentNotFound
from factcheck.index import Backend
from factcheck.known_claims.match_types import Match
from factcheck.known_claims.matching import compare
from factcheck.lineage.origins import origins as origins_of
from factcheck.model_files import ModelInfo
from factcheck.one_state import of_one_state
from factcheck.policy.files import named_policy
from factcheck.policy.types import Policy
from factcheck.precision import told_verdict
from factcheck.questions import Question, questions
from factcheck.request import Request, narrowing
from factcheck.retrieve import absent_publishers, independent, nearest, sources
from factcheck.stance.evidence import judge
from factcheck.stance.reading import Job
from factcheck.types import Claim, Document, Evidence, Extraction, Hit, Report, Verdict
from factcheck.verdict import decide
from factcheck.version import __version__

# Claims judged per batch: bounds memory, is how often progress is told, and lets others in between.
_CLAIMS_PER_BATCH = 8
# What has come out since `as_of` decides nothing, so no more than this is read of it.
_LATER = 10


@dataclass(frozen=True, slots=True)
class Pipeline:
    """What verdicts rest on: the index, the models, the policy and the calibration.

    :param stance: which model the scorer is; known before it is loaded.
    :param backend: what the scorer is run by.
    """

    index: Backend
    encoder: SentenceEncoder
    scorer: runtime.Lazy[CrossEncoder]
    stance: runtime.Lazy[ModelInfo]
    backend: runtime.Lazy[str]
    policy: Policy
    calibration: Calibration

    @classmethod
    def of(cls, index: Backend, encoder: SentenceEncoder, settings: Settings) -> Self:
        """What the settings name, over an index; the stance model is loaded at its first use."""
        return cls(
            index,
            encoder,
            scorer=runtime.Lazy(lambda: CrossEncoder(settings)),
            stance=runtime.Lazy(lambda: identified(settings)),
            backend=runtime.Lazy(lambda: backend(settings)),
            policy=named_policy(settings.policy),
            calibration=named_calibration(settings.calibration),
        )

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
        verdicts: list[Verdict] = []
        if progress is not None:
            progress(0, len(claims))
        for start in range(0, len(claims), _CLAIMS_PER_BATCH):
            verdicts += self._batch(claims[start : start + _CLAIMS_PER_BATCH], request)
            if progress is not None:
                progress(len(verdicts), len(claims))
        return verdicts

    def report(
        self,
        text: str,
        found: Extraction,
        request: Request,
        progress: Callable[[int, int], None] | None = None,
    ) -> Report:
        """The verdicts on the claims found in a text. See :meth:`verdicts`."""
        verdicts = self.verdicts(found.claims, request, progress)
        # Each verdict names the state that it is drawn from, the report the last of them.
        state = verdicts[-1].provenance["snapshot"] if verdicts else self.index.snapshot
        return Report(
            text=text,
            published=request.published,
            as_of=request.filters.as_of,
            verdicts=tuple(verdicts),
            provenance=self.provenance(request, state),
            skipped=found.skipped,
        )

    def _batch(self, claims: Sequence[Claim], request: Request) -> Iterator[Verdict]:
        """A verdict on each claim, with that on its content, all from one state of the index."""
        asked = [questions(claim) for claim in claims]
        each_asked = list(chain.from_iterable(asked))
        evidence, later, snapshot = self._evidence(each_asked, request)
        provenance = self.provenance(request, snapshot)
        rows = zip(each_asked, evidence, later, strict=True)
        drawn = iter([self.decided(*row, request) for row in rows])
        for some in asked:
            whole, *content = islice(drawn, len(some))
            yield replace(whole, provenance=provenance, content=content[0] if content else None)

    def _evidence(
        self, asked: Sequence[Question], request: Request
    ) -> tuple[list[list[Evidence]], list[list[Evidence]], str]:
        """What counts for each question, what came out later, and the state that both are of."""
        texts = [question.claim.text for question in asked]
        vectors = self.encoder.encode_queries(texts)
        requests = [request, *_later(request)]
        found, snapshot = of_one_state(
            self.index,
            lambda: [independent(self.index, texts, vectors, each) for each in requests],
        )
        jobs = [
            Job(question.claim.text, hits, question.own_word)
            for rows in found
            for question, hits in zip(asked, rows, strict=True)
        ]
        judged = zip(self.judged(jobs), jobs, strict=True)
        evidence = [self.with_origins(row, job.hits) for row, job in judged]
        later = evidence[len(asked) :] or [[] for _ in asked]
        return evidence[: len(asked)], later, snapshot

    def decided(
        self,
        question: Question,
        evidence: Sequence[Evidence],
        later_evidence: Sequence[Evidence],
        request: Request,
    ) -> Verdict:
        """The verdict that evidence with its origins bears out. See :func:`decide`."""
        return decide(
            question.claim,
            evidence,
            policy=self.policy,
            calibration=self.calibration.verdict,
            max_error=request.max_error,
            later_evidence=later_evidence,
            notes=[*self._unread(question.claim), *([] if evidence else self._absent(request))],
            own_word=question.own_word,
        )

    def candidates(self, claim: str, request: Request) -> list[tuple[Document, float]]:
        """The earlier fact-checks nearest to a claim, best first, each with the cosine.

        The rest of a review's words do not count, only the claim and the headline.
        """
        filters = replace(request.filters, reviews=True)
        # What is looked for is the same claim, not what speaks to it.
        vectors = self.encoder.encode([claim])
        (hits,) = nearest(self.index, [claim], vectors, request.k, filters)
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
        found = decide(
            verdict.claim,
            verdict.evidence,
            policy=policy,
            calibration=self.calibration.verdict,
            max_error=max_error,
            later_evidence=verdict.later_evidence,
            notes=self._unread(verdict.claim),
            own_word=own_word_of(verdict.claim.attribution) if content else None,
        )
        return told_verdict(found)

    def judged(self, jobs: Sequence[Job]) -> list[list[Evidence]]:
        """Every passage of every job judged; what one is worth does not depend on the others."""
        return judge(self.scorer(), self.calibration.stance, jobs)

    def with_origins(self, evidence: Sequence[Evidence], hits: Sequence[Hit]) -> list[Evidence]:
        """The same evidence, each piece with its origin among all of it.

        :param hits: the passages of the evidence, in the same order.
        """
        documents = sources(self.index, evidence)
        origins = origins_of([hit.passage for hit in hits], documents)
        return [
            replace(item, origin=origin) for item, origin in zip(evidence, origins, strict=True)
        ]

    def _unread(self, claim: Claim) -> list[str]:
        length = len(self.scorer().readable(claim.text))
        if length == len(claim.text):
            return []
        return [f"only the first {length} characters of the claim fit the stance model"]

    def _absent(self, request: Request) -> list[str]:
        names = absent_publishers(self.index, self.encoder.info.dimension, request.filters)
        return [f"no document of the index is by {name}" for name in names]

    def models(self) -> dict[str, ModelInfo]:
        """The models by their role; none is loaded for it."""
        return self.encoder.models() | {"stance": self.stance()}

    def model_records(self) -> list[dict[str, Any]]:
        """The models with what runs them, to be shown."""
        backends = dict.fromkeys(self.encoder.models(), runtime.backend())
        backends["stance"] = self.backend()
        return [
            {"role": role, "id": info.id, "sha256": info.sha256, "backend": backends[role]}
            for role, info in self.models().items()
        ]

    def provenance(self, request: Request, snapshot: str) -> dict[str, Any]:
        """What a verdict rests on that is drawn from a state, so that it can be drawn again."""
        models = self.models()
        hashes = [info.sha256 for info in models.values()]
        return {
            "software": f"factcheck {__version__}",
            "index": self.index.name,
            "snapshot": snapshot,
            "models": {
                role: {"id": info.id, "sha256": info.sha256} for role, info in models.items()
            },
            "backend": self.backend(),
            "policy": {"name": self.policy.name, "sha256": self.policy.sha256},
            "calibration": {
                "name": self.calibration.name,
                "sha256": self.calibration.sha256,
                "fitted_for_these_models": self.calibration.fits(hashes),
            },
            "as_of": request.filters.as_of,
            **narrowing(request.filters),
            "published": request.published,
            "k": request.k,
            "max_error": request.max_error,
        }


def _later(request: Request) -> list[Request]:
    """What came out after the day asked for, if there is one."""
    day = request.filters.as_of
    if day is None:
        return []
    filters = replace(request.filters, as_of=None, after=day)
    return [replace(request, filters=filters, k=min(request.k, _LATER))]
