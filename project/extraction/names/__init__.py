"""Words of bylines: what they are called who write, and what agencies and offices are called."""
