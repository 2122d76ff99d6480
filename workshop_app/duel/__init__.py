"""The idea duel: which pair to show next, and what the answers say (pure numpy, any thread)."""
