"""Small files of every kind, and some that are not what they say."""

import io
import struct
import zipfile

PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\x00" * 40
JPG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" + b"\x00" * 40
OLE_HEAD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
EXE = b"MZ\x90\x00" + b"\x00" * 200


def ole(part: str) -> bytes:
    return OLE_HEAD + b"\x00" * 504 + part.encode("utf-16-le") + b"\x00" * 64


def package(part: str) -> bytes:
    """An office file of the zip kind with its main part."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as container:
        container.writestr("[Content_Types].xml", "<Types/>")
        container.writestr(part, "<document/>")
    return buffer.getvalue()


def bomb() -> bytes:
    """A package whose list of entries declares 4 GB for one of them."""
    content = bytearray(package("word/document.xml"))
    entry = content.rindex(b"PK\x01\x02")
    content[entry + 24 : entry + 28] = struct.pack("<I", 0xFFFFFFF0)
    return bytes(content)


GOOD = {
    "报告.pdf": PDF,
    "照片.png": PNG,
    "照片.jpg": JPG,
    "照片.JPEG": JPG,
    "说明.docx": package("word/document.xml"),
    "数据.xlsx": package("xl/workbook.xml"),
    "汇报.pptx": package("ppt/presentation.xml"),
    "说明.doc": ole("WordDocument"),
    "数据.xls": ole("Workbook"),
    "汇报.ppt": ole("PowerPoint Document"),
}
BAD = {
    "报告\ufffd\ufffd.pdf": (PDF, "文件名的编码无法识别"),
    "程序.exe": (EXE, "不支持这种文件"),
    "没有扩展名": (PDF, "不支持这种文件"),
    "网页.html": (b"<html><script>alert(1)</script></html>", "不支持这种文件"),
    "改名.pdf": (EXE, "内容与扩展名"),
    "图片.png": (JPG, "内容与扩展名"),
    "表格.docx": (package("xl/workbook.xml"), "内容与扩展名"),
    "压缩.docx": (package("readme.txt"), "内容与扩展名"),
    "残缺.xlsx": (package("xl/workbook.xml")[:60], "内容与扩展名"),
    "空.pdf": (b"", "文件是空的"),
    "炸弹.docx": (bomb(), "解压后过大"),
    "幻灯.doc": (ole("PowerPoint Document"), "内容与扩展名"),
}
