"""The resources, one file each."""

from factcheck.api.routes import (
    articles,
    batches,
    checks,
    claims,
    documents,
    evidence,
    health,
    indexes,
    metrics,
    models,
    reference,
    reports,
    reviews,
    verifications,
    watches,
    workbench,
)

BLUEPRINTS = (
    verifications.blueprint,
    checks.blueprint,
    claims.blueprint,
    articles.blueprint,
    reports.blueprint,
    batches.blueprint,
    evidence.blueprint,
    documents.blueprint,
    watches.blueprint,
    reviews.blueprint,
    indexes.blueprint,
    models.blueprint,
    health.blueprint,
    metrics.blueprint,
    reference.blueprint,
    workbench.blueprint,
)
