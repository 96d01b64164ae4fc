"""The resources, one file each."""

from factcheck.api.routes import (
    checks,
    claims,
    documents,
    evidence,
    health,
    indexes,
    models,
    reference,
    verifications,
    workbench,
)

BLUEPRINTS = (
    verifications.blueprint,
    checks.blueprint,
    claims.blueprint,
    evidence.blueprint,
    documents.blueprint,
    indexes.blueprint,
    models.blueprint,
    health.blueprint,
    reference.blueprint,
    workbench.blueprint,
)
