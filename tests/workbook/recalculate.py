"""Has LibreOffice compute a workbook again, and compares every cell with what the workbook holds.

    recalculate.py WORKBOOK [NAME=VALUE ... net_benefit=EXPECTED]

Without more, every number of the workbook must come out as it was written. With names of cells and values, these are put in first,
and the last name must then come out as told. Python's own library only; `soffice` must be on the path.
"""

import os
import re
import subprocess
import sys
import tempfile
import zipfile
from xml.etree import ElementTree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
# Every formula is computed anew when a file is opened; by default those of other programs are believed.
PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def sheets(book):
    """The names of the sheets with their files, in order."""
    names = [sheet.get("name") for sheet in ElementTree.fromstring(book.read("xl/workbook.xml")).iter(MAIN + "sheet")]
    return [(name, f"xl/worksheets/sheet{number}.xml") for number, name in enumerate(names, 1)]


def cells(path):
    """Every number, by sheet and address: whether it is a formula, and the number."""
    found = {}
    with zipfile.ZipFile(path) as book:
        for name, file in sheets(book):
            for cell in ElementTree.fromstring(book.read(file)).iter(MAIN + "c"):
                value = cell.find(MAIN + "v")
                if value is None or cell.get("t") in ("s", "str", "inlineStr"):
                    if cell.find(MAIN + "f") is not None:
                        sys.exit(f"{name}!{cell.get('r')} is a formula without a number: {'' if value is None else value.text}")
                    continue
                number = float("nan") if cell.get("t") == "e" else float(value.text)
                found[name, cell.get("r")] = (cell.find(MAIN + "f") is not None, number)
    return found


def named(path):
    """Where the cells with names of their own stand."""
    with zipfile.ZipFile(path) as book:
        names = ElementTree.fromstring(book.read("xl/workbook.xml")).iter(MAIN + "definedName")
        places = {name.get("name"): re.match(r"'?(.*?)'?!\$([A-Z]+)\$(\d+)$", name.text) for name in names}
    return {name: (place[1], place[2] + place[3]) for name, place in places.items() if place}


def changed(path, values, target):
    """Writes a copy with other numbers in some cells."""
    with zipfile.ZipFile(path) as book, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        files = dict(sheets(book))
        wanted = {}
        for name, value in values.items():
            sheet, address = named(path)[name]
            wanted.setdefault(files[sheet], {})[address] = value
        for info in book.infolist():
            text = book.read(info.filename)
            for address, value in wanted.get(info.filename, {}).items():
                pattern = rb'(<c r="' + address.encode() + rb'"[^>]*>)<v>[^<]*</v>'
                text, count = re.subn(pattern, rb"\g<1><v>" + str(value).encode() + rb"</v>", text)
                if count != 1:
                    sys.exit(f"{address} holds no number that can be changed")
            copy.writestr(info, text)


def recalculated(path, folder):
    """The same workbook as LibreOffice computes it."""
    profile = os.path.join(folder, "profile")
    os.makedirs(os.path.join(profile, "user"), exist_ok=True)
    with open(os.path.join(profile, "user", "registrymodifications.xcu"), "w", encoding="utf-8") as file:
        file.write(PROFILE)
    out = os.path.join(folder, "out")
    command = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", "xlsx", "--outdir", out, path]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return os.path.join(out, os.path.basename(path))


def close(a, b):
    """Whether two numbers are the same but for the last digits."""
    return abs(a - b) <= max(1e-9 * max(abs(a), abs(b)), 1e-6)


def main(path, changes):
    *inputs, (result, expected) = changes or [(None, None)]
    with tempfile.TemporaryDirectory() as folder:
        if changes:
            copy = os.path.join(folder, "changed.xlsx")
            changed(path, dict(inputs), copy)
            found = cells(recalculated(copy, folder))[named(path)[result]][1]
            if not close(found, expected):
                sys.exit(f"{path}: {result} is {found}, not {expected}, with {dict(inputs)}")
            print(f"{path}: {result} is {found} with {dict(inputs)}")
            return
        stored, found = cells(path), cells(recalculated(path, folder))
    wrong = [(place, value, found.get(place)) for place, (_, value) in stored.items() if not (place in found and close(value, found[place][1]))]
    for place, value, other in wrong[:20]:
        print(f"{place[0]}!{place[1]} holds {value}, LibreOffice finds {other}", file=sys.stderr)
    formulas = sum(is_formula for is_formula, _ in stored.values())
    if wrong or not formulas:
        sys.exit(f"{path}: {len(wrong)} of {len(stored)} numbers differ, {formulas} formulas")
    print(f"{path}: {len(stored)} numbers, {formulas} of them formulas, come out as they were written")


if __name__ == "__main__":
    pairs = [argument.split("=", 1) for argument in sys.argv[2:]]
    main(sys.argv[1], [(name, float(value)) for name, value in pairs])
