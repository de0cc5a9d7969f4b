"""What to do about each kind of finding: one sentence for each check."""

_METADATA = "Put a metadata.csv beside the files (article_id, outlet_id, published_at)"

REMEDIES: dict[str, str] = {
    # Files and rows that were left out, or read in part.
    "unreadable": "Save or download the file anew; name columns with --column text=YOURS.",
    "unknown_format": "Save the file in a format that is read (docs/articles.md).",
    "not_text": "Save the file in a format that is read (docs/articles.md).",
    "too_large": "Split the file, or save it as CSV or JSONL, which may be of any size.",
    "broken_row": "Mend the row, or export the table again with all cells quoted.",
    "broken_article": "Compare the article with the file; export it again.",
    "empty": "Recognise the text of scanned pages first; leave out files without text.",
    "count_mismatch": "Download the export again, and compare the numbers.",
    "length_mismatch": "Compare the article with the file.",
    "unsplit_export": "Export again as text or RTF, full text, one document after the other.",
    "cut_by_source": "Fetch the texts by their addresses; the source gives no more.",
    "summaries_only": "Fetch the texts by their addresses; the source gives no more.",
    "titles_only": "Fetch the texts by their addresses, or name their column: --column text=YOURS.",
    "broken_page": "Print the file to PDF anew.",
    "missing_pages": "Split the file.",
    "running_heads": "Nothing, if no line of the article is among them.",
    "other_records": "Nothing, if they are no articles.",
    "attachments": "Save attachments as files, if they are articles.",
    "placeholder": "Fetch the page again; what is here is no article.",
    "parts_left_out": "Nothing, if no words of the article are among them.",
    "left_out": "Nothing, or another choice: framing analyse --languages, --exclude.",
    # Tables.
    "guessed_columns": "Name them if they are wrong: --column text=YOURS.",
    "no_header": "Put a row of names on top, or name them: --column text='column 2'.",
    "preamble": "Nothing, if these lines are no articles.",
    "no_such_article": "Write in metadata.csv the file's name without its ending.",
    "duplicate_id": "Give each article an id of its own, if you want to name it.",
    # Heads of texts, and outlets.
    "missing_outlet": f"{_METADATA}, or name the column: --column outlet_id=YOURS.",
    "guessed_outlet": f"Nothing, if it is the outlet. Otherwise: {_METADATA[0].lower()}"
    f"{_METADATA[1:]}.",
    "unread_header_line": f"{_METADATA}, with a column headline too, and take the line out of the "
    "text.",
    "several_articles": "Save each article as a file of its own.",
    # Dates.
    "missing_date": f"{_METADATA}, or name the column: --column published_at=YOURS.",
    "unreadable_date": "Write dates like 2023-03-20, or put them into metadata.csv.",
    "ambiguous_date": "Write dates like 2023-03-20.",
    "imprecise_date": "Give the day, if you draw charts by month or day.",
    "own_day": "Nothing: the day where it was published counts.",
    "future_date": "Correct the date, in metadata.csv for instance.",
    # Characters and texts.
    "encoding": "Save the file as UTF-8.",
    "unreadable_characters": "Save the file as UTF-8 from where it came.",
    "cleaned_characters": "Nothing: they were mended.",
    "damaged_encoding": "Save the file as UTF-8 from where it came.",
    "html_entity": "Nothing, if they are few.",
    "hidden_character": "Nothing, if they are few.",
    "boilerplate": "Nothing: it is not scored.",
    "unclosed_quotation": "Close the quotation in the text, if many are named.",
    "truncated": "Compare the paragraph with the source.",
    "missing_paragraph": "Compare the article with the source.",
    "long_line": "Export the text with its paragraphs.",
    "duplicate_paragraph": "Remove the copy, if it is no refrain.",
    "wrong_language": "Translate it, or keep it: framing analyse --any-language.",
    "tortured_phrase": "Use the original text: this one was rewritten by a machine.",
    "misnamed": "Compare the name with the source.",
    "paraphrased": "Use the original text: this one was rewritten by a machine.",
}
"""Check -> what to do, in words for people."""


def remedy_of(check: str) -> str:
    """Say what to do about a kind of finding.

    Examples
    --------
    >>> remedy_of("ambiguous_date")
    'Write dates like 2023-03-20.'
    """
    return REMEDIES.get(check, "Read the message.")
