"""Full-text exports of news databases: several articles in one file, between headers and a foot.

The layouts are told apart by their own marks, and each has its file: `nexis`, `factiva` and
`proquest`. The text of a document counts, whatever file it came in.
"""
