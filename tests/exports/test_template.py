"""An organisation's own Word document as the ground of the minutes: its look, our content; broken ones are refused."""

import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import nsmap, qn
from docx.shared import Cm, Pt, RGBColor

from exports import minutes_docx
from exports.pictures import png, sheet
from exports.template import on_ground
from tests.exports.package import Package
from tests.exports.strict_reader import headings, problems, tables
from ui.cli import main
from workshop_app import problems as sentences
from workshop_app.domain.errors import WorkshopError
from workshop_app.drawing.stairs import Step, stairs
from workshop_app.i18n import translator
from workshop_app.minutes import Minutes


def made_template(path: Path, *, header: bool = True) -> Path:
    """A template as a municipality may have it: made in Word, its own colours, logo, margins and an old text."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(3)
    document.styles["Heading 1"].font.color.rgb = RGBColor(0x80, 0x00, 0x40)
    document.styles["Normal"].font.name = "Georgia"
    document.styles["Normal"].font.size = Pt(12)
    if header:
        run = section.header.paragraphs[0].add_run("Pohjolan kunta ")
        run.add_picture(BytesIO(png(stairs([Step(1, "Logo")], sheet(2, 8)))), width=Cm(2))
        section.footer.paragraphs[0].text = "www.example.org"
    document.add_heading("Vanha otsikko", 1)
    document.add_paragraph("Tähän kirjoitetaan.")
    document.save(str(path))
    return path


def rendered_on(minutes: Minutes, template: Path) -> bytes:
    """The minutes in Finnish on a template."""
    target = BytesIO()
    minutes_docx.render(minutes, "fi", target, template=template)
    return target.getvalue()


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The municipality's template."""
    return made_template(tmp_path_factory.mktemp("template") / "pohja.docx")


def test_its_look_our_content(evening: Minutes, document: bytes, template: Path) -> None:
    """The same headings and tables as without it, in its styles, under its header; nothing of its old text."""
    made = rendered_on(evening, template)
    assert headings(document) == headings(made)
    assert tables(document) == tables(made)
    opened = docx.Document(BytesIO(made))
    assert RGBColor(0x80, 0x00, 0x40) == opened.styles["Heading 1"].font.color.rgb
    assert "Georgia" == opened.styles["Normal"].font.name
    assert "Pohjolan kunta" in opened.sections[0].header.paragraphs[0].text
    assert opened.sections[0].header.paragraphs[0]._p.findall(".//" + qn("w:drawing"))
    assert "www.example.org" == opened.sections[0].footer.paragraphs[0].text
    assert "Tähän kirjoitetaan." not in [p.text for p in opened.paragraphs]
    assert "fi-FI" == opened.core_properties.language
    assert opened.core_properties.title.startswith("Strategian keskeiset teemat")


def test_tables_and_pictures_fit_its_margins(evening: Minutes, template: Path) -> None:
    """With wider margins the tables and pictures are narrower: 15 cm here."""
    body = Package(rendered_on(evening, template)).xml("word/document.xml")
    widths = {int(w.get(qn("w:w"), "0")) for w in body.iter(qn("w:tblW"))}
    assert {(15 * 567)} == widths
    assert all(int(str(e.get("cx"))) <= 15 * 360_000 + 1_000 for e in body.iter("{*}extent"))


def test_a_strict_reader_is_content(evening: Minutes, template: Path, tmp_path: Path) -> None:
    """Every style and list that is used is there, languages agree; on a bare page our own header numbers the pages."""
    found = [p for p in problems(rendered_on(evening, template)) if "is not expected in" not in p]
    # Whether pages are numbered and how large the letters are by default is the organisation's own decision.
    assert {"the header does not number the pages", "body text is smaller than 12 points"} == set(found)
    bare = made_template(tmp_path / "bare.docx", header=False)
    made = Package(rendered_on(evening, bare))
    header = next(name for name in made.parts if name.startswith("word/header"))
    assert b"NUMPAGES" in made.parts[header]


def test_our_own_minutes_as_template(evening: Minutes, document: bytes, tmp_path: Path) -> None:
    """Minutes that somebody has saved with a logo are the commonest template: the same document comes out."""
    path = tmp_path / "muistio.docx"
    path.write_bytes(document)
    made = rendered_on(evening, path)
    assert [] == problems(made)
    assert headings(document) == headings(made)
    assert [] == problems(rendered_on(evening, template=path))


def test_words_own_template_kind(evening: Minutes, template: Path, tmp_path: Path) -> None:
    """A .dotx is taken like a .docx."""
    package = Package(template.read_bytes())
    types = package.parts["[Content_Types].xml"]
    package.parts["[Content_Types].xml"] = types.replace(b"document.main+xml", b"template.main+xml")
    path = tmp_path / "pohja.dotx"
    path.write_bytes(package.bytes())
    assert headings(rendered_on(evening, path))


def test_nothing_is_fetched_from_elsewhere(evening: Minutes, template: Path, tmp_path: Path) -> None:
    """The address of a template on a server does not go out with the minutes."""
    package = Package(template.read_bytes())
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package.parts["word/_rels/settings.xml.rels"] = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId9" Type="{relation}/attachedTemplate" Target="file://server/pohja.dotx" '
        'TargetMode="External"/></Relationships>'
    ).encode()
    settings = package.parts["word/settings.xml"]
    end = settings.rindex(b"</w:settings>")
    linked = f'<w:attachedTemplate xmlns:r="{relation}" r:id="rId9"/>'.encode()
    package.parts["word/settings.xml"] = settings[:end] + linked + settings[end:]
    path = tmp_path / "linked.docx"
    path.write_bytes(package.bytes())
    made = Package(rendered_on(evening, path))
    assert not [
        name for name, part in made.parts.items() if b"file://server" in part or b"attachedTemplate" in part
    ]


def bomb() -> bytes:
    """A small file that would be very large."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b"\x00" * 210_000_000)
    return packed.getvalue()


def with_part(name: str, content: bytes) -> Callable[[bytes], bytes]:
    """Changes one part of a document."""

    def changed(template: bytes) -> bytes:
        package = Package(template)
        package.parts[name] = content
        return package.bytes()

    return changed


_STYLES = f'<w:styles xmlns:w="{nsmap["w"]}"/>'.encode()


@pytest.mark.parametrize(
    "broken",
    [
        lambda _template: b"",
        lambda _template: b"no document",
        lambda template: template[: len(template) // 2],
        lambda _template: bomb(),
        with_part("word/document.xml", b"<w:document"),
        with_part("word/styles.xml", b"<a/>"),
        with_part("word/header1.xml", _STYLES),
        with_part("docProps/core.xml", _STYLES),
        with_part("word/vbaProject.bin", b"macro"),
        with_part("[Content_Types].xml", b"<Types/>"),
    ],
)
def test_broken_templates_are_refused(
    evening: Minutes, template: Path, tmp_path: Path, broken: Callable[[bytes], bytes]
) -> None:
    """Whatever is wrong with it, there is one sentence, with the file's name."""
    path = tmp_path / "rikki.docx"
    path.write_bytes(broken(template.read_bytes()))
    with pytest.raises(WorkshopError, match="docx_template_broken") as caught:
        rendered_on(evening, path)
    assert sentences.sentence(caught.value, translator("fi")).startswith(
        "rikki.docx ei kelpaa asiakirjan pohjaksi."
    )


def test_from_the_command_line(template: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`export --template-docx` uses it; a wrong one, or none there, is said and nothing is written."""
    main(["new", str(tmp_path / "x.tupa"), "--template", "tyhja"])
    export = ["export", str(tmp_path / "x.tupa"), "--out", str(tmp_path / "out"), "--template-docx"]
    assert 1 == main([*export, str(tmp_path / "none.docx")])
    assert 1 == main([*export, str(tmp_path / "x.tupa")])
    assert not list((tmp_path / "out").glob("*")) if (tmp_path / "out").exists() else True
    assert "none.docx" in capsys.readouterr().err
    assert 0 == main([*export, str(template)])
    opened = docx.Document(str(tmp_path / "out" / "minutes.docx"))
    assert "Pohjolan kunta" in opened.sections[0].header.paragraphs[0].text


def test_a_template_that_fails_when_it_is_written_to_is_refused(tmp_path: Path) -> None:
    """Whatever it is, if our own ground bears the same content; an error of our own is told as one."""

    def made(ground: Path | None) -> bytes:
        if ground is not None:
            raise TypeError
        return b"whole"

    def ours(_ground: Path | None) -> bytes:
        raise LookupError

    assert b"whole" == on_ground(None, made)
    with pytest.raises(WorkshopError, match="docx_template_broken"):
        on_ground(tmp_path / "pohja.docx", made)
    for ground in (None, tmp_path / "pohja.docx"):
        with pytest.raises(LookupError):
            on_ground(ground, ours)


def test_who_made_the_template_is_not_told(evening: Minutes, tmp_path: Path) -> None:
    """Comments, properties of every sort and Word's saving numbers are the template's; its header stays."""
    maker = "Malli Mattila"
    document = docx.Document(str(made_template(tmp_path / "pohja.docx")))
    properties = document.core_properties
    properties.author = properties.comments = properties.keywords = properties.category = maker
    document.add_comment(document.paragraphs[0].runs, maker, maker, "MM")
    document.save(str(tmp_path / "pohja.docx"))
    package = Package((tmp_path / "pohja.docx").read_bytes())
    office, kind = "http://schemas.openxmlformats.org/officeDocument/2006", "custom-properties"
    package.parts["docProps/custom.xml"] = (
        f'<Properties xmlns="{office}/{kind}">{maker}</Properties>'.encode()
    )
    leads = f'<Relationship Id="own" Type="{office}/relationships/{kind}" Target="docProps/custom.xml"/>'
    typed = f"application/vnd.openxmlformats-officedocument.{kind}+xml"
    for name, ending, more in (
        ("docProps/app.xml", "Properties", f"<Manager>{maker}</Manager>"),
        ("word/settings.xml", "w:settings", '<w:rsids><w:rsidRoot w:val="00A77B3E"/></w:rsids>'),
        ("_rels/.rels", "Relationships", leads),
        (
            "[Content_Types].xml",
            "Types",
            f'<Override PartName="/docProps/custom.xml" ContentType="{typed}"/>',
        ),
    ):
        end = f"</{ending}>".encode()
        package.parts[name] = package.parts[name].replace(end, more.encode() + end)
    (tmp_path / "pohja.docx").write_bytes(package.bytes())
    made = Package(rendered_on(evening, tmp_path / "pohja.docx"))
    assert [] == [name for name, part in made.parts.items() if maker.encode() in part]
    assert "docProps/thumbnail.jpeg" not in made.parts
    assert b"<w:rsid" not in made.parts["word/settings.xml"] + made.parts["word/styles.xml"]
    assert any(b"Pohjolan kunta" in part for name, part in made.parts.items() if "header" in name)
