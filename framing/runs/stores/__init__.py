"""Where a run gets its articles from and puts its tables: in memory, or on the disk."""
