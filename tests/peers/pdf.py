"""The side of the peers in pdf.mjs, and the judge of all readers.

`turn FILE…` stores each page lying on its side, to be turned back by who shows it, as scanners and
some printers do. `score LIST PROGRAM` takes a list of `{layout, file, truth}` and our program, and
prints a table, a line a layout and reader:

- text: 1 - edit distance / length, of all characters but blanks, tables row by row, heads once;
- right: a row of the truth is laid beside a row that was read and has six tenths of its label's
  characters in order, or has them with the lines without numbers above and below it; the rows stay in
  order, and of all ways to do so the one that gets most cells right counts. A cell is right if its
  value stands at its place, counted from the right;
- ms a page: of the processor. Ours and pdftotext are a process a file, ours with recognising the
  report; PyMuPDF is loaded already and finds the tables and the text.

Last it says how many cells ours has in the report, by their ids, and how many of them are wrong.
"""

import json
import re
import resource
import subprocess
import sys
from collections import Counter, defaultdict

import pymupdf
from rapidfuzz.distance import LCSseq, Levenshtein

VALUE = re.compile(r"-?[\d,]+(\.\d+)?(万?元)?")


def turn(files):
    for file in files:
        with pymupdf.open(file) as upright, pymupdf.open() as lying:
            for page in upright:
                side = lying.new_page(width=page.rect.height, height=page.rect.width)
                side.show_pdf_page(side.rect, upright, page.number, rotate=90)
                side.set_rotation(90)
            bytes = lying.tobytes(garbage=4, deflate=True)
        with open(file, "wb") as out:
            out.write(bytes)


def timed(job):
    """What the job returns, and the milliseconds that the processor spent on it, also in a child."""

    def busy():
        spent = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        return sum(who.ru_utime + who.ru_stime for who in spent)

    begin = busy()
    return job(), (busy() - begin) * 1000


def process(*args):
    return timed(lambda: subprocess.run(args, capture_output=True, check=True).stdout.decode())


def ours(program, file):
    found, ms = process(program, "read", file)
    return {**json.loads(found), "ms": ms}


def poppler(file, *options):
    text, ms = process("pdftotext", *options, file, "-")
    return {"text": text, "rows": lines(text), "ms": ms}


def mupdf(file):
    def text():
        with pymupdf.open(file) as pages:
            return "".join(page.get_text(sort=True) for page in pages)

    def rows():
        with pymupdf.open(file) as pages:
            for page in pages:
                tables = page.find_tables().tables
                found = [row for table in tables for row in table.extract()]
                yield from found or lines(page.get_text(sort=True))

    found, ms = timed(text)
    tables, more = timed(lambda: [[cell or "" for cell in row] for row in rows()])
    return {"text": found, "rows": tables, "ms": ms + more}


def lines(text):
    return [line.split() for line in text.splitlines() if line.strip()]


def bare(text):
    return "".join(text.split())


def cells_right(truth, rows):
    """How many cells of the rows of the truth were read at their places."""
    split = [split_row(row) for row in rows if row]
    read = [(words_around(split, i), values) for i, (_, values) in enumerate(split) if values]
    best = [0] * (len(read) + 1)
    for wanted in truth:
        label, values = bare(wanted["label"]), wanted["values"]
        after = [0]
        for j, (words, found) in enumerate(read):
            match = right(label, values, words, found)
            after.append(max(best[j + 1], after[j], best[j] + match))
        best = after
    return best[-1]


def split_row(row):
    """The words of a row run together, and its values."""
    cells = [bare(cell) for cell in row]
    values = [cell for cell in cells if VALUE.fullmatch(cell)]
    return "".join(cell for cell in cells if not VALUE.fullmatch(cell)), values


def words_around(split, at):
    """The words of a row, with those of the rows beside it that have no values."""
    beside = split[max(at - 1, 0) : at + 2]
    return "".join(words for i, (words, values) in enumerate(beside, max(at - 1, 0)) if i == at or not values)


def right(label, values, words, found):
    if LCSseq.similarity(label, words) < 0.6 * len(label):
        return 0
    return sum(value == number for value, number in zip(reversed(values), reversed(found)))


def score(files, program):
    sums, by_id = defaultdict(Counter), Counter()
    for entry in files:
        file, truth = entry["file"], entry["truth"]
        with pymupdf.open(file) as pdf:
            pages = len(pdf)
        readers = {
            "nianbao": ours(program, file),
            "pdftotext -layout": poppler(file, "-layout"),
            "pdftotext": poppler(file),
            "PyMuPDF": mupdf(file),
        }
        by_id.update(compared(truth["cells"], readers["nianbao"]["cells"]))
        whole = [row for row in truth["rows"] if all(row["values"])]
        for reader, found in readers.items():
            got = {
                "files": 1,
                "pages": pages,
                "ms": found["ms"],
                "text": Levenshtein.normalized_similarity(bare(truth["text"]), bare(found["text"])),
                "right": cells_right(whole, found["rows"]),
                "cells": sum(len(row["values"]) for row in whole),
            }
            sums[entry["layout"], reader].update(got)
            sums["all", reader].update(got)
    print(f"{'':16}{'':20}{'files':>6}{'pages':>6}{'text':>8}{'cells':>8}{'right':>8}{'ms a page':>11}")
    for (layout, reader), got in sums.items():
        text, right, ms = got["text"] / got["files"], got["right"] / got["cells"], got["ms"] / got["pages"]
        counts = f"{got['files']:6}{got['pages']:6}{text:8.1%}{got['cells']:8}{right:8.1%}"
        print(f"{layout:16}{reader:20}{counts}{ms:11.2f}")
    print("in the report:", ", ".join(f"{count} {what}" for what, count in by_id.items()))


def compared(truth, read):
    """How many cells of the report are right, wrong or missing; what is read where nothing is, is wrong."""
    names = {True: "right", False: "wrong"}
    return Counter(
        "missing" if cell not in read else names[read[cell] == truth.get(cell)] for cell in {**truth, **read}
    )


if __name__ == "__main__":
    if sys.argv[1] == "turn":
        turn(sys.argv[2:])
    else:
        with open(sys.argv[2], encoding="utf-8") as list_of_files:
            score(json.load(list_of_files), sys.argv[3])
