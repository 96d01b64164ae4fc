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
    verifications,
    watches,
    workbench,
)

BLUEPRINTS = (
    verifications.blueprint,
    checks.blueprint,
    claims.blueprint,
    evidence.blueprint,
    documents.blueprint,
    watches.blueprint,
    indexes.blueprint,
    models.blueprint,
    health.blueprint,
    metrics.blueprint,
    reference.blueprint,
    workbench.blueprint,
)
