"""The validation sheet: what speaks for the numbers of an analysis, and what was not checked."""
