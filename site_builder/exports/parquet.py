"""Parquet, by pyarrow, which is optional: the only place that imports it, and only when asked.

The bytes depend on nothing but the rows and pyarrow's version: fixed format version, compression
and row-group size, no schema of pyarrow's own, no time of writing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType, TracebackType
from typing import Any

from site_builder.exports.columns import Field, Row, Type
from site_builder.exports.problems import ExportError

_BATCH = 65_536
_LARGEST_GROUP = 2**30
"""Bytes of one row group when unpacked: a small file must not fill the memory."""


def _arrow() -> tuple[ModuleType, ModuleType]:
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise ExportError(
            "读写 Parquet 需要 pyarrow，本机没有安装。请运行 pip install 'chunshui[parquet]'；"
            "或只用 JSON Lines：--format jsonl。"
        ) from error
    return pyarrow, parquet


def require() -> None:
    """Raise `ExportError` where pyarrow is missing."""
    _arrow()


def schema(fields: Sequence[Field]) -> Any:
    """Return the Arrow schema of a table's fields."""
    arrow, _ = _arrow()
    types = {
        Type.TEXT: arrow.string(),
        Type.INTEGER: arrow.int64(),
        Type.DAY: arrow.date32(),
        Type.FLAG: arrow.bool_(),
    }
    return arrow.schema(
        [arrow.field(field.name, types[field.type], nullable=field.nullable) for field in fields]
    )


class Writer:
    """Writes rows to a Parquet file, a batch at a time; use it in a `with` statement."""

    def __init__(self, path: Path, fields: Sequence[Field]) -> None:
        """Open the file."""
        self._arrow, parquet = _arrow()
        self._schema = schema(fields)
        self._waiting: list[Row] = []
        self._file = parquet.ParquetWriter(
            path, self._schema, version="2.6", compression="zstd", store_schema=False
        )

    def __enter__(self) -> Writer:
        """Return itself."""
        return self

    def write(self, row: Row) -> None:
        """Add a row."""
        self._waiting.append(row)
        if len(self._waiting) == _BATCH:
            self._flush()

    def _flush(self) -> None:
        columns = zip(*self._waiting, strict=True)
        arrays = [
            self._arrow.array(column, type=field.type)
            for column, field in zip(columns, self._schema, strict=True)
        ]
        self._file.write_table(self._arrow.Table.from_arrays(arrays, schema=self._schema))
        self._waiting.clear()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Write what waits and close the file."""
        if kind is None and self._waiting:
            self._flush()
        self._file.close()


def rows(path: Path, fields: Sequence[Field]) -> Iterator[Row]:
    """Yield the rows of a Parquet file; raise `ExportError` where its fields are others.

    A file written by another engine is welcome as long as names and types agree.
    """
    arrow, parquet = _arrow()
    wanted = schema(fields)
    try:
        with parquet.ParquetFile(path) as file:
            found = file.schema_arrow
            if found.names != wanted.names or found.types != wanted.types:
                raise ExportError(f"{path.name} 的列名或类型与格式说明不符。")
            layout = file.metadata
            groups = (layout.row_group(number) for number in range(layout.num_row_groups))
            if any(group.total_byte_size > _LARGEST_GROUP for group in groups):
                raise ExportError(f"{path.name} 里有一块数据展开后太大。")
            for batch in file.iter_batches(batch_size=_BATCH):
                yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)
    except (arrow.ArrowException, OSError, ValueError) as error:
        raise ExportError(f"{path.name} 不是完好的 Parquet 文件。") from error
