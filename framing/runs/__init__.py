"""All steps, any size: articles to every table, in memory or shard by shard on the disk.

A path or a table comes in; a folder of tables and its manifest go out. No step is defined here.
"""

from .analysis import analyse, analyse_path
from .overview import Report, report_on
from .shards import SHARD_SIZE
from .workers.cluster import connect
