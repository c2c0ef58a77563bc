"""What the PDF says of itself, as XMP and as document information, and the colours that it means."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from xml.sax.saxutils import escape

from handouts.document import Document
from handouts.formats.pdf.objects import text_string

_CREATOR = "handouts"
_PRODUCER = "handouts with ReportLab"

# PDF/A wants every property outside its own list described: that of PDF/UA is one (ISO 19005-2, 6.6.2.3).
_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"\
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"\
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{day}T00:00:00Z</xmp:CreateDate><xmp:ModifyDate>{day}T00:00:00Z</xmp:ModifyDate>
<xmp:CreatorTool>{creator}</xmp:CreatorTool><pdf:Producer>{producer}</pdf:Producer>
<pdfuaid:part>1</pdfuaid:part><pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"\
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name>\
<pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


@dataclass(frozen=True, slots=True)
class Metadata:
    """Who wrote what, in which language, and when it was revised."""

    title: str
    author: str
    subject: str
    language: str
    revised: date

    def xmp(self) -> bytes:
        """The XMP packet, with the marks of PDF/UA-1 and PDF/A-2a."""
        words = (self.title, self.author, self.subject, self.language, _CREATOR, _PRODUCER)
        title, author, subject, language, creator, producer = map(escape, words)
        return _XMP.format(
            title=title,
            author=author,
            subject=subject,
            language=language,
            creator=creator,
            producer=producer,
            day=self.revised.isoformat(),
        ).encode()

    def information(self) -> bytes:
        """The document information dictionary; PDF/A wants it to agree with the XMP."""
        day = b"(D:%s000000Z)" % self.revised.isoformat().replace("-", "").encode()
        entries = {
            b"Title": text_string(self.title),
            b"Author": text_string(self.author),
            b"Subject": text_string(self.subject),
            b"Creator": text_string(_CREATOR),
            b"Producer": text_string(_PRODUCER),
            b"CreationDate": day,
            b"ModDate": day,
        }
        return b"<<" + b"".join(b"/%s%s" % entry for entry in entries.items()) + b">>"


def metadata_of(document: Document, kind: str) -> Metadata:
    """The metadata of a document printed as `kind`, such as "Large print, 18 point"."""
    subject = f"{kind}. {document.version_line}. {document.review_line}."
    return Metadata(document.title, document.publisher, subject, document.language, document.revised)


@cache
def srgb_profile() -> bytes:
    """A small sRGB profile, without the time at which it was made."""
    from PIL import ImageCms

    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[24:36] = bytes((7, 208, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0))
    profile[84:100] = bytes(16)
    return bytes(profile)
