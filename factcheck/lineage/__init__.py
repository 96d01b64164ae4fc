"""Which documents tell the same at second hand, so that origins are counted, not copies."""
