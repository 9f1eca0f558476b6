"""A workbook -> grids. What a hostile one would fill memory with is refused before it is read.

A sheet of two cells can span a thousand million: its XML is counted first, in constant memory. The
same pass notes what calamine does not tell: hidden rows, indents, formulas, how numbers are shown.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import field
from datetime import date, datetime, time, timedelta
from pathlib import PurePath
from typing import Any
from xml.parsers import expat

from orgcheck.convert.format import Given
from orgcheck.convert.refusing import NotRead
from orgcheck.convert.tables.grid import Grid, Looks, Merge, Spot, spot, too_large
from orgcheck.convert.tables.notation import number_text
from orgcheck.errors import Diagnostic, InvalidSnapshot
from orgcheck.language import msg, said
from orgcheck.patterns import pattern
from orgcheck.records import dataclass, replace

_PIECE = 2**16
# What the parts of a workbook may come to when they are unpacked.
_MOST_UNPACKED = 256 * 2**20
_MOST_PARTS = 10_000
_MOST_SHEETS = 200
# Beyond so many digits a workbook keeps zeros.
_LARGEST = 10**15
# How a compound file begins: a workbook that is encrypted, or of Excel 97.
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DOCTYPE = b"<!DOCTYPE"
_NO_WORKBOOK = msg("{file} is not a workbook that can be read")
_DECLARES_DOCTYPE = msg("{file} declares a document type, which no spreadsheet program writes")
# The formats of numbers with an exponent that have no code of their own.
_SCIENTIFIC = ("11", "48")
_ZEROS = pattern(r"0{2,30}")


def grids_of(given: Given) -> list[Grid]:
    """The sheets of a workbook.

    Raises
    ------
    InvalidSnapshot
        Where it is none, or one that is too large.
    """
    from python_calamine import (
        CalamineError,
        CalamineWorkbook,
        PasswordError,
        SheetVisibleEnum,
    )

    _refuse_what_is_no_workbook(given)
    try:
        with zipfile.ZipFile(io.BytesIO(given.data)) as archive:
            _refuse_bombs(archive)
            scans = _scanned(archive)
    except NotRead as error:
        raise InvalidSnapshot([Diagnostic(None, error.of(given.name))]) from None
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError):
        fix = said("open it in a spreadsheet program and save it as .xlsx, or as .csv")
        raise _refused(given, _NO_WORKBOOK, fix) from None
    except expat.ExpatError as error:
        message = msg("{file} holds XML that cannot be read: {reason}")
        raise _refused(given, message, reason=str(error)) from None
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(given.data)) as book:
            shown = {m.name for m in book.sheets_metadata if m.visible == SheetVisibleEnum.Visible}
            return [
                _grid(
                    given.name,
                    name,
                    book.get_sheet_by_name(name).to_python(skip_empty_area=False),
                    scan,
                    is_hidden=name not in shown,
                )
                for name, scan in scans.items()
            ]
    except PasswordError:
        raise _refused(
            given, msg("{file} is protected by a password"), said("save it without one")
        ) from None
    except (CalamineError, KeyError, ValueError, OSError) as error:
        fix = said("open it in a spreadsheet program and save it again")
        raise _refused(
            given,
            msg("{file} is broken, and cannot be read: {reason}"),
            fix,
            reason=type(error).__name__,
        ) from None


# Rows are within seven groups at most.
_GROUPED = frozenset("1234567")


def _refuse_what_is_no_workbook(given: Given) -> None:
    if PurePath(given.name).name.startswith("~$"):
        raise _refused(
            given,
            msg("{file} is the lock of a workbook that is open elsewhere"),
            said("name the workbook itself"),
        )
    if given.data.startswith(_COMPOUND):
        fix = said("save it as .xlsx without a password, or as .csv")
        raise _refused(
            given, msg("{file} is protected by a password, or in the format of before 2007"), fix
        )


def _refused(
    given: Given, message: str, fix: str | None = None, /, **named: Any
) -> InvalidSnapshot:
    return InvalidSnapshot([Diagnostic(None, said(message, file=given.name, **named), fix)])


def _refuse_bombs(archive: zipfile.ZipFile) -> None:
    """Unpack everything once and keep nothing: what the archive says of sizes may be untrue."""
    parts = archive.infolist()
    if len(parts) > _MOST_PARTS:
        message = msg("{file} has {parts} parts, and at most {most} are read")
        raise NotRead(message, parts=len(parts), most=_MOST_PARTS)
    if len({part.filename for part in parts}) < len(parts):
        # What is checked here has to be what is read afterwards.
        message = msg("{file} has two parts of one name, which no spreadsheet program writes")
        raise NotRead(message)
    total = 0
    for part in parts:
        whole = copy(part)
        whole.file_size = _MOST_UNPACKED + 1
        is_xml = part.filename.startswith("xl/") and part.filename.endswith(".xml")
        before = b""
        with archive.open(whole) as stream:
            while piece := stream.read(_PIECE):
                total += len(piece)
                if is_xml and _DOCTYPE in before + piece:
                    raise NotRead(_DECLARES_DOCTYPE)
                before = piece[-len(_DOCTYPE) :]
                if total > _MOST_UNPACKED:
                    message = msg("{file} is larger than {most} MiB when unpacked")
                    raise NotRead(message, most=_MOST_UNPACKED // 2**20)


# -- what the XML says ----------------------------------------------------------------------------


@dataclass
class _Scan:
    """What a sheet's XML says beside values."""

    styles: Mapping[str, _Style]
    rows: int = 0
    columns: int = 0
    hidden: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    outline: dict[int, int] = field(default_factory=dict)
    formulas: dict[Spot, str] = field(default_factory=dict)
    indents: dict[Spot, int] = field(default_factory=dict)
    padded: dict[Spot, int] = field(default_factory=dict)
    exponents: set[Spot] = field(default_factory=set)
    comments: frozenset[Spot] = frozenset()
    merges: list[Merge] = field(default_factory=list)
    errors: set[Spot] = field(default_factory=set)
    # Formulas of which no type is said: what came of them is a number, or nothing yet.
    untyped: set[Spot] = field(default_factory=set)
    _cell: Spot | None = None
    _row: int = -1
    _column: int = -1
    _in_formula: bool = False
    _type: str = ""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "row":
            given = attributes.get("r", "")
            self._row = int(given) - 1 if given.isdecimal() else self._row + 1
            self._column = -1
            if attributes.get("hidden") in ("1", "true"):
                self.hidden.add(self._row)
            if (level := attributes.get("outlineLevel", "")) in _GROUPED:
                self.outline[self._row] = int(level)
        elif name == "c":
            self._begin_cell(attributes)
        elif name == "f" and self._cell is not None:
            self._in_formula = True
            self.note_formula(self._cell, "", self._type)
        elif name == "mergeCell":
            self.merge(attributes.get("ref", ""))
        elif name == "col" and attributes.get("hidden") in ("1", "true"):
            self.hide_columns(attributes.get("min", ""), attributes.get("max", ""))

    def _begin_cell(self, attributes: Mapping[str, str]) -> None:
        cell = spot(attributes.get("r", "")) or (self._row, self._column + 1)
        self._cell, self._type = cell, attributes.get("t", "")
        self._column = cell[1]
        if self._type == "e":
            self.errors.add(cell)
        self.rows, self.columns = max(self.rows, cell[0] + 1), max(self.columns, cell[1] + 1)
        if why := too_large(self.rows, self.columns):
            raise why
        self.note_style(cell, attributes.get("s", "0"), self._type)

    def note_style(self, cell: Spot, number: str, type: str) -> None:
        """Note what the style of a cell says of it."""
        style = self.styles.get(number)
        if style is None:
            return
        if style.indent:
            self.indents[cell] = style.indent
        if style.zeros and type in ("", "n"):
            self.padded[cell] = style.zeros
        if style.exponent and type in ("", "n"):
            self.exponents.add(cell)

    def hide_columns(self, first: str, last: str) -> None:
        """Note columns that are hidden, which are counted from 1."""
        if first.isdecimal() and last.isdecimal() and len(first) < 6 and len(last) < 6:
            self.hidden_columns.update(range(int(first) - 1, int(last)))

    def note_formula(self, cell: Spot, words: str, type: str) -> None:
        """Note how a formula begins, and whether its cell says of what type its value is."""
        self.formulas[cell] = words
        if not type:
            self.untyped.add(cell)

    def merge(self, reference: str) -> None:
        """Note cells that are one."""
        first, _, last = reference.partition(":")
        begin, end = spot(first), spot(last or first)
        if begin and end and begin <= end and begin[1] <= end[1]:
            self.merges.append(Merge(*begin, *end))

    def text(self, words: str) -> None:
        if self._in_formula and self._cell is not None:
            # The function that comes first tells a sum.
            self.formulas[self._cell] = (self.formulas[self._cell] + words)[:40]

    def end(self, name: str) -> None:
        if name == "f":
            self._in_formula = False
        elif name == "c":
            self._cell = None


@dataclass(frozen=True)
class _Style:
    indent: int
    zeros: int
    exponent: bool


def _scanned(archive: zipfile.ZipFile) -> dict[str, _Scan]:
    """Each sheet by its name, those that are no worksheet left out."""
    book = "xl/workbook.xml"
    targets = {
        one["Id"]: _target(book, one.get("Target", ""))
        for one in _elements(archive, "xl/_rels/workbook.xml.rels", "Relationship")
        if one.get("Type", "").endswith("/worksheet") and "Id" in one
    }
    styles = _styles(archive)
    scans: dict[str, _Scan] = {}
    for sheet in _elements(archive, book, "sheet"):
        target = targets.get(_relation(sheet))
        if target is None or target not in archive.namelist():
            continue
        if len(scans) == _MOST_SHEETS:
            raise NotRead(msg("{file} has more than {most} sheets"), most=_MOST_SHEETS)
        scan = _Scan(styles)
        try:
            if not _scan_plain(archive.read(target), scan):
                _parse(archive, target, scan.start, scan.end, scan.text)
        except NotRead as error:
            reason = error.of(said("sheet {name}", name=sheet.get("name", "")))
            raise NotRead(msg("{file} cannot be read: {reason}"), reason=reason) from None
        scan.comments = _commented(archive, target)
        scans[sheet.get("name", "")] = scan
    if not scans:
        raise NotRead(msg("{file} has no sheet with cells"))
    return scans


def _commented(archive: zipfile.ZipFile, sheet: str) -> frozenset[Spot]:
    """The cells of a sheet that somebody commented on."""
    folder, _, name = sheet.rpartition("/")
    relations = f"{folder}/_rels/{name}.rels"
    if relations not in archive.namelist():
        return frozenset()
    parts = [
        _target(sheet, one.get("Target", ""))
        for one in _elements(archive, relations, "Relationship")
        if one.get("Type", "").endswith("/comments")
    ]
    return frozenset(
        cell
        for part in parts
        if part in archive.namelist()
        for one in _elements(archive, part, "comment")
        if (cell := spot(one.get("ref", "")))
    )


# Of a sheet as most programs write it, what is looked for is found without reading all of it.
_PREFIXED = pattern(rb"<[A-Za-z]+:")
_IN_APOSTROPHES = pattern(rb"<[a-zA-Z][^<>]*'")
_OTHER = pattern(rb"(?i)encoding=[\"'](?!utf-8)")
_ROW = pattern(rb'<row [^<>]*?\br="([0-9]{1,8})"')
_HIDDEN = pattern(rb'<row [^<>]*?\bhidden="(?:1|true)"[^<>]*>')
_HIDDEN_COLUMN = pattern(rb'<col [^<>]*\bhidden="(?:1|true)"[^<>]*>')
_FIRST, _LAST = pattern(rb'\bmin="([0-9]+)"'), pattern(rb'\bmax="([0-9]+)"')
_OUTLINED = pattern(rb'<row [^<>]*?\boutlineLevel="([1-7])"[^<>]*>')
_CELL = pattern(rb'<c r="([A-Z]{1,3})([0-9]{1,8})"')
_STYLED = pattern(rb'<c r="([A-Z]{1,3}[0-9]{1,8})"((?: [a-z]+="[^"<>]*")*)')
_FORMULA = pattern(rb'<c r="([A-Z]{1,3}[0-9]{1,8})"([^<>]*)>\s*<f[^<>]*>([^<]{0,40})')
_ERROR = pattern(rb'<c r="([A-Z]{1,3}[0-9]{1,8})"[^<>]* t="e"')
_ANY_FORMULA = pattern(rb"<f[ >/]")
_MERGED = pattern(rb'<mergeCell [^<>]*?ref="([A-Z0-9:]+)"')
_STYLE = pattern(rb' s="([0-9]+)"')
_TYPE = pattern(rb' t="([A-Za-z]+)"')
_MOST_PLAIN = 64 * 2**20


def _is_plain(data: bytes) -> bool:
    """Whether the text of a sheet is written so that searching it finds all that there is."""
    return not (
        len(data) > _MOST_PLAIN
        or b"\0" in data
        or b"<!" in data
        or _OTHER.search(data[:200])
        or _PREFIXED.search(data)
        or (b"'" in data and _IN_APOSTROPHES.search(data))
    )


def _scan_plain(data: bytes, scan: _Scan) -> bool:
    """Scan a sheet by its text alone; whether it is written so that this tells everything."""
    begin, end = data.find(b"<sheetData"), data.rfind(b"</sheetData")
    if not 0 <= begin < end or not _is_plain(data):
        return False
    cells = _CELL.findall(data)
    rows = _ROW.findall(data)
    # Between these two every name of an element that begins so is that of a cell or a row.
    if not cells or len(cells) != data.count(b"<c", begin, end):
        return False
    if data.count(b"<row") != len(rows) or not _scan_formulas(data, scan):
        return False
    letters, numbers = map(set, zip(*cells, strict=True))
    scan.columns = max(cell[1] for one in letters if (cell := spot(f"{one.decode()}1"))) + 1
    scan.rows = max(map(int, numbers.union(rows)))
    if why := too_large(scan.rows, scan.columns):
        raise why
    _note_looks(data, begin, scan)
    _note_styles(data, scan)
    return True


def _note_looks(data: bytes, begin: int, scan: _Scan) -> None:
    """Note what is grouped, hidden and merged; the cells begin at `begin`."""
    if b' outlineLevel="' in data:
        for match in _OUTLINED.finditer(data):
            if number := _ROW.match(match[0]):
                scan.outline[int(number[1]) - 1] = int(match[1])
    if b' hidden="' in data:
        for match in _HIDDEN.finditer(data):
            if number := _ROW.match(match[0]):
                scan.hidden.add(int(number[1]) - 1)
    for match in _HIDDEN_COLUMN.finditer(data, 0, begin):
        ends = [end.search(match[0]) for end in (_FIRST, _LAST)]
        scan.hide_columns(*(end[1].decode() if end else "" for end in ends))
    for reference in _MERGED.findall(data):
        scan.merge(reference.decode())


def _scan_formulas(data: bytes, scan: _Scan) -> bool:
    """Note the formulas; whether these are all that there are."""
    several = len(_ANY_FORMULA.findall(data))
    formulas = _FORMULA.findall(data) if several else []
    for reference, attributes, words in formulas:
        if cell := spot(reference.decode()):
            type = _TYPE.search(attributes)
            scan.note_formula(
                cell, words.decode("utf-8", "replace"), type[0].decode() if type else ""
            )
    if b' t="e"' in data:
        scan.errors.update(cell for one in _ERROR.findall(data) if (cell := spot(one.decode())))
    return len(formulas) == several


def _note_styles(data: bytes, scan: _Scan) -> None:
    """Note the cells whose styles indent them or show zeros before a number, if any does."""
    if not any(style.indent or style.zeros or style.exponent for style in scan.styles.values()):
        return
    for match in _STYLED.finditer(data):
        if cell := spot(match[1].decode()):
            said, type = _STYLE.search(match[2]), _TYPE.search(match[2])
            number = said[1].decode() if said else "0"
            scan.note_style(cell, number, type[1].decode() if type else "")


def _relation(sheet: Mapping[str, str]) -> str:
    """The id of the relation that leads to a sheet; programs differ in the prefix."""
    return next((value for name, value in sheet.items() if name.endswith(":id")), "")


def _target(book: str, target: str) -> str:
    """A part of the archive by how the workbook refers to it."""
    path = posixpath.join(posixpath.dirname(book), target)
    return posixpath.normpath(path).lstrip("/")


def _styles(archive: zipfile.ZipFile) -> dict[str, _Style]:
    """What the styles of cells say of indents and of zeros before a number, by number."""
    formats: dict[str, str] = {}
    styles: list[_Style] = []
    within = False

    def start(name: str, attributes: Mapping[str, str]) -> None:
        nonlocal within
        if name == "numFmt":
            formats[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            within = True
        elif within and name == "xf":
            number = attributes.get("numFmtId", "")
            shown = formats.get(number, "")
            zeros = len(shown) if _ZEROS.fullmatch(shown) else 0
            styles.append(_Style(0, zeros, number in _SCIENTIFIC or "E+" in shown))
        elif within and name == "alignment" and styles:
            indent = attributes.get("indent", "")
            steps = int(indent) if indent.isdecimal() and len(indent) < 4 else 0
            styles[-1] = replace(styles[-1], indent=steps)

    def end(name: str) -> None:
        nonlocal within
        if name == "cellXfs":
            within = False

    if "xl/styles.xml" in archive.namelist():
        _parse(archive, "xl/styles.xml", start, end)
    return {str(number): style for number, style in enumerate(styles)}


def _elements(archive: zipfile.ZipFile, part: str, wanted: str) -> Iterator[dict[str, str]]:
    """The attributes of every element of that name in a part."""
    found: list[dict[str, str]] = []

    def start(name: str, attributes: Mapping[str, str]) -> None:
        if name == wanted:
            found.append(dict(attributes))

    if part not in archive.namelist():
        raise NotRead(_NO_WORKBOOK)
    _parse(archive, part, start)
    return iter(found)


def _parse(
    archive: zipfile.ZipFile,
    part: str,
    start: Callable[[str, Mapping[str, str]], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Read a part element by element, by their names without prefix; no entities of its own."""
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def refuse(*_: Any) -> None:
        raise NotRead(_DECLARES_DOCTYPE)

    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = lambda name, attributes: start(_bare(name), attributes)
    if end is not None:
        parser.EndElementHandler = lambda name: end(_bare(name))
    if text is not None:
        parser.CharacterDataHandler = text
    with archive.open(part) as stream:
        parser.ParseFile(stream)


def _bare(name: str) -> str:
    return name.rpartition(":")[2]


# -- values ---------------------------------------------------------------------------------------


def _grid(file: str, name: str, values: list[list[Any]], scan: _Scan, *, is_hidden: bool) -> Grid:
    lengthy: set[Spot] = set()
    fractions: set[Spot] = set()
    days: set[Spot] = set()
    rows: list[list[str]] = []
    for number, cells in enumerate(values):
        texts: list[str] = []
        for cell in cells:
            if type(cell) is float:
                if abs(cell) >= _LARGEST:
                    lengthy.add((number, len(texts)))
                elif not cell.is_integer():
                    fractions.add((number, len(texts)))
            elif isinstance(cell, date):
                days.add((number, len(texts)))
            texts.append(cell if type(cell) is str else _text(cell))
        rows.append(texts)
    looks = Looks(
        hidden=frozenset(scan.hidden),
        hidden_columns=frozenset(scan.hidden_columns),
        formulas=scan.formulas,
        indents=scan.indents,
        merges=tuple(scan.merges),
        outline=scan.outline,
        padded=scan.padded,
        exponents=frozenset(scan.exponents),
        comments=scan.comments,
        errors=frozenset(scan.errors),
        uncalculated=frozenset(cell for cell in scan.untyped if not _at(rows, cell)),
    )
    return Grid(
        name,
        rows,
        looks,
        frozenset(lengthy),
        frozenset(fractions),
        frozenset(days),
        file=file,
        is_hidden=is_hidden,
    )


def _at(rows: Sequence[Sequence[str]], cell: Spot) -> str:
    row, column = cell
    return rows[row][column] if row < len(rows) and column < len(rows[row]) else ""


def _text(value: Any) -> str:
    """A value as text: 4200 for 4200.0, a day for the midnight at its beginning."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return _whole(value) if abs(value) >= _LARGEST else number_text(value)
    if isinstance(value, int):
        return str(value)
    if isinstance(value, datetime):
        at_midnight = value.time() == time(0)
        return value.date().isoformat() if at_midnight else value.isoformat(sep=" ")
    if isinstance(value, (date, time, timedelta)):
        return str(value)
    return ""


def _whole(value: float) -> str:
    return str(int(value)) if value.is_integer() else repr(value)
