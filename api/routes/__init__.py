"""The resources, one file each."""

from factcheck.api.routes import (
    checks,
    documents,
    evidence,
    health,
    indexes,
    models,
    reference,
    verifications,
)

BLUEPRINTS = (
    verifications.blueprint,
    checks.blueprint,
    evidence.blueprint,
    documents.blueprint,
    indexes.blueprint,
    models.blueprint,
    health.blueprint,
    reference.blueprint,
)
