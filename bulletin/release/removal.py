"""A withdrawn story taken out of a built site, without a build: for when other content has errors.

Its page becomes a tombstone; its script, pictures and recordings go, also where other files hold
the same bytes; its entries leave feeds, lists, tables, maps of the site and the search. The next
build makes all of it anew.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Iterator, Set
from dataclasses import dataclass
from hashlib import sha256
from html import escape as html_escape
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from lxml import etree, html

from bulletin.model import addresses
from bulletin.pages.old_address_pages import WITHDRAWN
from bulletin.release.built_site import DIGEST, INDEX, BuiltSite, parse_xml
from bulletin.vietnamese.dates import short_date

_MEDIA: Final = (".mp3", ".webp", ".jpg", ".jpeg", ".png")
_TEXTS: Final = (".html", ".xml", ".opml", ".json", ".csv", ".map", ".txt", ".ics", ".geojson")
_ENTRIES: Final = {"item", "url", "entry", "outline"}
_LIST_ITEMS: Final = {"li", "tr", "dd"}
_KEPT_META: Final = {"viewport", "theme-color", "color-scheme"}


@dataclass(frozen=True, slots=True)
class Removal:
    """What is taken out: the addresses of the story, its id, the public reason, the day.

    `hide` puts digests into the list of withdrawals, and nothing into the table for the server,
    because the address itself names somebody.
    """

    addresses: tuple[str, ...]
    id: str
    reason: str
    day: dt.date
    hide: bool = False


def remove_story(folder: Path, removal: Removal) -> list[str] | None:
    """Take a story out of the site in `folder`; return the files that may still speak of it.

    Returns None where the site has no page of it. Raises OSError; to call it again goes on.
    """
    site = BuiltSite(folder)
    own = [address for address in removal.addresses if _page_of(address) in site.sizes]
    if not own:
        return None
    titles = {title for address in own if (title := _read_title(site, _page_of(address)))}
    names = frozenset((*own, *map(addresses.script_address, own)))
    for page in map(_page_of, names):
        if page in site.sizes:
            _write(folder / page, _make_tombstone(site.read(page), removal))
    _delete_files(site, names)
    _list_withdrawal(site, removal)
    _tell_server(site, names, hide=removal.hide)
    words = [address.rstrip("/").rpartition("/")[2].encode() for address in names]
    words += [html_escape(title, quote=False).encode() for title in titles]
    for path in site.sizes:
        is_own = any(f"/{path}".startswith(name) for name in names)
        if is_own or path in (_list_path(), WITHDRAWN) or not path.endswith(_TEXTS):
            continue
        if any(word in site.read(path) for word in words):
            _clean_file(site, path, names, titles)
    return sorted(_iter_leftovers(folder, names, titles))


def _page_of(address: str) -> str:
    return f"{address.lstrip('/')}{INDEX}"


def _list_path() -> str:
    return addresses.WITHDRAWN_LIST.lstrip("/")


def _write(file: Path, data: bytes) -> None:
    """Replace a file in one step: readers get the old one or the new one."""
    draft = file.with_name(f".{file.name}.dang-go")
    draft.write_bytes(data)
    draft.replace(file)


def _read_title(site: BuiltSite, page: str) -> str:
    headings = _parse_page(site.read(page)).xpath("//h1")
    return " ".join(headings[0].text_content().split()) if headings else ""


def _delete_files(site: BuiltSite, own: Set[str]) -> None:
    """Delete all files below the addresses but the tombstones, and copies of their media."""
    below = [path for path in site.sizes if any(f"/{path}".startswith(name) for name in own)]
    tombstones = {_page_of(address) for address in own}
    media = {path for path in below if path.endswith(_MEDIA)}
    sizes = {site.sizes[path] for path in media}
    digests = {sha256(site.read(path)).digest() for path in media}
    copies = [
        path
        for path, size in site.sizes.items()
        if size in sizes
        and path.endswith(_MEDIA)
        and path not in media
        and sha256(site.read(path)).digest() in digests
    ]
    for path in {*below, *copies} - tombstones:
        (site.folder / path).unlink(missing_ok=True)


def _list_withdrawal(site: BuiltSite, removal: Removal) -> None:
    """Name the story in the list that stations and readers' devices ask for."""
    file = site.folder / _list_path()
    entries = json.loads(file.read_bytes()) if file.exists() else []
    known = {entry.get("url") for entry in entries}
    for address in removal.addresses:
        names = {"id": removal.id, "url": site.url.rstrip("/") + address}
        if removal.hide:
            names = {key: f"{DIGEST}{sha256(it.encode()).hexdigest()}" for key, it in names.items()}
        if names["url"] not in known:
            day = removal.day.isoformat()
            entries.append({**names, "date": day, "reason": removal.reason})
    text = json.dumps(entries, ensure_ascii=False, indent=2, sort_keys=True)
    file.parent.mkdir(parents=True, exist_ok=True)
    _write(file, f"{text}\n".encode())


def _tell_server(site: BuiltSite, names: Set[str], *, hide: bool) -> None:
    """Name the addresses in the table from which a web server answers "gone".

    With `hide` they are taken out of it: readers can open the table.
    """
    file = site.folder / WITHDRAWN
    prefix = urlsplit(site.url).path.rstrip("/")
    lines = file.read_text("utf-8").splitlines() if file.exists() else []
    gone = [f"{prefix}{name} 1;" for name in names if _page_of(name) in site.sizes]
    listed = {*lines} - {*gone} if hide else {*lines, *gone}
    _write(file, "".join(f"{line}\n" for line in sorted(listed)).encode())


# --- pages ----------------------------------------------------------------------------------------


def _make_tombstone(page: bytes, removal: Removal) -> bytes:
    """Return the page of the story with nothing of the story on it."""
    document = _parse_page(page)
    for element in list(document.xpath("/html/head/*")):
        is_kept = (
            element.tag in ("title", "style")
            or (element.tag == "script" and element.get("src"))
            or (
                element.tag == "meta"
                and (element.get("charset") or element.get("name") in _KEPT_META)
            )
            or (element.tag == "link" and element.get("rel") in ("stylesheet", "icon"))
        )
        if not is_kept:
            element.drop_tree()
    title = "Bài đã gỡ"
    for element in document.xpath("/html/head/title"):
        element.text = title
    document.xpath("/html/head")[0].append(html.Element("meta", name="robots", content="noindex"))
    day = removal.day
    words = html.fragment_fromstring(
        "<article class='bt-page'><h1 id='_noi-dung'></h1><p class='bt-notice'></p>"
        "<p>Ai đang giữ bản cũ, xin không đăng, không phát lại.</p></article>"
    )
    words[0].text = title
    words[1].text = f"Bài ở địa chỉ này đã được gỡ ngày {short_date(day)}. Lý do: {removal.reason}"
    mains = document.xpath("//main") or [document.body]
    for child in list(mains[0]):
        child.drop_tree()
    mains[0].text = None
    mains[0].append(words)
    return _to_bytes(document)


def _parse_page(data: bytes) -> html.HtmlElement:
    return html.document_fromstring(data.decode("utf-8", "replace"))


def _to_bytes(document: html.HtmlElement) -> bytes:
    text: bytes = html.tostring(document, encoding="utf-8", doctype="<!doctype html>")
    return text


def _clean_file(site: BuiltSite, path: str, names: Set[str], titles: Set[str]) -> None:
    """Take what names the story out of one file."""
    data = site.read(path)
    if path.endswith(".html"):
        cleaned = _clean_page(site, path, names, titles)
    elif path.endswith((".xml", ".opml")):
        cleaned = _clean_xml(data, names)
    elif path.endswith((".json", ".geojson")):
        value = _clean_json(json.loads(data), names)
        cleaned = json.dumps(value, ensure_ascii=False).encode()
    elif path.endswith(".csv"):
        cleaned = _clean_csv(data, names)
    elif path.endswith(".map"):
        lines = data.decode().splitlines(keepends=True)
        cleaned = "".join(line for line in lines if not _names(line, names)).encode()
    else:
        return
    if cleaned != data:
        _write(site.folder / path, cleaned)


def _names(text: str, names: Set[str]) -> bool:
    return any(name in text for name in names)


def _clean_page(site: BuiltSite, path: str, names: Set[str], titles: Set[str]) -> bytes:
    document = _parse_page(site.read(path))
    base = site.url + path.removesuffix(INDEX)
    for element in document.xpath("//script[not(@src)]"):
        if _names(element.text or "", names):
            element.drop_tree()
    for element in list(document.xpath("//*[@href or @src]")):
        value = element.get("href") or element.get("src")
        link = site.find_link(path, base, value)
        if link is None or not any(f"/{link.path}".startswith(name) for name in names):
            continue
        # It may have gone already with the entry that another link stood in.
        if any(above is document for above in element.iterancestors()):
            _take_out(element)
    for paragraph in document.xpath("//p[text()]"):
        if titles & {" ".join(text.split()) for text in paragraph.xpath("./text()")}:
            paragraph.drop_tree()
    for heading in list(_iter_entries_without_link(document, titles)):
        if any(above is document for above in heading.iterancestors()):
            _take_out(heading)
    return _to_bytes(document)


def _iter_entries_without_link(
    document: html.HtmlElement, titles: Set[str]
) -> Iterator[html.HtmlElement]:
    """Yield what is headed by the title alone, as on the sheet for notice boards."""
    for heading in document.xpath("//article//h2 | //article//h3 | //li//strong"):
        if " ".join(heading.text_content().split()) in titles:
            yield heading


def _take_out(element: html.HtmlElement) -> None:
    """Take a link out with the entry of a list that it stands in; in prose its words stay."""
    for above in element.iterancestors():
        if above.tag in _LIST_ITEMS or (above.tag == "article" and "bt-page" not in above.classes):
            above.drop_tree()
            return
        if "bt-body" in above.classes and element.tag == "a":
            element.drop_tag()
            return
    parent = element.getparent()
    if parent is not None and parent.tag == "p" and len(parent) == 1:
        parent.drop_tree()
    elif parent is not None:
        element.drop_tree()


# --- lists ----------------------------------------------------------------------------------------


def _clean_xml(data: bytes, names: Set[str]) -> bytes:
    root = parse_xml(data)
    for element in list(root.iter(etree.Element)):
        parent = element.getparent()
        if parent is None or etree.QName(element).localname not in _ENTRIES:
            continue
        if _names(etree.tostring(element, encoding="unicode"), names):
            parent.remove(element)
    cleaned: bytes = etree.tostring(root.getroottree(), xml_declaration=True, encoding="utf-8")
    return cleaned


def _clean_json(value: Any, names: Set[str]) -> Any:
    if isinstance(value, list):
        return [_clean_json(one, names) for one in value if not _speaks_of(one, names)]
    if not isinstance(value, dict):
        return value
    if _speaks_of(value, names):
        # An entry that has a file of its own, as those of the search: it stays an entry.
        return {key: _empty(one) for key, one in value.items()}
    return {
        key: _clean_json(one, names)
        for key, one in value.items()
        if not (isinstance(one, str | dict) and _speaks_of(one, names))
    }


def _speaks_of(value: Any, names: Set[str]) -> bool:
    if isinstance(value, dict):
        return any(isinstance(one, str) and _names(one, names) for one in value.values())
    return isinstance(value, str) and _names(value, names)


def _empty(value: Any) -> Any:
    return type(value)() if isinstance(value, str | list | dict) else value


def _clean_csv(data: bytes, names: Set[str]) -> bytes:
    text = data.decode("utf-8-sig")
    end = "\r\n" if "\r\n" in text else "\n"
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator=end)
    for row in csv.reader(io.StringIO(text, newline="")):
        if not any(_names(cell, names) for cell in row):
            writer.writerow(row)
    mark = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b""
    return mark + file.getvalue().encode()


def _iter_leftovers(folder: Path, names: Set[str], titles: Set[str]) -> Iterator[str]:
    """Yield the files in which an address or the title of the story still stands."""
    site = BuiltSite(folder)
    for path in site.sizes:
        if path.endswith(_TEXTS) and path not in (_list_path(), WITHDRAWN):
            text = site.read(path).decode("utf-8", "replace")
            own = f"/{path}"
            tombstone = any(own == f"{name}{INDEX}" for name in names)
            if not tombstone and (_names(text, names) or any(title in text for title in titles)):
                yield path
