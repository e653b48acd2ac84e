"""Tables that are generated while they are read."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator, Sequence
    from decimal import Decimal
    from typing import Union

    ScaleFactor = Union[int, float, str, Decimal]

# Arrow's formats of the types that tables have.
_TYPES = {b"c": "int8", b"s": "int16", b"i": "int32", b"l": "int64", b"tdD": "date32",
          b"d:15,2": "decimal128(15, 2)", b"u": "string", b"vu": "string_view"}

_REFRESH_TABLES = ("orders", "lineitem", "delete")

# The options that choose rows by something else than their number.
_RANGES = {"set", "part", "min_key", "max_key", "min_date", "max_date"}


def tables() -> list[str]:
    """Returns the names of the eight tables, small ones first."""
    from tpch import _library

    return _library.table_names()


def table(name: str, sf: ScaleFactor = 1, *, part: tuple[int, int] | None = None,
          columns: Sequence[str] | None = None, max_rows: int | None = None,
          min_key: int | None = None, max_key: int | None = None,
          min_date: datetime.date | str | None = None,
          max_date: datetime.date | str | None = None, date_column: str | None = None,
          batch_rows: int | None = None, threads: int | None = None,
          max_queued_bytes: int | str | None = None, dictionary: bool = False,
          string_view: bool = False) -> Table:
    """Returns a table as an object that every library with Arrow's PyCapsule interface reads.

    Nothing is generated before it is read, and each reading starts anew.

    name: one of `tables()`.
    sf: the scale factor, 0.0005 to 100000.
    part: (k, n) is the k-th of n parts, as dbgen cuts them.
    columns: only these, in this order; the others are not generated.
    max_rows: only the first rows.
    min_key, max_key: only rows whose first key column is in this range, both ends included.
    min_date, max_date: only rows of orders or lineitem whose date is in this range, both ends
        included: datetime.date or "YYYY-MM-DD". Little time is spent on orders outside of it.
    date_column: their column, by default "o_orderdate" or "l_shipdate".
    batch_rows: rows of a record batch, by default 122880, a row group of DuckDB; up to this many
        with a range of dates.
    threads: threads that generate, by default one for each CPU. The rows do not depend on it.
    max_queued_bytes: size of the record batches that wait for the reader, such as "64MiB".
    dictionary: strings of few values are dictionaries.
    string_view: comments are views of the text that tables share, and are not copied.

    Raises ValueError if the table would not be readable.
    """
    return Table(name, sf, part=part, columns=columns, max_rows=max_rows, min_key=min_key,
                 max_key=max_key, min_date=min_date, max_date=max_date, date_column=date_column,
                 batch_rows=batch_rows, threads=threads, max_queued_bytes=max_queued_bytes,
                 dictionary=dictionary or None, string_view=string_view or None)


def refresh(sf: ScaleFactor = 1, set: int = 1) -> dict[str, Table]:
    """Returns a refresh set: "orders" and "lineitem", which refresh function RF1 inserts, and
    "delete", the keys of the orders that RF2 deletes.

    They are read like those of `tpch.table`, and take its options by `select`, except `part`.

    sf: the scale factor of the database, 0.007 to 100000.
    set: the number of the set, 1 to 1000000; each costs the same.

    Raises ValueError if there is no such set.
    """
    number = _check_integer(set, "set")
    return {name: Table(name, sf, set=number) for name in _REFRESH_TABLES}


def check_scale_factor(sf: ScaleFactor) -> str:
    """Returns the text of a scale factor; the library checks whether it is one."""
    if isinstance(sf, bool) or sf is None or not str(sf):
        raise ValueError(f"sf: {sf!r} is no number; use a number such as 1 or 0.01")
    return str(sf)


def _check_name(name: str, names: Sequence[str], what: str, label: str) -> None:
    if name in names:
        return
    from difflib import get_close_matches

    nearest = get_close_matches(str(name), names, 1)
    hint = f"did you mean {nearest[0]!r}? There are" if nearest else "use one of"
    raise ValueError(f"{label}: {name!r} is not {what}; {hint}: {', '.join(names)}")


def _check_columns(columns: Sequence[str], names: Sequence[str], table_name: str) -> list[str]:
    if isinstance(columns, str):
        raise ValueError(f"columns: {columns!r} is a text; use a list: [{columns!r}]")
    chosen = list(columns)
    if not chosen:
        raise ValueError("columns: the list is empty; name at least one column")
    for name in chosen:
        _check_name(name, names, f"a column of {table_name}", "columns")
        if chosen.count(name) > 1:
            raise ValueError(f"columns: {name!r} is there more than once; name it once")
    return chosen


def _check_integer(value: object, label: str) -> int:
    try:
        return int(str(value))
    except ValueError:
        raise ValueError(f"{label}: {str(value)!r} is not a whole number") from None


def _check_part(part: tuple[int, int]) -> tuple[int, int]:
    if not isinstance(part, (tuple, list)) or len(part) != 2:
        raise ValueError(f"part: {part!r} is not a pair; use (k, n), the k-th of n parts")
    number, count = (_check_integer(value, "part") for value in part)
    if not 1 <= number <= max(count, 1):
        raise ValueError(f"part: {number} of {count} does not exist; use 1 to {max(count, 1)}")
    return number, count


def _check_date(value: datetime.date | str, label: str) -> datetime.date:
    import datetime
    import re

    try:
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", str(value)):  # Pythons read more, but not the same
            raise ValueError
        return datetime.date.fromisoformat(str(value))
    except ValueError:
        raise ValueError(f"{label}: {str(value)!r} is not a date; use a datetime.date or a text "
                         "such as '1994-12-31'") from None


class Table:
    """Rows of a table of TPC-H. Immutable; may be read by several threads at the same time.

    Made by `tpch.table` and `tpch.refresh`. `len()` is the exact number of rows.
    """

    def __init__(self, name: str, sf: ScaleFactor = 1, **options: object) -> None:
        from tpch import _library

        if "set" not in options:
            _check_name(name, _library.table_names(), "a table", "name")
        self._name = name
        self._sf = check_scale_factor(sf)
        self._options = {key: value for key, value in options.items() if value is not None}
        if "columns" in self._options:
            self._options["columns"] = _check_columns(
                self._options["columns"], _library.column_names(name), name)
        if "part" in self._options:
            self._options["part"] = _check_part(self._options["part"])
        for count in self._options.keys() & {"min_key", "max_key", "max_rows"}:
            self._options[count] = _check_integer(self._options[count], count)
        for bound in self._options.keys() & {"min_date", "max_date"}:
            self._options[bound] = _check_date(self._options[bound], bound)
        self._session = None
        self._schema = _read_schema(self.open())

    @property
    def name(self) -> str:
        """The name of the table."""
        return self._name

    @property
    def sf(self) -> str:
        """The scale factor."""
        return self._sf

    @property
    def schema(self) -> dict[str, str]:
        """The types of the columns, such as {"r_regionkey": "int64", …}, as Arrow names them."""
        return dict(self._schema)

    def select(self, **options: object) -> Table:
        """Returns the same table with other options of `tpch.table`."""
        return Table(self._name, self._sf, **{**self._options, **options})

    @property
    def is_whole(self) -> bool:
        """Whether the table has all its rows."""
        return not self._options.keys() & {"max_rows", *_RANGES}

    @property
    def key(self) -> str:
        """The column of `min_key` and `max_key`."""
        from tpch import _library

        return _library.column_names(self._name)[0]

    @property
    def date_columns(self) -> list[str]:
        """The columns whose dates another range can narrow."""
        from tpch import _library

        dates = _library.date_column_names(self._name)
        own = self._options.get("date_column", dates[0] if dates else None)
        return [own] if self._options.keys() & {"min_date", "max_date"} else dates

    @property
    def narrows_exactly(self) -> bool:
        """Whether `narrow` returns no other rows than those of its ranges."""
        # The first rows of a range are others than those of the table.
        return "max_rows" not in self._options

    def narrow(self, columns: Sequence[str] | None, max_rows: int | None = None,
               **ranges: object) -> Table:
        """Returns what this table and the arguments have in common, or more: callers filter it."""
        options = {**self._options,
                   "max_rows": _extreme(min, self._options.get("max_rows"), max_rows)}
        if columns is not None:
            options["columns"] = columns
        if options["max_rows"] is None:
            for name, value in ranges.items():
                choose = {"min": max, "max": min}.get(name[:3])
                options[name] = (_extreme(choose, self._options.get(name), value) if choose
                                 else value)
        return Table(self._name, self._sf, **options)

    def open(self):
        """Returns a new stream of the rows, which generates nothing yet."""
        from tpch import _library

        self._session = _library.shared_session()
        return _library.Stream(self._name, self._sf, self._stream_options(), self._session)

    def _stream_options(self) -> dict[str, object]:
        """Returns the options under the names that the C library has for them."""
        options = {key.replace("_", "-"): value for key, value in self._options.items()}
        if "part" in options:
            options["part"], options["parts"] = options["part"]
        if "columns" in options:
            options["columns"] = ",".join(options["columns"])
        return {key: None if value is True else value for key, value in options.items()}

    def batches(self) -> Iterator[Batch]:
        """Yields the record batches of a new stream."""
        stream = self.open()
        while (array := stream.next_batch()) is not None:
            yield Batch(stream.schema(), array)

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """Returns a PyCapsule with a new stream of all rows. It has the types of `schema`."""
        return self.open().to_capsule()

    def __arrow_c_schema__(self) -> object:
        """Returns a PyCapsule with the schema."""
        from tpch import _library

        return _library.to_capsule("schema", self.open().schema())

    def __len__(self) -> int:
        from tpch import _library

        if self._options.keys() & _RANGES:
            return _count(_library.Stream(self._name, self._sf,
                                          {**self._stream_options(), "columns": ""},
                                          _library.shared_session()))

        rows = _library.count_rows(self._name, self._sf)
        return min(rows, int(self._options.get("max_rows", rows)))

    def __getstate__(self) -> dict[str, object]:
        return {**self.__dict__, "_session": None}

    def __bool__(self) -> bool:
        return True

    def __repr__(self) -> str:
        options = {key: value for key, value in self._options.items() if key != "set"}
        shown = [f"{key}={value!r}" for key, value in options.items()]
        if "set" not in self._options:
            return f"tpch.table({', '.join([repr(self._name), f'sf={self._sf}', *shown])})"
        whole = f"tpch.refresh(sf={self._sf}, set={self._options['set']})[{self._name!r}]"
        return f"{whole}.select({', '.join(shown)})" if shown else whole

    def _repr_html_(self) -> str:
        from html import escape

        rows = "".join(f"<tr><td>{name}</td><td>{kind}</td></tr>"
                       for name, kind in self._schema.items())
        return (f"<table><caption><code>{escape(repr(self))}</code>, {len(self):,} rows</caption>"
                f"<tr><th>column</th><th>type</th></tr>{rows}</table>")


def _extreme(choose, *values):
    """Returns the smallest or largest of the values that are not None; None if all are."""
    return choose((value for value in values if value is not None), default=None)


class Batch:
    """A record batch with Arrow's PyCapsule interface, which is read once."""

    def __init__(self, schema, array) -> None:
        from tpch import _library

        self._schema, self._array = schema, array
        self._release = _library.release  # __del__ cannot import when the interpreter ends

    def __len__(self) -> int:
        return self._array.length

    def __del__(self) -> None:
        for struct in (self._schema, self._array):
            self._release(struct)

    def __arrow_c_array__(self, requested_schema: object = None) -> tuple[object, object]:
        from tpch import _library

        if not self._array.release:
            raise ValueError("the rows of this batch were taken before; read the table again")
        return (_library.to_capsule("schema", self._schema),
                _library.to_capsule("array", self._array))


def _read_schema(stream) -> dict[str, str]:
    from tpch import _library

    schema = stream.schema()
    fields = [schema.children[i].contents for i in range(schema.n_children)]
    types = {field.name.decode(): _type_of(field) for field in fields}
    _library.release(schema)
    return types


def _type_of(field) -> str:
    kind = _TYPES[field.format]
    return f"dictionary({kind}, {_type_of(field.dictionary[0])})" if field.dictionary else kind


def _count(stream) -> int:
    from tpch import _library

    count = 0
    while (array := stream.next_batch()) is not None:
        count += array.length
        _library.release(array)
    return count
