from .analysis import analyse as analyse
from .analysis import analyse_path as analyse_path
from .funnel import NothingToAnalyseError as NothingToAnalyseError
from .funnel import check_funnel as check_funnel
from .manifest import Report as Report
from .manifest import report_on as report_on
from .shards import SHARD_SIZE as SHARD_SIZE
from .workers.cluster import connect as connect
