"""Opens our files with the programs and libraries of others, for readers.rs.

recalculate FOLDER  every formula of every workbook there, calculated anew by LibreOffice, comes to
                    what the workbook says it comes to
open FOLDER         every docx and xlsx there opens in python-docx or openpyxl and has what belongs in
                    it, its parts are well-formed, and LibreOffice converts it without complaint
"""
import pathlib, re, subprocess, sys, tempfile, zipfile

import docx
import openpyxl
from lxml import etree

# Anything that is not a plain success of a conversion is a complaint.
HARMLESS = ("convert ", "Overwriting:", "javaldx")
# With more at one start it stops half-way without a word (seen at 247).
MOST_FILES = 100


def convert(files, kind, out):
    """Converts files, as many with one start of LibreOffice as it takes, under a profile of its own."""
    told = ""
    with tempfile.TemporaryDirectory() as profile:
        command = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless"]
        command += ["--convert-to", kind, "--outdir", str(out)]
        for first in range(0, len(files), MOST_FILES):
            some = map(str, files[first : first + MOST_FILES])
            done = subprocess.run(
                [*command, *some], capture_output=True, text=True, timeout=3000
            )
            told += done.stdout + done.stderr
            assert done.returncode == 0, f"soffice ended with {done.returncode}: {told}"
    complaints = [l for l in told.splitlines() if l and not any(word in l for word in HARMLESS)]
    assert not complaints, complaints
    missing = [path.name for path in files if not (out / path.name).with_suffix(f".{kind}").exists()]
    assert not missing, f"soffice wrote no {kind} of {missing}: {told}"


def without_results(source, target):
    """A copy in which no formula says what it comes to."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name.startswith("xl/worksheets/sheet"):
                text = re.sub(r"</f><v>[^<]*</v>", "</f>", data.decode())
                data = re.sub(r' t="str"><f>', "><f>", text).encode()
            new.writestr(name, data)


def shown(path):
    """What every cell shows, by sheet and place; blank and empty are one."""
    book = openpyxl.load_workbook(path, data_only=True)
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.value not in (None, "")
    }


def same(a, b):
    numbers = isinstance(a, (int, float)) and isinstance(b, (int, float))
    return abs(a - b) < 1e-6 if numbers else a == b


def recalculate(folder):
    files = sorted(folder.glob("*.xlsx"))
    bare, anew = folder / "bare", folder / "anew"
    bare.mkdir(), anew.mkdir()
    for path in files:
        without_results(path, bare / path.name)
    convert(sorted(bare.glob("*.xlsx")), "xlsx", anew)
    formulas = 0
    for path in files:
        ours, theirs = shown(path), shown(anew / path.name)
        for place in ours.keys() | theirs.keys():
            assert same(ours.get(place), theirs.get(place)), (
                f"{path.name} {place}: we say {ours.get(place)!r}, LibreOffice {theirs.get(place)!r}"
            )
        book = openpyxl.load_workbook(path)
        formulas += sum(c.data_type == "f" for s in book for r in s.iter_rows() for c in r)
    print(f"{len(files)} workbooks, {formulas} formulas")


def open_word(path):
    document = docx.Document(path)
    styles = [p.style.name for p in document.paragraphs]
    assert "Title" in styles and "heading 1" in map(str.lower, styles), styles
    for table in document.tables:
        rows = table.rows
        assert all(row._tr.trPr.find(docx.oxml.ns.qn("w:cantSplit")) is not None for row in rows)
        assert table._tbl.tblPr.find(docx.oxml.ns.qn("w:tblCaption")) is not None
    assert document.tables


def open_workbook(path):
    book = openpyxl.load_workbook(path)
    names = book.sheetnames
    assert names[0] == "报告" and names[-1] == "nianbao", names
    assert book["nianbao"].sheet_state == "veryHidden"
    tables = [book[name] for name in names[1 : names.index("勾稽核对")]]
    for sheet in tables:
        assert sheet.print_area and sheet.page_setup.paperSize == 9, sheet.title
        assert sheet.data_validations.dataValidation, sheet.title
    assert sum(len(s.conditional_formatting) for s in tables) > 4
    totals = [c for s in tables for r in s.iter_rows(max_col=15) for c in r if c.data_type == "f"]
    assert any("SUM" in c.value for c in totals)
    assert len(book["图表"]._charts) >= 3
    assert book["勾稽核对"].freeze_panes == "A2"


def open_all(folder):
    files = sorted(folder.iterdir())
    for path in files:
        with zipfile.ZipFile(path) as parts:
            assert {i.date_time for i in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            for name in parts.namelist():
                etree.fromstring(parts.read(name))
        {".docx": open_word, ".xlsx": open_workbook}[path.suffix](path)
    converted = folder / "converted"
    converted.mkdir()
    convert(files, "pdf", converted)
    print(f"{len(files)} files open")


if __name__ == "__main__":
    {"recalculate": recalculate, "open": open_all}[sys.argv[1]](pathlib.Path(sys.argv[2]))
