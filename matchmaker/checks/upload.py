"""What may be attached: the type is decided by the ending of the name and must be borne out by the content."""

import unicodedata
import zipfile
from io import SEEK_END
from typing import BinaryIO

import puremagic

from matchmaker.errors import Invalid
from matchmaker.messages import N_

OFFICE = "application/vnd.openxmlformats-officedocument"
TYPES = {
    "pdf": "application/pdf",
    "docx": f"{OFFICE}.wordprocessingml.document",
    "xlsx": f"{OFFICE}.spreadsheetml.sheet",
    "pptx": f"{OFFICE}.presentationml.presentation",
    "doc": "application/msword",
    "xls": "application/vnd.ms-excel",
    "ppt": "application/vnd.ms-powerpoint",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
}
# Inside the container formats of office files: the part that only this kind of file has.
ZIP_PARTS = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}
OLE_PARTS = {"doc": ("WordDocument",), "xls": ("Workbook", "Book"), "ppt": ("PowerPoint Document",)}
OLE = "doc"
HEAD = 4096
NAME_LENGTH = 200
UNPACKED_MAX = 300 * 1024 * 1024
ENTRIES_MAX = 10_000
UNREADABLE = "\ufffd"
INVISIBLE = ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")


def clean_name(given: str) -> str:
    """The name alone, without folders, control signs and signs that turn the writing direction; at most 200 signs."""
    base = given.replace("\\", "/").rsplit("/", 1)[-1]
    seen = "".join(sign for sign in base if unicodedata.category(sign) not in INVISIBLE)
    stem, dot, ending = seen.strip().rpartition(".")
    return (stem.strip(" .")[: NAME_LENGTH - len(ending) - 1] or "file") + dot + ending if dot else seen[:NAME_LENGTH]


def check_ending(name: str) -> str:
    """The ending in lower case. Raises Invalid when the name cannot be read (it came in GBK, say) or this type is not
    accepted."""
    if UNREADABLE in name:
        raise Invalid(N_("文件名的编码无法识别，请把文件改名（例如用字母和数字）后重新上传。"), field="file")
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    if ending not in TYPES:
        raise Invalid(N_("不支持这种文件，请上传 PDF、Word、Excel、PowerPoint 文件或 PNG、JPG 图片。"), field="file")
    return ending


def check_content(file: BinaryIO, ending: str) -> str:
    """The content type. Raises Invalid when the bytes are something other than the ending says."""
    if file.seek(0, SEEK_END) == 0:
        raise Invalid(N_("文件是空的，请检查后重新选择。"), field="file")
    if not _looks_like(file, ending) or not _holds_its_part(file, ending):
        raise Invalid(
            N_("文件内容与扩展名“.%(ending)s”不符，或者文件已损坏、加密，请另存后重新上传。"),
            field="file",
            ending=ending,
        )
    return TYPES[ending]


def _looks_like(file: BinaryIO, ending: str) -> bool:
    file.seek(0)
    try:
        found = {match.extension for match in puremagic.magic_string(file.read(HEAD))}
    except (puremagic.PureError, ValueError):
        return False
    return f".{OLE if ending in OLE_PARTS else ending}" in found


def _holds_its_part(file: BinaryIO, ending: str) -> bool:
    if ending in ZIP_PARTS:
        return _zip_holds(file, ZIP_PARTS[ending])
    if ending in OLE_PARTS:
        file.seek(0)
        content = file.read()
        return any(part.encode("utf-16-le") in content for part in OLE_PARTS[ending])
    return True


def _zip_holds(file: BinaryIO, part: str) -> bool:
    """By the list of entries alone: nothing is unpacked, whatever the entries claim to be."""
    try:
        with zipfile.ZipFile(file) as container:
            entries = container.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return False
    if len(entries) > ENTRIES_MAX or sum(entry.file_size for entry in entries) > UNPACKED_MAX:
        raise Invalid(N_("这个文件解压后过大，无法接收。"), field="file")
    return part in {entry.filename for entry in entries}
