"""A DOCX as its parts, and what holds them together: content types, relationships and what they lead to."""

import posixpath
import zipfile
from collections import Counter
from collections.abc import Iterator
from io import BytesIO

from lxml import etree

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_CT = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_CORE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
#: What each kind of relationship must lead to, by the end of the content type.
_LEADS_TO = {
    _RELATION + "officeDocument": ("document.main+xml",),
    _CORE: ("core-properties+xml",),
    _RELATION + "styles": ("styles+xml",),
    _RELATION + "settings": ("settings+xml",),
    _RELATION + "fontTable": ("fontTable+xml",),
    _RELATION + "numbering": ("numbering+xml",),
    _RELATION + "header": ("header+xml",),
    _RELATION + "footer": ("footer+xml",),
    _RELATION + "image": ("image/png", "image/svg+xml", "image/jpeg"),
}


class Package:
    """The parts of a DOCX."""

    def __init__(self, content: bytes) -> None:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            self.names = packed.namelist()
            self.parts = {name: packed.read(name) for name in self.names}

    def xml(self, name: str) -> etree._Element:
        return etree.fromstring(self.parts[name])

    def bytes(self) -> bytes:
        """Packed again, for a test that has broken a part."""
        packed = BytesIO()
        with zipfile.ZipFile(packed, "w") as package:
            for name, content in self.parts.items():
                package.writestr(name, content)
        return packed.getvalue()

    def relations(self, part: str) -> etree._Element:
        """The relationships of a part; an empty element where it has none."""
        folder, name = posixpath.split(part)
        at = posixpath.join(folder, "_rels", f"{name}.rels")
        return self.xml(at) if at in self.parts else etree.Element("none")

    def content_type(self, part: str) -> str:
        """The content type of a part, empty where there is none."""
        types = self.xml("[Content_Types].xml")
        for override in types.iter(f"{_CT}Override"):
            if str(override.get("PartName")).lower() == f"/{part}".lower():
                return str(override.get("ContentType"))
        ending = part.rsplit(".", 1)[-1].lower()
        for default in types.iter(f"{_CT}Default"):
            if str(default.get("Extension")).lower() == ending:
                return str(default.get("ContentType"))
        return ""


def package_problems(package: Package) -> Iterator[str]:
    """What keeps a program from opening the package at all."""
    broken = [*_part_problems(package)]
    yield from broken
    if broken:
        return
    yield from _type_problems(package)
    for name in package.parts:
        if name.endswith(".rels"):
            yield from _relation_problems(package, name)
        elif name.endswith(".xml"):
            yield from _reference_problems(package, name)


def _part_problems(package: Package) -> Iterator[str]:
    for name, count in Counter(package.names).items():
        if count > 1:
            yield f"{name} is there twice"
    for name, content in package.parts.items():
        if name.endswith((".xml", ".rels", ".svg")):
            try:
                etree.fromstring(content)
            except etree.XMLSyntaxError as problem:
                yield f"{name} does not parse: {problem}"


def _type_problems(package: Package) -> Iterator[str]:
    listed = [str(o.get("PartName")) for o in package.xml("[Content_Types].xml").iter(f"{_CT}Override")]
    for listing, count in Counter(listed).items():
        if count > 1:
            yield f"{listing} has two content types"
        if listing.lstrip("/") not in package.parts:
            yield f"{listing} has a content type and is not there"
    for name in package.parts:
        if name != "[Content_Types].xml" and not package.content_type(name):
            yield f"{name} has no content type"


def _relation_problems(package: Package, name: str) -> Iterator[str]:
    base = posixpath.dirname(posixpath.dirname(name))
    relations = list(package.xml(name))
    for number, count in Counter(str(relation.get("Id")) for relation in relations).items():
        if count > 1:
            yield f"{name} has two relationships {number}"
    for relation in relations:
        target, kind = str(relation.get("Target")), str(relation.get("Type"))
        if relation.get("TargetMode") == "External":
            continue
        full = posixpath.normpath(
            target.lstrip("/") if target.startswith("/") else posixpath.join(base, target)
        )
        if full not in package.parts:
            yield f"{name} points at {target}, which is not there"
        elif kind in _LEADS_TO and not package.content_type(full).endswith(_LEADS_TO[kind]):
            yield f"{name} leads to {target} as {posixpath.basename(kind)}, which it is not"


def _reference_problems(package: Package, name: str) -> Iterator[str]:
    known = {str(relation.get("Id")) for relation in package.relations(name)}
    for element in package.xml(name).iter():
        for attribute, value in element.attrib.items():
            if str(attribute).startswith(R) and str(value) not in known:
                yield f"{name} asks for relationship {value!s}, which is not there"
