"""Holds our PDF files against the checklists of PDF/A-3a (ISO 19005-3) and PDF/UA-1 (ISO 14289-1), for pdf.rs.

FOLDER has for each file NAME.pdf the report's JSON, NAME.json, and its words in reading order, NAME.txt.
pikepdf looks at the objects, pypdf and poppler say what they make of the file.
"""
import pathlib, re, subprocess, sys

import pikepdf
import pypdf

PDFA, PDFUA = "http://www.aiim.org/pdfa/ns/id/", "http://www.aiim.org/pdfua/ns/id/"
LEAVES = {"/H1", "/H2", "/H3", "/P", "/Caption", "/TH", "/TD"}
INSIDE = {
    "/Document": {"/H1", "/H2", "/H3", "/P", "/Table"},
    "/Table": {"/Caption", "/THead", "/TBody"},
    "/THead": {"/TR"},
    "/TBody": {"/TR"},
    "/TR": {"/TH", "/TD"},
}


def tight(text):
    return "".join(c for c in text if not c.isspace())


def told(*command):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, timeout=300)
    assert done.returncode == 0 and not done.stderr, (command, done.stderr)
    return done.stdout


def contents(pdf):
    """The marked contents by page: number → words; and that nothing is drawn outside of marks."""
    pages = []
    for number, page in enumerate(pdf.pages):
        assert page.obj.Tabs == "/S" and page.obj.StructParents == number
        maps = {name: unicode(font) for name, font in page.Resources.Font.items()}
        marked, stack, text, wide = {}, [], None, True
        for operands, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            if name == "BDC":
                stack.append((str(operands[0]), operands[1]))
                if "/MCID" in operands[1]:
                    mcid = int(operands[1].MCID)
                    assert mcid not in marked and operands[0] != "/Artifact"
                    marked[mcid] = ""
            elif name == "EMC":
                stack.pop()
            elif name == "Tf":
                text, wide = maps[str(operands[0])]
            elif name == "TJ":
                assert stack, "text outside of marks"
                codes = b"".join(bytes(part) for part in operands[0] if isinstance(part, pikepdf.String))
                size = 2 if wide else 1
                shown = "".join(text[codes[i : i + size]] for i in range(0, len(codes), size))
                tags = [properties for _, properties in stack if "/MCID" in properties]
                if tags:
                    marked[int(tags[0].MCID)] += shown
            elif name in ("S", "f", "B"):
                assert stack and stack[0][0] == "/Artifact", "a line that is no artifact"
            assert name not in ("Do", "sh", "BI", "Tj", "'", '"'), name
        assert not stack
        pages.append(marked)
    return pages


def unicode(font):
    """A font's characters by code, and whether codes have two bytes; its description is checked."""
    wide = font.Subtype == "/Type0"
    cmap = font.ToUnicode.read_bytes().decode("ascii")
    pairs = re.findall(r"^<([0-9A-F]+)> <([0-9A-F]+)>$", cmap, re.M)
    pairs = [pair for pair in pairs if pair != ("0000", "FFFF") and pair != ("00", "FF")]
    text = {bytes.fromhex(code): bytes.fromhex(c).decode("utf-16-be") for code, c in pairs}
    assert text and not any(c in "\0\ufeff\ufffe" for c in text.values())
    if wide:
        (below,) = font.DescendantFonts
        described = below.FontDescriptor
        assert font.Encoding == "/Identity-H" and re.match(r"/[A-Z]{6}\+", str(font.BaseFont))
        assert below.BaseFont == font.BaseFont == described.FontName
        if below.Subtype == "/CIDFontType2":
            assert below.CIDToGIDMap == "/Identity" and "/FontFile2" in described
        else:
            assert described.FontFile3.Subtype == "/CIDFontType0C"
        for key in ("Flags", "FontBBox", "ItalicAngle", "Ascent", "Descent", "CapHeight", "StemV"):
            assert f"/{key}" in described, key
        widths = below.W[1]
        # No code is that of .notdef, and every one has a width.
        assert all(0 < int.from_bytes(code) < len(widths) for code in text)
    else:
        assert font.Subtype == "/Type3" and len(font.Widths) >= len(text)
    return text, wide


def tree(pdf, pages):
    """Walks the structure; returns its words in order."""
    root = pdf.Root.StructTreeRoot
    assert len(root.ParentTree.Nums) == 2 * len(pages)
    parents = {int(root.ParentTree.Nums[i]): root.ParentTree.Nums[i + 1] for i in range(0, len(root.ParentTree.Nums), 2)}
    number = {page.obj.objgen: i for i, page in enumerate(pdf.pages)}
    seen, words, levels = set(), [], []

    def walk(element, parent):
        assert element.P.objgen == parent.objgen
        role = str(element.S)
        kids = element.get("/K", [])
        kids = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
        if re.fullmatch(r"/H\d", role):
            levels.append(int(role[2:]))
        if role in ("/TH", "/TD"):
            attributes = [dict(a) for a in element.get("/A", [])]
            assert role == "/TD" or any(a.get("/Scope") in ("/Row", "/Column") and a["/O"] == "/Table" for a in attributes)
        for kid in kids:
            if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") != "/MCR":
                assert str(kid.S) in INSIDE[role], (role, kid.S)
                walk(kid, element)
                continue
            assert role in LEAVES, role
            page, mcid = (number[kid.Pg.objgen], int(kid.MCID)) if isinstance(kid, pikepdf.Dictionary) else (number[element.Pg.objgen], int(kid))
            assert (page, mcid) not in seen
            seen.add((page, mcid))
            assert parents[page][mcid].objgen == element.objgen
            words.append(pages[page][mcid])
        if role == "/Table":
            regular(element)

    (document,) = root.K
    assert document.S == "/Document"
    walk(document, root)
    assert seen == {(page, mcid) for page, marked in enumerate(pages) for mcid in marked}
    assert all(b <= a + 1 for a, b in zip([0, *levels], levels)), levels
    return "".join(words)


def regular(table):
    """Every row of a table has as many cells, counted with their spans."""
    rows = [row for part in table.K if part.S != "/Caption" for row in part.K]
    taken, widths = {}, set()
    for y, row in enumerate(rows):
        x = 0
        for cell in row.get("/K", []):
            while (y, x) in taken:
                x += 1
            attributes = {key: value for a in cell.get("/A", []) for key, value in dict(a).items()}
            down, across = int(attributes.get("/RowSpan", 1)), int(attributes.get("/ColSpan", 1))
            for place in ((y + i, x + j) for i in range(down) for j in range(across)):
                assert place not in taken, place
                taken[place] = True
            x += across
        widths.add(sum(1 for (row_at, _) in taken if row_at == y))
    assert len(widths) == 1, widths


def check(path):
    pdf = pikepdf.open(path)
    assert not pdf.check_pdf_syntax() if hasattr(pdf, "check_pdf_syntax") else not pdf.check()
    root = pdf.Root
    data = path.with_suffix(".json").read_bytes()
    assert str(root.Lang) == "zh-CN" and root.MarkInfo.Marked and root.ViewerPreferences.DisplayDocTitle
    assert "/Encrypt" not in pdf.trailer and len(pdf.trailer.ID) == 2 and pdf.pdf_version == "1.7"
    with pdf.open_metadata() as xmp:
        title = xmp["dc:title"]
        assert title == str(pdf.docinfo.Title).replace("\u202e", "").replace("\x07", "") and title
        assert (xmp[f"{{{PDFA}}}part"], xmp[f"{{{PDFA}}}conformance"], xmp[f"{{{PDFUA}}}part"]) == ("3", "A", "1")
    assert "/Filter" not in root.Metadata and b"pdfaExtension:schemas" in root.Metadata.read_bytes()
    (intent,) = root.OutputIntents
    profile = intent.DestOutputProfile
    assert intent.S == "/GTS_PDFA1" and profile.N == 3 and profile.read_bytes()[36:40] == b"acsp"
    (file,) = root.AF
    assert file.AFRelationship == "/Source" and file.F == file.UF == "nianbao.json"
    assert file.EF.F.Subtype == "/application/json" and file.EF.F.read_bytes() == data
    assert root.Names.EmbeddedFiles.Names[1].objgen == file.objgen
    pages = contents(pdf)
    words = tree(pdf, pages)
    expected = path.with_suffix(".txt").read_text()
    # A cell that is longer than a page goes on behind the cells beside it.
    whole = tight(words) == tight(expected)
    assert whole or path.stem == "hostile" and sorted(tight(words)) == sorted(tight(expected)), path
    other = pypdf.PdfReader(path)
    assert len(other.pages) == len(pages) and other.attachments["nianbao.json"] == [data]
    headed = any(node.S in ("/H1", "/H2", "/H3", "/Caption") for node in nodes(root.StructTreeRoot.K[0]))
    assert bool(other.outline) == headed
    fonts = told("pdffonts", path).splitlines()[2:]
    assert fonts and all(re.search(r" yes (yes|no ) yes ", line) for line in fonts), fonts
    info = told("pdfinfo", path)
    assert re.search(r"Tagged: +yes", info) and "(A4)" in info
    structure = told("pdfinfo", "-struct-text", path)
    assert structure.startswith("Document")
    print(f"{path.stem}: {len(pages)} pages, {len(words)} characters, {len(fonts)} fonts, {path.stat().st_size} bytes")


def nodes(element):
    yield element
    kids = element.get("/K", [])
    for kid in list(kids) if isinstance(kids, pikepdf.Array) else []:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield from nodes(kid)


folder = pathlib.Path(sys.argv[1])
all_files = sorted(folder.glob("*.pdf"))
assert all_files
for one in all_files:
    check(one)
