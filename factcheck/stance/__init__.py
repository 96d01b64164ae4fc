"""What a passage says on a claim: read by the model, checked by rules, calibrated."""
