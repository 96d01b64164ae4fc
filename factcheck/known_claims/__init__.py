"""Claims that were checked before: ClaimReview, and which of them is the same claim."""
