"""Word documents for tests, written part by part."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
    '<Override PartName="/word/document.xml" ContentType="application/{}"/></Types>'
)
PLAIN = "vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
MACROS = "vnd.ms-word.document.macroEnabled.main+xml"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELS = (
    f'<?xml version="1.0"?><Relationships xmlns="{PACKAGE}">'
    f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
)
LINKS = (
    f'<?xml version="1.0"?><Relationships xmlns="{PACKAGE}">'
    f'<Relationship Id="rId1" Type="{OFFICE}/styles" Target="styles.xml"/>'
    f'<Relationship Id="rId2" Type="{OFFICE}/image" Target="https://tracker.example/x.png" TargetMode="External"/>'
    f'<Relationship Id="rId3" Type="{OFFICE}/hyperlink" Target="javascript:alert(1)" TargetMode="External"/>'
    "</Relationships>"
)
STYLES = (
    f'<?xml version="1.0"?><w:styles {W}>'
    '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style></w:styles>'
)
PICTURE = (
    '<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
    '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData>'
    '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:blipFill><a:blip '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:link="rId2"/></pic:blipFill>'
    "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
)


def paragraph(text: str, style: str = "", bold: bool = False) -> str:
    styled = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{styled}<w:r>{'<w:rPr><w:b/></w:rPr>' if bold else ''}<w:t>{text}</w:t></w:r></w:p>"


def table(*rows: tuple[str, ...]) -> str:
    def cells(row: tuple[str, ...], bold: bool) -> str:
        return "".join(f"<w:tc>{paragraph(text, bold=bold)}</w:tc>" for text in row)

    lines = "".join(f"<w:tr>{cells(row, bold=not number)}</w:tr>" for number, row in enumerate(rows))
    return f"<w:tbl>{lines}</w:tbl>"


def document(*body: str, more: dict[str, bytes | str] | None = None, kind: str = PLAIN) -> bytes:
    """A .docx of these pieces; `more` are further files of the zip, or others in the place of ours."""
    parts: dict[str, bytes | str] = {
        "[Content_Types].xml": TYPES.format(kind),
        "_rels/.rels": RELS,
        "word/_rels/document.xml.rels": LINKS,
        "word/styles.xml": STYLES,
        "word/document.xml": f'<?xml version="1.0"?><w:document {W}><w:body>{"".join(body)}</w:body></w:document>',
        **(more or {}),
    }
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return made.getvalue()
