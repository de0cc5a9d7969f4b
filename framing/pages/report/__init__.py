"""The report: one file with the sentences behind every row."""
