"""Tables on the disk: parts, CSV files, and the lock on a folder."""
