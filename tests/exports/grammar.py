"""What in the parts of a DOCX is against the grammar of WordprocessingML, which stands in `wordprocessing.grammar`.

For each element it tells which children it may have, in which order and how often, and which attributes with which
values: Word calls a file damaged when properties stand in another order. What is not listed "is not expected".
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from lxml import etree

from tests.exports.package import Package

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PREFIXES = {
    W[1:-1]: "",
    "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing": "wp:",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "a:",
    "http://schemas.openxmlformats.org/drawingml/2006/picture": "pic:",
    "http://schemas.microsoft.com/office/drawing/2016/SVG/main": "asvg:",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "r:",
    "http://www.w3.org/XML/1998/namespace": "xml:",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc:",
}
#: Elements that hold text.
_TEXT = ("t", "instrText")
_NAME = re.compile(r"[\w:]+")


@dataclass(frozen=True)
class Grammar:
    """For each element its children as an expression over their names, those names, and its attributes' values.

    An attribute's name ends with `!` where it must be there; `parent/element` stands before `element`.
    """

    children: dict[str, tuple[re.Pattern[str], frozenset[str]]] = field(default_factory=dict)
    values: dict[str, dict[str, re.Pattern[str]]] = field(default_factory=dict)


def grammar_problems(package: Package) -> Iterator[str]:
    """What in the parts below `word/` is against the grammar."""
    for name in _parts(package):
        for element in package.xml(name).iter(etree.Element):
            for problem in (
                *_child_problems(element),
                *_attribute_problems(element),
                *_text_problems(element),
            ):
                yield f"{name}: {problem}"


def style_problems(package: Package) -> Iterator[str]:
    """Styles that are used and not there, or there twice, or of another kind than where they are used."""
    kinds: dict[str, str] = {}
    for style in package.xml("word/styles.xml").iter(f"{W}style"):
        number = str(style.get(f"{W}styleId"))
        if number in kinds:
            yield f"style {number} is defined twice"
        kinds[number] = str(style.get(f"{W}type"))
    wanted = {"pStyle": "paragraph", "rStyle": "character", "tblStyle": "table", "basedOn": "", "next": ""}
    for part in map(package.xml, _parts(package)):
        for tag, kind in wanted.items():
            for used in sorted(_said(part, tag, "val")):
                if used not in kinds:
                    yield f"style {used} is used and not defined"
                elif kind and kinds[used] != kind:
                    yield f"style {used} is no {kind} style"


def list_problems(package: Package) -> Iterator[str]:
    """Lists that are used and not there."""
    if "word/numbering.xml" not in package.parts:
        return
    numbering = package.xml("word/numbering.xml")
    lists, described = _said(numbering, "num", "numId"), _said(numbering, "abstractNum", "abstractNumId")
    for name in _parts(package):
        for used in sorted(_said(package.xml(name), "numId", "val") - lists - {"0"}):
            yield f"list {used} is used and not defined"
    for used in sorted(_said(numbering, "abstractNumId", "val") - described):
        yield f"list description {used} is used and not defined"


def _parts(package: Package) -> list[str]:
    return [name for name in package.parts if name.startswith("word/") and name.endswith(".xml")]


def _said(part: etree._Element, tag: str, attribute: str) -> set[str]:
    return {str(element.get(f"{W}{attribute}")) for element in part.iter(f"{W}{tag}")}


def _child_problems(element: etree._Element) -> Iterator[str]:
    tag = _short(element.tag)
    model, known = _grammar().children.get(tag, (re.compile(""), frozenset[str]()))
    children = [_short(child.tag) for child in element.iterchildren(etree.Element)]
    for child in children:
        if child not in known:
            yield f"{child} is not expected in {tag}"
    rest = "".join(f"{child}," for child in children if child in known)
    if not model.fullmatch(rest):
        yield f"the children of {tag} stand in a wrong order, are too many or too few: {rest}"


def _attribute_problems(element: etree._Element) -> Iterator[str]:
    tag, parent = _short(element.tag), element.getparent()
    values = _grammar().values
    above = "" if parent is None else _short(parent.tag)
    allowed = values.get(f"{above}/{tag}", values.get(tag, {}))
    given = {_short(name): str(value) for name, value in element.attrib.items()}
    for name, value in given.items():
        pattern = allowed.get(name, allowed.get(f"{name}!"))
        if pattern is None:
            yield f"attribute {name} is not expected in {tag}"
        elif not pattern.fullmatch(value):
            yield f"attribute {name} of {tag} can't be {value!r}"
    for name in allowed:
        if name.endswith("!") and name[:-1] not in given:
            yield f"attribute {name[:-1]} is missing in {tag}"


def _text_problems(element: etree._Element) -> Iterator[str]:
    tag, text = _short(element.tag), element.text or ""
    if tag in _TEXT:
        kept = element.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"
        if text != text.strip(" \t\n") and not kept:
            yield f"spaces at the ends of {tag} get lost"
    elif "".join([text, *(child.tail or "" for child in element)]).strip():
        yield f"there is text right in {tag}"


def _short(tag: object) -> str:
    space, _brace, name = str(tag).rpartition("}")
    return (_PREFIXES.get(space[1:], f"{space}}}") if space else "") + name


@cache
def _grammar() -> Grammar:
    text = (Path(__file__).parent / "wordprocessing.grammar").read_text("utf-8")
    types: dict[str, str] = {}
    found = Grammar()
    for line in re.sub(r"\n +", " ", text).splitlines():
        kind, _space, told = line.partition(" ")
        names, _colon, said = told.partition(": ")
        if kind == "type":
            name, _space, types[name] = told.partition(" ")
        elif kind == "children":
            model = _NAME.sub(lambda match: f"(?:{match.group()},)", said).replace(" ", "")
            found.children[names] = re.compile(model), frozenset(_NAME.findall(said))
        elif kind == "values":
            pairs = (pair.split("=", 1) for pair in said.split())
            patterns = {name: _pattern(value, types) for name, value in pairs}
            found.values.update(dict.fromkeys(names.split(), patterns))
    return found


def _pattern(told: str, types: dict[str, str]) -> re.Pattern[str]:
    return re.compile(told[1:-1] if told.startswith("/") else types[told], re.DOTALL)
