"""Files that stand where nothing would ever read them, or under names that cannot be used."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from itertools import chain

from bulletin.content.data_files import DATA_FILES
from bulletin.content.faults.wrong_kind import find_place, propose_place
from bulletin.content.media_files import PAPER_SUFFIXES, MediaFiles
from bulletin.content.rules import document as document_rules
from bulletin.content.source import read_text
from bulletin.content.texts import WHOLE_FILE
from bulletin.content.yaml.front_matter import NoFrontMatter, split
from bulletin.content.yaml.mistake import YamlMistake
from bulletin.content.yaml.tree import parse
from bulletin.errors import Problem, Rename, Severity
from bulletin.model.kind import KINDS, kind_of
from bulletin.model.values import FILE_NAME_PATTERN
from bulletin.vietnamese.fold import find_nearest
from bulletin.vietnamese.slug import slug

INSPECTED_ENDINGS = (".jpg", ".jpeg", ".png", ".webp", ".mp3")
"""Of files of these types a rule says what is wrong where a record names them."""

MEDIA_ENDINGS = (".jpg", ".jpeg", ".png", ".webp", ".mp3", ".txt")
FILES_FOLDER = document_rules.FILES
DOCUMENTS = f"{FILES_FOLDER.rpartition('/')[0]}/"
DOCUMENT_ENDINGS = PAPER_SUFFIXES


# Names that Windows keeps for devices, whatever their ending and case; con is also "child".
_DEVICES = r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])"
_DEVICE = re.compile(rf"{_DEVICES}(?:\.|$)", re.IGNORECASE)
_DEVICE_IN_PATH = re.compile(rf"(?:^|/){_DEVICES}(?:[./]|$)", re.IGNORECASE)
_NOT_ON_WINDOWS = re.compile(r'[<>:"|?*\\]|[. ]$')
LONGEST_PATH = 200
"""Characters of a path: Windows takes 260, with the folder in which the repository stands."""

_CURES = {
    (".markdown", ".mdown", ".mkd", ".mdx"): "đổi đuôi tệp thành .md",
    (".jfif", ".jpe", ".jpg_large"): "đổi đuôi tệp thành .jpg",
    (".heic", ".heif"): "ảnh của iPhone (HEIC) không hiện trên máy khác; lưu lại thành .jpg",
    (".avif", ".gif", ".bmp", ".tif", ".tiff", ".svg"): "lưu ảnh lại thành .jpg hoặc .png",
    (".doc", ".docx", ".odt", ".rtf", ".pages"): "chép lời văn dán vào một tệp .md rồi xóa tệp này",
    (".wav", ".m4a", ".aac", ".ogg", ".wma", ".amr", ".flac"): "chuyển bản ghi âm thành .mp3",
    (".mp4", ".mov", ".avi", ".mkv", ".webm", ".3gp"): "bản tin không đăng phim; bỏ tệp này",
    (".pdf",): (
        "chép lời văn dán vào một tệp .md; văn bản để tải về thì đặt trong content/documents/files/"
    ),
    (
        ".xls",
        ".xlsx",
        ".ods",
        ".ppt",
        ".pptx",
    ): "chép chữ, số cần đăng vào một tệp .md rồi xóa tệp này",
    (
        ".html",
        ".htm",
        ".mht",
    ): "trang web lưu lại; chép lời văn dán vào một tệp .md rồi xóa tệp này",
    (".zip", ".rar", ".7z"): "mở tệp nén, chép từng tệp ra; rồi xóa tệp nén",
    (".csv", ".tsv"): (
        "chép bảng cần đăng vào một tệp .md (mỗi hàng một dòng | ô | ô |) rồi xóa tệp này"
    ),
    (".eml", ".msg"): (
        "thư điện tử; mở thư, chép lời văn vào một tệp .md, ảnh ra tệp riêng, rồi xóa thư"
    ),
    (".lnk", ".url", ".webloc"): (
        "lối tắt, không có gì bên trong; xóa tệp này, chép chính tệp gốc vào"
    ),
    (".psd", ".ai", ".cdr", ".pub", ".indd"): "tệp của phần mềm vẽ; xuất ra .jpg, .png hoặc .pdf",
    (".bak", ".tmp", ".old", ".orig", ".rej", ".swp", "~"): "bản lưu tạm của máy; xóa tệp này",
}
_KEYS = {
    (".jpg", ".jpeg", ".png", ".webp"): ("ảnh", "khóa image của bài cùng thư mục"),
    (".mp3",): ("bản ghi âm", "khóa audio của bài cùng thư mục"),
    (".txt",): ("lời của bản ghi âm", "khóa audio (transcript) của bài cùng thư mục"),
}
_STORY_IN_TXT = re.compile(rb"(?:\xef\xbb\xbf)?\s*---[ \t]*\r?\n")


def misplaced_files(
    texts: Mapping[str, bytes], media: MediaFiles, used: Set[str], unread: Set[str]
) -> Iterator[Problem]:
    """Yield what is wrong with the names and places of files, one problem for each file.

    `used` are the paths that records name, `unread` those of the files whose records are not known.
    """
    reported: set[str] = set()
    for problem in chain(
        case_twins([*texts, *media.sizes]), strays(texts, media.sizes, media.read)
    ):
        if problem.path not in reported:
            reported.add(problem.path)
            yield problem
    # Where a record names a file that is not there, it may mean one of these.
    folders = {path.rpartition("/")[0] for path in (*unread, *(used - media.sizes.keys()))}
    doubtful = {FILES_FOLDER if f"{folder}/" == DOCUMENTS else folder for folder in folders}
    for problem in unused_files(media.sizes, used, doubtful):
        if unicodedata.normalize("NFC", problem.path) not in reported:
            yield problem


def strays(
    texts: Mapping[str, bytes], sizes: Mapping[str, int], read: Callable[[str], bytes]
) -> Iterator[Problem]:
    """Yield the problem of each file that has the wrong place, name or type.

    `read` gives the bytes of a file of `sizes`.
    """
    for path in [*texts, *sizes]:
        if path in texts and _is_in_place(path):
            continue
        composed = unicodedata.normalize("NFC", path)
        better = _find_better_name(composed) if path.lower().endswith(".md") else None
        if wrong := name_mistake(composed):
            message: str | None = wrong
            better = _find_name_for_windows(composed)
        elif composed != path:
            message = _decomposed(composed)
        elif hidden := _hidden_story(path, sizes, read):
            message = hidden
        elif path.lower().endswith(".md"):
            message = _stray_story(path, texts)
        elif path in texts:
            message = _stray_data(path)
        else:
            message = _stray_file(path)
        if message is not None:
            folder = composed.rpartition("/")[0]
            fix = Rename(path, f"{folder}/{better}") if better else None
            yield Problem(composed, 1, WHOLE_FILE, message, fix=fix)


def _is_in_place(path: str) -> bool:
    """Return whether a content file may stand at `path`: nearly all do, so this is quick.

    The paths of content files have small letters of ASCII, figures and hyphens alone.
    """
    return (
        kind_of(path) is not None
        and len(path) <= LONGEST_PATH
        and _DEVICE_IN_PATH.search(path) is None
    )


def case_twins(paths: Sequence[str]) -> Iterator[Problem]:
    """Yield names that differ in case alone: Windows and Mac keep one file of the two."""
    together = "".join(paths)
    if together.isascii() and together == together.lower():
        return
    first: dict[str, str] = {}
    # The names in small letters first: they are right.
    for path in sorted(paths, key=lambda path: (path != path.lower(), path)):
        parts = unicodedata.normalize("NFC", path).split("/")
        for depth in range(1, len(parts) + 1):
            here = "/".join(parts[:depth])
            other = first.setdefault(here.casefold(), here)
            if other != here:
                what = "tệp" if depth == len(parts) else "thư mục"
                message = (
                    f"chỉ khác {what} '{other}' ở chữ hoa, chữ thường; Windows và máy Mac chỉ giữ "
                    "được một; đổi tên hoặc xóa một"
                )
                yield Problem(path, 1, WHOLE_FILE, message)
                break


def unused_files(sizes: Mapping[str, int], used: Set[str], doubtful: Set[str]) -> Iterator[Problem]:
    """Yield pictures, recordings and papers that no record names, or that are empty.

    `used` are the paths that records name; in the folders `doubtful` a record cannot be read.
    """
    for path, size in sizes.items():
        folder = path.rpartition("/")[0]
        is_document = folder == FILES_FOLDER
        if not path.lower().endswith(DOCUMENT_ENDINGS if is_document else MEDIA_ENDINGS):
            continue
        if path in used:
            if not size and not path.lower().endswith(INSPECTED_ENDINGS):
                yield Problem(path, 1, WHOLE_FILE, "tệp rỗng (0 byte); chép lại tệp gốc")
            continue
        if folder in doubtful:
            continue
        if not size:
            message = "tệp rỗng (0 byte), không bài nào dùng; chép lại tệp gốc hoặc xóa"
        else:
            message = f"không bài nào dùng tệp này; {_how_to_use(path)}, hoặc xóa tệp"
        yield Problem(path, 1, WHOLE_FILE, message, Severity.WARNING)


def _how_to_use(path: str) -> str:
    folder = path.rpartition("/")[0]
    if folder == FILES_FOLDER:
        return "ghi tên tệp vào khóa file của văn bản"
    what, where = next(how for endings, how in _KEYS.items() if path.lower().endswith(endings))
    if any(kind_of(f"{folder}/{name}.md") for name in ("a", "index")):
        return f"ghi tên tệp vào {where}"
    return f"{what} phải nằm cạnh tệp bài, và ghi tên tệp vào {where}"


def name_mistake(path: str) -> str | None:
    """Return why Windows could not check out a file with this path; None if it could."""
    for name in path.split("/"):
        if _DEVICE.match(name):
            device = name.partition(".")[0]
            better = f"{device}-1{name[len(device) :]}"
            return (
                f"Windows không nhận tên '{name}' ('{device}' là tên dành riêng); "
                f"đặt tên khác, như '{better}'"
            )
        if found := _NOT_ON_WINDOWS.search(name):
            sign = {" ": "dấu cách ở cuối", ".": "dấu chấm ở cuối"}.get(
                found.group(), f"dấu {found.group()}"
            )
            return f"Windows không nhận tên '{name}' ({sign}); đặt lại tên không có dấu ấy"
    if len(path) > LONGEST_PATH:
        return (
            f"đường dẫn dài {len(path)} ký tự, quá {LONGEST_PATH}: Windows không nhận; "
            "đặt tên tệp ngắn lại"
        )
    return None


def _find_name_for_windows(path: str) -> str | None:
    """Return the name that the message on a story with the name of a device proposes."""
    folder, _, name = path.rpartition("/")
    stem, _, _ = name.partition(".")
    is_device = _DEVICE.match(name) is not None and name_mistake(folder) is None
    return f"{stem}-1.md" if is_device and kind_of(path) is not None else None


# The ending of a story that Windows hid, or that somebody's program put behind it.
_STORY_ENDING = re.compile(r"\.(?:md|ya?ml)\.?[ _-]?(?:txt|text|bak|docx?|old|orig|\(\d+\))$", re.I)


def _hidden_story(path: str, sizes: Mapping[str, int], read: Callable[[str], bytes]) -> str | None:
    """A story is a .md file: under another ending nobody would ever read it."""
    if path not in sizes:
        return None
    name = path.rpartition("/")[2]
    if _STORY_ENDING.search(name):
        better = re.sub(r"\.(md|ya?ml).*$", r".\1", name, flags=re.IGNORECASE)
        return (
            f"tên tệp còn đuôi thừa nên không được đọc; đổi tên thành '{better}' "
            "(Windows: View, Show, File name extensions để thấy đuôi tệp)"
        )
    if name.lower().endswith(".txt") and _STORY_IN_TXT.match(read(path)[:100]):
        better = f"{name[:-4]}.md"
        return f"tệp .txt này là một bài (bắt đầu bằng ---) nên không được đọc; đổi tên '{better}'"
    return None


def _decomposed(path: str) -> str:
    """A name is written in one way only, whatever the computer."""
    return f"tên tệp có dấu ở dạng tách rời (NFD, hay gặp trên máy Mac){_better_name(path)}"


def _stray_story(path: str, texts: Mapping[str, bytes]) -> str | None:
    """A content file stands in the place of its kind."""
    if kind_of(path) is not None:
        return None
    places = ", ".join(kind.example for kind in KINDS)
    wrong = "tệp không đúng chỗ hoặc tên tệp không chỉ gồm a-z, 0-9 và gạch nối"
    if not _better_name(path) and (
        right := propose_place(path) or _propose_by_keys(path, texts[path])
    ):
        return f"tệp không đúng chỗ; chuyển thành {right}"
    return wrong + (_better_name(path) or f"; chỗ đúng: {places}")


def _propose_by_keys(path: str, data: bytes) -> str | None:
    """Return the place of a content file with such keys, and of its year."""
    text, _ = read_text(path, data)
    try:
        parted = split(text or "")
        raw = parse(parted.front, parted.front_line).value
    except (NoFrontMatter, YamlMistake):
        return None
    name = slug(path.rpartition("/")[2].rpartition(".")[0])
    return find_place(raw, name) if name else None


def _stray_data(path: str) -> str | None:
    """A data file is one of those that are read."""
    if path in DATA_FILES:
        return None
    guess = find_nearest(path, DATA_FILES)
    known = ", ".join(name.rpartition("/")[2] for name in DATA_FILES)
    hint = f"có phải '{guess}'?" if guess else f"trong content/data/ chỉ có: {known}"
    return f"không có tệp dữ liệu này; {hint}"


def _stray_file(path: str) -> str | None:
    """A file that is no text is of a type that is taken, under a name that a record can write."""
    is_document = path.startswith(f"{document_rules.FILES}/")
    endings = DOCUMENT_ENDINGS if is_document else MEDIA_ENDINGS
    if not path.lower().endswith(endings):
        if path.startswith(DOCUMENTS) and path.lower().endswith(DOCUMENT_ENDINGS):
            return f"tệp để tải về phải đặt trong thư mục {document_rules.FILES}/"
        if cure := _cure(path.rpartition("/")[2].lower()):
            return cure
        return f"loại tệp không nhận ở đây; chỉ nhận .md và {', '.join(endings)}"
    if not re.fullmatch(FILE_NAME_PATTERN, path.rpartition("/")[2]):
        rule = "tên tệp chỉ gồm chữ không dấu, số, dấu chấm và gạch nối"
        return rule + _better_name(path)
    return None


def _cure(name: str) -> str | None:
    """Return what to do with a file of a type that is not taken, where the type says it."""
    if name.startswith("~$"):
        return "tệp tạm của Word; đóng Word rồi xóa tệp này"
    if "." not in name:
        return (
            "loại tệp không nhận ở đây (tên không có đuôi); là bài thì thêm đuôi .md, "
            "là ảnh thì thêm đúng đuôi của ảnh"
        )
    for endings, cure in _CURES.items():
        if name.endswith(endings):
            return f"loại tệp không nhận ở đây; {cure}"
    return None


def _better_name(path: str) -> str:
    """Return the proposal of a name that would do, where the name is what is wrong."""
    better = _find_better_name(path)
    return f"; có phải '{better}'?" if better else ""


def _find_better_name(path: str) -> str | None:
    folder, _, name = path.rpartition("/")
    stem, _, ending = name.rpartition(".")
    better = f"{slug(stem)}.{ending.lower()}"
    is_media = better.endswith((*MEDIA_ENDINGS, *DOCUMENT_ENDINGS)) and not better.startswith(".")
    would_do = is_media or kind_of(f"{folder}/{better}") is not None
    return better if would_do and better != name else None
