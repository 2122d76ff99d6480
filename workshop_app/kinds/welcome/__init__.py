"""The welcome: what this evening is and who is here."""
