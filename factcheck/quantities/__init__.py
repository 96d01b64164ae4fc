"""Numbers, units, shares, dates and periods in a text, each with where it stands."""
