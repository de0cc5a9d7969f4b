"""Archives: files that hold files."""
