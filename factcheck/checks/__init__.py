"""What is checked beside the stance model: figures, dates, names, deeds, whose word it is."""
