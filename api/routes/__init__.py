"""The resources, one file each."""

from factcheck.api.routes import (
    checks,
    claims,
    documents,
    evidence,
    health,
    indexes,
    metrics,
    models,
    reference,
    reviews,
    verifications,
    workbench,
)

BLUEPRINTS = (
    verifications.blueprint,
    checks.blueprint,
    claims.blueprint,
    evidence.blueprint,
    documents.blueprint,
    reviews.blueprint,
    indexes.blueprint,
    models.blueprint,
    health.blueprint,
    metrics.blueprint,
    reference.blueprint,
    workbench.blueprint,
)
