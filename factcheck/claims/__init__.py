"""From a text to its claims: clauses, who said them, which are worth checking."""
