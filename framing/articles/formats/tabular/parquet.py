"""Parquet: by groups of rows, and large groups by batches."""

from collections.abc import Iterator, Mapping
from typing import BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from ...moments import DateStyle
from ..columns import read_rows
from ..names import GUESSES, plain_name
from ..units import Findings, Limits, Raw, Unit
from .headers import tell_styles

_DATES = frozenset(GUESSES["published_at"])


def cut_parquet(stream: BinaryIO, unit: Unit, limits: Limits) -> Iterator[Unit]:
    """Cut a Parquet file into batches of rows.

    A group of rows that is small enough is named by its number (`start`); a larger one is read
    here, since it cannot be read from its middle, and its batches hold their rows.
    """
    try:
        file = pq.ParquetFile(stream)
        unit = unit._replace(dates=_tell_dates(file))
        row = 1
        for number in range(file.num_row_groups):
            group = file.metadata.row_group(number)
            piece = unit._replace(is_first=unit.is_first and number == 0, start=number)
            if unit.path is not None and group.total_byte_size <= 4 * limits.batch_bytes:
                yield piece._replace(row=row)
                row += group.num_rows
                continue
            share = limits.batch_bytes * group.num_rows // max(1, group.total_byte_size)
            for batch in file.iter_batches(max(1, min(10_000, share)), row_groups=[number]):
                sink = pa.BufferOutputStream()
                with pa.ipc.new_stream(sink, batch.schema) as writer:
                    writer.write_batch(batch)
                is_first = unit.is_first and row == 1
                data = sink.getvalue().to_pybytes()
                yield piece._replace(row=row, is_first=is_first, path=None, data=data)
                row += batch.num_rows
    except (pa.ArrowException, OSError) as error:
        message = f"The file, or the rest of it, was left out, as no Parquet: {_short(error)}"
        yield unit.only_findings("unreadable", message)


def _tell_dates(file: pq.ParquetFile) -> dict[str, DateStyle]:
    """How the columns of dates are written, in a file of several groups of rows."""
    names = [name for name in file.schema_arrow.names if plain_name(name) in _DATES]
    if file.num_row_groups < 2 or not names:
        return {}
    batches = file.iter_batches(columns=names)
    return tell_styles(row for batch in batches for row in batch.to_pylist())


def parse_parquet(
    unit: Unit, columns: Mapping[str, str], limits: Limits
) -> tuple[list[Raw], Findings]:
    """Read the articles in a batch of rows."""
    findings = Findings()
    try:
        if unit.data is not None:
            table = pa.ipc.open_stream(unit.data).read_all()
        else:
            table = pq.ParquetFile(unit.path).read_row_group(unit.start)
        names = table.column_names
        rows = [
            dict(zip(names, cells, strict=True))
            for cells in zip(*(c.to_pylist() for c in table.columns), strict=True)
        ]
    except (pa.ArrowException, OSError, ValueError, OverflowError) as error:
        message = f"The rows were left out, as they cannot be decoded: {_short(error)}"
        findings.say(f"{unit.name}, rows from {unit.row}", "unreadable", "error", message)
        return [], findings
    return read_rows(enumerate(rows, start=unit.row), unit, columns, findings), findings


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:200]
