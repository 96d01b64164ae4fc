"""What a house asks of a verdict: the rules, their files, two of them compared."""
