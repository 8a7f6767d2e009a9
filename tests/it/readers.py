"""Opens our files with the programs and libraries of others, for readers.rs.

recalculate FOLDER  every formula of every workbook there, calculated anew by LibreOffice, comes to
                    what the workbook says it comes to
"""
import pathlib, re, subprocess, sys, tempfile, zipfile

import openpyxl

# Anything that is not a plain success of a conversion is a complaint.
HARMLESS = ("convert ", "Overwriting:", "javaldx")


def convert(files, kind, out):
    """Converts all files with one start of LibreOffice, under a profile of its own."""
    with tempfile.TemporaryDirectory() as profile:
        command = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless"]
        command += ["--convert-to", kind, "--outdir", str(out), *map(str, files)]
        told = subprocess.run(command, capture_output=True, text=True, timeout=3000, check=True)
    lines = (told.stdout + told.stderr).splitlines()
    complaints = [l for l in lines if l and not any(word in l for word in HARMLESS)]
    assert not complaints, complaints


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


if __name__ == "__main__":
    {"recalculate": recalculate}[sys.argv[1]](pathlib.Path(sys.argv[2]))
