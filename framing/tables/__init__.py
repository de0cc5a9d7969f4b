"""What a row is: the contract of every table, the measures, and how tables lie on the disk.

Column names and files come in; checked tables go out. Nothing here reads a word of an article.
"""

from .contracts.columns import (
    ACTOR_TYPES,
    ALIAS_TYPES,
    COPIES,
    FUNNEL,
    MENTION_TYPES,
    METRICS,
    READINGS,
    SEVERITIES,
    VERB_CLASSES,
    WINDOWS,
    SchemaError,
)
from .measures import (
    DIVERGING,
    LABELS,
    LEXICONS,
    MEASURES,
    NEUTRAL_BAND,
    ROLE_SHARE,
    SCORERS,
    SHARE,
    VOICE_GROUPS,
    VOICE_SHARE,
    Measure,
    find_main_measure,
    is_of_model,
    label_of,
    name_variant,
    of_measure,
    usual_window,
)
from .periods import PERIODS, name_periods
from .rows import read_pieces, rows_of, uncollected
from .schema import TABLES, assemble, check, empty, make
from .storage.csv_files import defuse_table, read_sheet, restore, write_csv, write_sheet
from .storage.files import write_json
from .storage.lock import MANIFEST, WORK, LockedError, hold_lock
from .storage.parts import (
    ONLY_PART,
    Tables,
    read_manifest,
    read_part,
    read_parts,
    read_table,
    read_tables,
    remove_temporaries,
    tidy,
    write_part,
)
