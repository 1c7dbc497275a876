"""A small bulletin in which every key is written and everything is related to everything.

Its files are kept as trees of plain values, so that one value after another can be changed (see
changes.py). A key of the model that no tree here has fails a test by name.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

from bulletin.content.assembly import Library, assemble
from bulletin.content.media_files import MediaFiles
from bulletin.content.snapshot import TEXT_ENDINGS
from bulletin.content.texts import Texts
from bulletin.engine.cache import DictCache
from bulletin.engine.fingerprint import fingerprint
from tests.content.builder import DATA
from tests.media.samples import encoded, mp3, scene
from tests.opened import MORNING

Tree: TypeAlias = Any
"""Mappings, lists and text, as they come out of YAML."""

FOLDER = "content/exemplars/2026"
CAMPAIGN_FOLDER = "content/campaigns/xanh-sach"
DOCUMENTS = "content/documents"

STORY = f"{FOLDER}/duong-hoa.md"
SECOND, THIRD, OLD, DRAFT, COMING = (
    f"{FOLDER}/{name}.md" for name in ("bai-hai", "bai-ba", "bai-cu", "bai-nhap", "bai-sap-toi")
)
CAMPAIGN_STORY = f"{CAMPAIGN_FOLDER}/hang-rao-xanh.md"
CAMPAIGN = f"{CAMPAIGN_FOLDER}/index.md"
OTHER_CAMPAIGN, EMPTY_CAMPAIGN = (
    f"content/campaigns/{name}/index.md" for name in ("hoc-tap", "an-toan")
)
DOCUMENT, REPLACED, AMENDED = (f"{DOCUMENTS}/{name}.md" for name in ("mot", "hai-cu", "ba-cu"))
QUESTION, OTHER_QUESTION = "content/questions/ai-duoc-xet.md", "content/questions/khi-nao.md"
EVENT, OTHER_EVENT = "content/events/2026/hop-mat.md", "content/events/2026/da-qua.md"

TEXT = """\
Theo kế hoạch 62/KH-UBND, UBND, HTX và CLB góp 1.005 m đường, HĐND khen 24 hộ có Covid, 105 cây.
[Bài hai](/dien-hinh/2026/bai-hai/), [văn bản](/van-ban/mot/),
[bản nháp](/dien-hinh/2026/bai-nhap/), [bài sắp tới](/dien-hinh/2026/bai-sap-toi/).

## Cách làm

Mỗi nhà trồng một đoạn, ngày 18/11/2026 xong.
"""


def _person(name: str, **keys: Tree) -> Tree:
    consent = {
        "form": "văn bản",
        "date": "2026-10-01",
        "scope": ["web", "image", "radio"],
        "guardian_form": "văn bản của mẹ",
    }
    return {"name": name, "role": "tổ trưởng", "child": "true", "consent": consent} | keys


_STORY_KEYS: Tree = {
    "title": "Đường hoa ấp Mẫu",
    "date": "2026-11-18T07:30",
    "summary": "Mỗi nhà trồng một đoạn,\n105 cây.",
    "unit": "xa-moi",
    "fields": ["van-hoa", "giam-ngheo"],
    "subject": "collective",
    "author": "Ban biên tập Mẫu",
    "source": "Báo cáo của Ủy ban, theo 62/KH-UBND",
    "campaigns": ["xanh-sach", "hoc-tap"],
    "stage": "tong-ket",
    "people": [_person("Trần Thị Bình"), _person("Nguyễn Văn An", role="bí thư")],
    "awards": [
        {
            "title": "Giấy khen",
            "decision": "62/KH-UBND",
            "issuer": "Ủy ban huyện",
            "date": "2020-04-07",
            "revoked": "false",
        },
        {"title": "Bằng khen", "decision": "12/QĐ-UBND"},
        {
            "title": "Cờ thi đua",
            "revoked": "true",
            "revoked_on": "2026-02-03",
            "revoked_reason": "Kê khai sai",
        },
    ],
    "result": "Con đường dài thêm 1.005 m",
    "confirmed_by": "Ủy ban nhân dân xã",
    "image": {"file": "hoa.png", "alt": "Đường hoa nở", "credit": "Ban biên tập"},
    "audio": {"file": "doc.mp3", "transcript": "doc.txt"},
    "approved_by": "Trưởng ban",
    "approved_on": "2026-11-17",
    "aliases": ["/dien-hinh/2026/ten-cu/", "/dien-hinh/2026/ten-cu-nua/"],
    "id": "exemplars/2026/ma-rieng",
    "broadcast": {
        "lead": "Lời dẫn riêng, 24 hộ.",
        "text": "Lời đọc riêng của bài.\n\nĐoạn hai.",
        "skip": "false",
        "pronounce": {"Covid": "cô vít", "Facebook": "phây búc"},
        "slot": "sang",
        "priority": "uu-tien",
        "repeat": "true",
    },
    "corrections": [
        {"date": "2026-11-20", "text": "Sửa số cây."},
        {"date": "2026-11-21", "text": "Sửa tên."},
    ],
    "draft": "false",
    "sample": "false",
}
_PLAIN_KEYS: Tree = {
    key: _STORY_KEYS[key] for key in ("unit", "fields", "author", "source", "summary", "subject")
}

FRONTS: Mapping[str, Tree] = {
    STORY: _STORY_KEYS,
    SECOND: _PLAIN_KEYS | {"title": "Bài hai", "date": "2026-11-12", "campaigns": ["xanh-sach"]},
    THIRD: _PLAIN_KEYS | {"title": "Bài ba", "date": "2026-10-30", "unit": "ap-mau"},
    OLD: _PLAIN_KEYS
    | {
        "title": "Bài cũ",
        "date": "2025-12-20",
        "unit": "xa-cu",
        "sample": "true",
        "broadcast": {"skip": "true"},
    },
    DRAFT: _PLAIN_KEYS | {"title": "Bản nháp", "date": "2026-11-02", "draft": "true"},
    COMING: _PLAIN_KEYS | {"title": "Bài sắp tới", "date": "2026-11-24"},
    CAMPAIGN_STORY: _STORY_KEYS
    | {
        "title": "Hàng rào xanh",
        "date": "2026-11-10T06:00",
        "campaigns": ["hoc-tap"],
        "id": "campaigns/ma-rieng",
        "aliases": ["/phong-trao/xanh-sach/ten-cu/", "/phong-trao/xanh-sach/ten-cu-nua/"],
        "broadcast": _STORY_KEYS["broadcast"] | {"slot": "chieu"},
    },
    CAMPAIGN: {
        "title": "Xanh, sạch, đẹp",
        "summary": "Cả huyện cùng làm.",
        "started": "2024-01-02",
        "ended": "2026-12-31",
        "launched_by": "Ủy ban nhân dân huyện Mẫu",
        "decision": "hai-cu",
        "other_names": ["Ngày thứ bảy xanh", "Chủ nhật sạch"],
        "fields": ["van-hoa", "giam-ngheo"],
        "image": {"file": "xanh.png", "alt": "Quét đường", "credit": "Đoàn xã"},
    },
    OTHER_CAMPAIGN: {
        "title": "Học tập suốt đời",
        "summary": "Ai cũng học.",
        "started": "2027-01-05",
        "launched_by": "Hội Khuyến học",
        "decision": "62/KH-UBND",
        "phases": [
            {"name": "Giai đoạn một", "from": "2024-01-02", "to": "2025-12-31"},
            {"name": "Giai đoạn hai", "from": "2026-02-01", "to": "2027-01-01", "decision": "mot"},
        ],
    },
    EMPTY_CAMPAIGN: {
        "title": "An toàn",
        "summary": "Đường làng an toàn.",
        "started": "2025-01-05",
        "launched_by": "Công an huyện",
    },
    DOCUMENT: {
        "title": "Thông tin, tuyên truyền",
        "type": "Kế hoạch",
        "number": "62/KH-UBND",
        "issuer": "Ủy ban nhân dân huyện Mẫu",
        "issued": "2020-04-07",
        "effective": "2020-05-01",
        "expires": "2030-01-01",
        "status": "con-hieu-luc",
        "signer": "Chủ tịch",
        "official": "https://vanban.example/62",
        "file": "ke-hoach.pdf",
        "replaces": ["hai-cu", "bon-cu"],
        "amends": ["ba-cu", "nam-cu"],
        "checked": "2026-11-01",
        "source": "Công báo\nsố 5",
    },
    **{
        f"{DOCUMENTS}/{name}.md": {
            "title": f"Văn bản {name}",
            "type": "Nghị định" if name < "c" else "Kế hoạch",
            "issuer": "Chính phủ",
            "issued": day,
            "checked": "2026-11-01",
        }
        for name, day in (
            ("hai-cu", "2015-01-01"),
            ("ba-cu", "2016-01-01"),
            ("bon-cu", "2017-01-01"),
            ("nam-cu", "2018-01-01"),
        )
    },
    QUESTION: {
        "title": "Ai được xét?",
        "sources": [
            {"document": "mot", "article": "Mục II"},
            {"document": "hai-cu", "article": "Điều 3"},
        ],
        "checked": "2026-11-02",
        "topic": "danh-hieu",
    },
    OTHER_QUESTION: {
        "title": "Khi nào xét?",
        "sources": [{"document": "mot"}],
        "checked": "2026-11-02",
        "topic": "danh-hieu",
    },
    EVENT: {
        "title": "Gặp mặt",
        "kind": "gap-go",
        "start": "2026-11-28T07:30",
        "end": "2026-11-28T11:00",
        "place": "Nhà văn hóa xã Mẫu",
        "unit": "xa-moi",
        "summary": "Gặp mặt\ncác điển hình.",
        "campaigns": ["xanh-sach", "hoc-tap"],
        "cancelled": "false",
        "changes": [
            {"date": "2026-11-15", "text": "Đổi giờ."},
            {"date": "2026-11-16", "text": "Đổi nơi."},
        ],
        "aliases": ["/su-kien/2026/ten-cu/", "/su-kien/2026/ten-cu-nua/"],
        "id": "events/2026/hop-mat-cu",
        "sample": "false",
    },
    OTHER_EVENT: {
        "title": "Đã gặp",
        "kind": "gap-go",
        "start": "2026-11-23",
        "place": "Trụ sở",
        "unit": "ap-mau",
        "summary": "Gặp trong ngày.",
    },
}
"""The front matter of each content file, by path."""

BODIES: Mapping[str, str] = dict.fromkeys(FRONTS, "Lời văn, theo 62/KH-UBND, 105 cây.\n") | (
    dict.fromkeys((STORY, SECOND, CAMPAIGN_STORY, CAMPAIGN, DOCUMENT, QUESTION, EVENT), TEXT)
)

TREES: Mapping[str, Tree] = {
    f"{DATA}/bulletin.yml": {
        "publisher": "Ban biên tập Mẫu",
        "governing_body": "Ủy ban nhân dân huyện Mẫu",
        "publisher_until": "2026-06-30",
        "continued_by": "Xã Mẫu tiếp tục bản tin.",
        "responsible": "Trưởng ban biên tập",
        "own_units": ["xa-cu"],
        "authority": "thidua.mau.example",
        "since": "2020-01-01",
        "description": "Bản tin của huyện Mẫu.",
        "attribution": "Ghi rõ nguồn khi đăng lại.",
        "station": {
            "name": "Đài Mẫu",
            "until": "2026-06-30",
            "description": "Phát mỗi sáng.",
            "rate": "180",
            "approval": "false",
            "programmes": [
                {"key": "sang", "name": "Buổi sáng", "time": "05:00", "minutes": "2"},
                {
                    "key": "trua",
                    "name": "Buổi trưa",
                    "time": "11:00",
                    "minutes": "10",
                    "example": "false",
                },
                {"key": "chieu", "name": "Buổi chiều", "time": "17:00", "minutes": "20"},
            ],
            "reading": {"zero_ten": "lẻ", "thousand": "ngàn", "four": "bốn"},
        },
        "time_zone": "Asia/Ho_Chi_Minh",
        "contact": {
            "address": "Số 1, đường Mẫu",
            "email": "ban-tin@mau.gov.vn",
            "phone": "0297 000 000",
            "note": "Giờ hành chính.",
        },
        "edit_url": "https://kho.mau.gov.vn/edit/main/",
        "samples": "true",
        "share_cards": "true",
        "print_issues": "true",
        "offline": "true",
        "host_files": ["google12ab.html", "rss/.htaccess"],
    },
    f"{DATA}/units.yml": [
        {"key": "huyen-mau", "name": "Huyện Mẫu", "type": "huyện"},
        {
            "key": "xa-moi",
            "name": "Xã Mẫu",
            "type": "xã",
            "from": "2026-01-15",
            "to": "2040-01-01",
            "code": "31018",
            "parent": "huyen-mau",
            "predecessors": ["xa-cu", "xa-xua"],
            "successors": ["xa-sau", "xa-nua"],
            "aliases": ["Gò Mẫu", "Gò Tre"],
            "cluster": [
                {"name": "Cụm một", "from": "2026-01-20", "to": "2026-05-01"},
                {"name": "Cụm hai", "from": "2026-06-01"},
            ],
            "targets": {"2026": "12", "2027": "14"},
        },
        {
            "key": "xa-cu",
            "name": "Xã Mẫu",
            "type": "xã",
            "to": "2026-01-01",
            "successors": ["xa-moi"],
        },
        {
            "key": "xa-xua",
            "name": "Xã Xưa",
            "type": "xã",
            "to": "2026-01-01",
            "successors": ["xa-moi"],
        },
        {
            "key": "xa-sau",
            "name": "Xã Sau",
            "type": "xã",
            "from": "2041-01-01",
            "predecessors": ["xa-moi"],
        },
        {
            "key": "xa-nua",
            "name": "Xã Nữa",
            "type": "xã",
            "from": "2041-01-01",
            "predecessors": ["xa-moi"],
        },
        {"key": "ap-mau", "name": "Ấp Mẫu", "type": "ấp", "parent": "xa-moi"},
        {"key": "xa-bia", "name": "Xã Đặt Ra", "type": "xã", "sample": "true"},
    ],
    f"{DATA}/fields.yml": [
        {"key": "y-te", "name": "Y tế"},
        {"key": "giam-ngheo", "name": "Giảm nghèo", "description": "Nhà ở, việc làm."},
        {"key": "van-hoa", "name": "Văn hóa", "description": "Nếp sống.", "drawing": "sach"},
    ],
    f"{DATA}/event-kinds.yml": [
        {"key": "gap-go", "name": "Gặp gỡ, giao lưu"},
        {"key": "hoi-nghi", "name": "Hội nghị"},
    ],
    f"{DATA}/topics.yml": [
        {"key": "danh-hieu", "name": "Danh hiệu"},
        {"key": "thu-tuc", "name": "Thủ tục"},
    ],
    f"{DATA}/withdrawn.yml": [
        {
            "path": "/dien-hinh/2026/da-rut/",
            "id": "exemplars/2026/da-rut",
            "date": "2026-11-15",
            "reason": "Theo đề nghị.",
        },
        {
            "path": "content/exemplars/2025/rut-nua.md",
            "id": "exemplars/2025/rut-nua",
            "date": "2026-11-01",
            "reason": "Sai sự thật.",
        },
        {
            "path": "/dien-hinh/2026/da-rut-khoi-dai/",
            "id": "exemplars/2026/da-rut-khoi-dai",
            "date": "2026-11-02",
            "reason": "Không đọc trên đài nữa.",
            "only": "radio",
            "hide": "true",
        },
    ],
    f"{DATA}/broadcasts.yml": [
        {
            "story": "exemplars/2026/bai-hai",
            "date": "2026-11-14",
            "programme": "Buổi sáng",
            "station": "Đài xã Mẫu",
            "note": "Theo sổ của đài.",
        },
        {"story": "exemplars/2025/rut-nua", "date": "2026-11-13"},
    ],
    f"{DATA}/abbreviations.yml": {
        "abbreviations": [
            {
                "short": "UBND",
                "long": "Ủy ban nhân dân",
                "spoken": "ủy ban",
                "note": "Không viết tắt trong đầu đề.",
            },
            {"short": "HĐND", "long": "Hội đồng nhân dân"},
        ],
        "ambiguous": [
            {"short": "HTX", "meanings": ["hợp tác xã", "hồ tôm xanh"], "note": "Viết rõ."},
            {"short": "CLB", "meanings": ["câu lạc bộ", "chờ lấy bài"]},
        ],
    },
    f"{DATA}/pronunciations.yml": [
        {"word": "Covid", "spoken": "cô vi"},
        {"word": "Facebook", "spoken": "phây búc"},
    ],
    f"{DATA}/synonyms.yml": [
        {"words": ["việc làm", "công ăn"]},
        {"words": ["nhà ở", "mái ấm", "nếp sống"]},
    ],
}
"""The data files, by path."""

FILES: Mapping[str, bytes] = {
    f"{FOLDER}/hoa.png": encoded(scene(640, 480), "PNG"),
    f"{FOLDER}/doc.mp3": mp3(120),
    f"{FOLDER}/doc.txt": "Lời của bản ghi âm.\n".encode(),
    f"{CAMPAIGN_FOLDER}/hoa.png": encoded(scene(630, 470), "PNG"),
    f"{CAMPAIGN_FOLDER}/doc.mp3": mp3(130),
    f"{CAMPAIGN_FOLDER}/doc.txt": "Lời của bản ghi âm khác.\n".encode(),
    f"{CAMPAIGN_FOLDER}/xanh.png": encoded(scene(320, 240), "PNG"),
    f"{DOCUMENTS}/files/ke-hoach.pdf": b"%PDF-1.4 " + b"." * 2_000,
}
"""All other files, no two with the same bytes."""


@dataclass(frozen=True)
class Sources:
    """The files of a bulletin: front matter and bodies by path, data files, and all others."""

    fronts: Mapping[str, Tree] = field(default_factory=lambda: FRONTS)
    bodies: Mapping[str, str] = field(default_factory=lambda: BODIES)
    trees: Mapping[str, Tree] = field(default_factory=lambda: TREES)
    files: Mapping[str, bytes] = field(default_factory=lambda: FILES)

    def with_tree(self, path: str, tree: Tree) -> Sources:
        """Return these files with another data file or front matter at `path`."""
        if path in self.trees:
            return replace(self, trees={**self.trees, path: tree})
        return replace(self, fronts={**self.fronts, path: tree})

    def without(self, path: str) -> Sources:
        """Return these files without the content file at `path`."""
        left = {name: front for name, front in self.fronts.items() if name != path}
        return replace(self, fronts=left)

    def with_body(self, path: str, body: str) -> Sources:
        """Return these files with another text in the content file at `path`."""
        return replace(self, bodies={**self.bodies, path: body})

    def with_file(self, path: str, data: bytes) -> Sources:
        """Return these files with other bytes at `path`."""
        return replace(self, files={**self.files, path: data})

    def with_name(self, old: str, new: str) -> Sources:
        """Return these files with the word `old` replaced by `new` in every path and text."""
        word = re.compile(rf"(?<![\w-]){re.escape(old)}(?![\w-])")

        def rename(value: Tree) -> Tree:
            if isinstance(value, str):
                return word.sub(new, value)
            if isinstance(value, list):
                return [rename(one) for one in value]
            return {rename(key): rename(one) for key, one in value.items()}

        return Sources(
            rename(dict(self.fronts)),
            {rename(path): rename(body) for path, body in self.bodies.items()},
            rename(dict(self.trees)),
            {rename(path): data for path, data in self.files.items()},
        )


# JSON is YAML, and is written and read much faster.
def _write(tree: Tree) -> str:
    return json.dumps(tree, ensure_ascii=False, indent=1)


PARSED = DictCache()
"""What was read of files, by their bytes: the same for all bulletins of a run."""


def read_sources(sources: Sources, papers: DictCache = PARSED) -> Library:
    """Return the library of these files; raises ContentError."""
    texts = {path: f"{_write(tree)}\n" for path, tree in sources.trees.items()}
    for path, front in sources.fronts.items():
        texts[path] = f"---\n{_write(front)}\n---\n\n{sources.bodies[path]}"
    assert all(path.endswith(TEXT_ENDINGS) for path in texts)
    sizes = {path: len(data) for path, data in sources.files.items()}
    stamps = {path: fingerprint(path, data) for path, data in sources.files.items()}
    media = MediaFiles(sizes, sources.files.__getitem__, stamps, papers)
    encoded_texts = {path: text.encode() for path, text in texts.items()}
    return assemble(Texts.from_bytes(encoded_texts), media, {}, MORNING.date(), papers)
