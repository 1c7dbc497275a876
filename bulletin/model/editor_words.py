"""The words that editors write for our keys and values: Vietnamese, and those of other programs.

They are only proposed in messages. Keys are looked up in the form of `_form`: without diacritics,
words parted by one space.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from bulletin.vietnamese.fold import find_nearest, fold
from bulletin.vietnamese.look_alikes import plain_form

_NOT_A_LETTER: Final = re.compile(r"[^a-z0-9]+")

# By key: what editors call it. A word may stand for several keys; a record has one or two of them.
_KEY_WORDS: Final[Mapping[str, str]] = {
    "title": "tieu de, tieu de bai, tua, tua de, dau de, nhan de, ten bai, ten, headline, heading, "
    "danh hieu, hinh thuc khen, trich yeu, ten su kien, ten phong trao, cau hoi, subject line",
    "name": "ten, ho ten, ho va ten, ten nguoi, ten day du, ten goi, fullname, full name, title",
    "date": "ngay, ngay thang, ngay dang, ngay viet, thoi gian, published, publish date, pubdate, "
    "published at, datetime, created, created at, time, ngay ky, ngay quyet dinh, ngay dong y",
    "start": "ngay, ngay bat dau, bat dau, khai mac, thoi gian, gio bat dau, begin, starts, "
    "start date, date, ngay to chuc, tu ngay, thoi gian bat dau, luc bat dau",
    "end": "ngay ket thuc, ket thuc, be mac, gio ket thuc, ends, end date, finish, den ngay, "
    "thoi gian ket thuc, luc ket thuc",
    "started": "ngay, ngay phat dong, ngay bat dau, bat dau, start, date, tu ngay",
    "ended": "ngay ket thuc, ket thuc, end, den ngay",
    "issued": "ngay, ngay ban hanh, ngay ky, date",
    "effective": "hieu luc, ngay hieu luc, ngay co hieu luc, hieu luc tu",
    "expires": "het hieu luc, ngay het hieu luc, hieu luc den, expired, expiry",
    "checked": "kiem tra, ngay kiem tra, ngay, last checked",
    "summary": "tom tat, mo ta, gioi thieu, sa po, sapo, noi dung tom tat, description, excerpt, "
    "abstract, subtitle, lead",
    "unit": "don vi, dia phuong, xa, ap, noi, co quan, don vi to chuc, location, organization",
    "fields": "linh vuc, cac linh vuc, field, tags, tag, categories, category, the, chuyen muc, "
    "chu de, nhan, the loai, keywords, topics",
    "subject": "doi tuong, chu the, noi ve, ve, loai bai, loai dien hinh, type, kind",
    "author": "tac gia, nguoi viet, but danh, viet boi, authors, writer, by, cong tac vien",
    "source": "nguon, nguon tin, nguon thong tin, sources, theo",
    "sources": "can cu, nguon, source, co so phap ly",
    "campaigns": "phong trao, cac phong trao, campaign, phong trao thi dua",
    "stage": "giai doan, buoc, phase",
    "people": "nguoi, nhan vat, nhung nguoi, con nguoi, person, persons, cac nhan vat, "
    "nhan vat trong bai, nguoi duoc neu ten",
    "role": "chuc vu, chuc danh, vai tro, cong viec, nghe nghiep, position, job",
    "child": "tre em, tre con, tre, duoi 16 tuoi, children, minor",
    "consent": "dong y, su dong y, chap thuan, cho phep, y kien, agreement, permission",
    "form": "hinh thuc, hinh thuc dong y, cach, giay, giay dong y, van ban dong y, method",
    "scope": "pham vi, pham vi dong y, scopes",
    "guardian_form": "nguoi giam ho, cha me, giam ho, phu huynh, guardian, cha me dong y, parent, "
    "hinh thuc dong y cua cha me",
    "awards": "khen thuong, danh hieu, giai thuong, award, thanh tich",
    "decision": "quyet dinh, so quyet dinh, can cu, so",
    "issuer": "co quan ban hanh, noi ban hanh, cap quyet dinh, ban hanh, cap khen, cap ban hanh, "
    "nguoi quyet dinh",
    "revoked": "thu hoi, da thu hoi",
    "revoked_on": "ngay thu hoi",
    "revoked_reason": "ly do thu hoi, ly do, quyet dinh thu hoi",
    "image": "anh, hinh, hinh anh, anh bia, anh dai dien, anh minh hoa, picture, photo, cover, "
    "thumbnail, images, featured image, banner, img",
    "file": "tep, tap tin, ten tep, anh, hinh, src, path, url, ten file, filename, dinh kem",
    "alt": "loi ta, ta anh, mo ta, mo ta anh, chu thich, caption, description, chu thich anh",
    "credit": "nguoi chup, tac gia anh, nguon, nguon anh, tac gia, anh cua, photographer, author",
    "audio": "am thanh, ghi am, ban ghi am, tieng, mp3, sound, podcast, ban ghi",
    "transcript": "loi, ban chep loi, chep loi, loi ban ghi",
    "approved_by": "nguoi duyet, duyet, nguoi duyet dang, duyet boi, approver, approved",
    "approved_on": "ngay duyet, ngay duyet dang, approved date, approved at",
    "aliases": "dia chi cu, ten goi khac, ten khac, alias, ten cu, permalink, redirect, bi danh",
    "id": "ma, ma bai, ma so, guid",
    "broadcast": "phat thanh, dai, doc tren dai, len dai, radio, phat song, truyen thanh",
    "lead": "loi dan, dan",
    "text": "loi doc, noi dung, loi, van ban, dieu da doi, body, content, sua",
    "skip": "bo qua, khong phat, khong doc, khong len dai",
    "pronounce": "cach doc, doc la, phat am",
    "slot": "chuong trinh, khung gio, gio phat",
    "priority": "uu tien, muc uu tien, do khan",
    "repeat": "phat lai, nhac lai, lap lai",
    "corrections": "dinh chinh, sua loi, correction, cac lan dinh chinh",
    "draft": "nhap, ban nhap, bai nhap, chua dang, status, hidden",
    "sample": "mau, minh hoa, bai mau, vi du, example",
    "kind": "loai, loai su kien, hinh thuc, type, category",
    "place": "noi, dia diem, noi to chuc, location, venue, where",
    "cancelled": "huy, bi huy, hoan, huy bo, canceled, da huy",
    "changes": "thay doi, cac thay doi, change, doi lich",
    "type": "loai, loai van ban, loai don vi, the loai, kind, cap",
    "number": "so, so hieu, so ky hieu, ky hieu, so van ban, no",
    "status": "hieu luc, tinh trang, tinh trang hieu luc, trang thai, con hieu luc, het hieu luc",
    "official": "ban goc, toan van, ban chinh thuc, dia chi, duong dan, lien ket, link, url, "
    "van ban goc, official url",
    "phases": "giai doan, cac giai doan, phase, stages, stage, period, periods",
    "result": "ket qua, ket qua dat duoc, thanh qua, hieu qua, results, outcome",
    "confirmed_by": "nguoi xac nhan, xac nhan, co quan xac nhan, xac nhan cua, noi xac nhan, "
    "confirmed, verified by",
    "signer": "nguoi ky, ky, signed by, signature",
    "replaces": "thay the, thay cho, bi thay the, replace",
    "amends": "sua doi, sua doi bo sung, bo sung, amend",
    "launched_by": "phat dong, nguoi phat dong, co quan phat dong, don vi phat dong, launched",
    "other_names": "ten khac, ten goi khac, cac ten khac, aliases",
    "document": "van ban, khoa van ban, luat, doc",
    "article": "dieu, khoan, dieu khoan, muc",
    "topic": "chu de, topics, chuyen de, nhom",
    "key": "khoa, ma, id, slug",
    "from": "tu, tu ngay, ngay bat dau, ngay dau, hieu luc tu, start, bat dau, ngay thanh lap",
    "to": "den, den ngay, ngay ket thuc, ngay cuoi, end, ket thuc, het hieu luc",
    "code": "ma, ma don vi, ma hanh chinh, ma so, ma don vi hanh chinh",
    "parent": "cap tren, thuoc, don vi cap tren, truc thuoc",
    "predecessors": "tien than, truoc do, don vi cu, predecessor",
    "successors": "ke thua, don vi moi, successor, sau do, don vi ke thua",
    "cluster": "cum, cum thi dua, khoi thi dua, clusters, khoi",
    "targets": "chi tieu, chi tieu tin bai, so bai, target",
    "description": "mo ta, gioi thieu, tom tat, summary, ghi chu",
    "reason": "ly do",
    "path": "dia chi, duong dan, url, address",
    "publisher": "co quan xuat ban, xuat ban, nha xuat ban",
    "governing_body": "co quan chu quan, chu quan",
    "authority": "ten mien, domain",
    "since": "tu ngay, ngay ra doi, tu, start",
    "attribution": "ghi nguon, dang lai, loi dan khi dang lai",
    "station": "dai, dai truyen thanh, truyen thanh",
    "time_zone": "mui gio, timezone, zone",
    "contact": "lien he, lien lac, contacts",
    "address": "dia chi, tru so, dia chi tru so",
    "email": "thu dien tu, thu, mail, e mail",
    "phone": "dien thoai, so dien thoai, tel, sdt, dt, hotline",
    "note": "ghi chu, loi dan them, luu y",
    "programmes": "chuong trinh, cac chuong trinh, programs, programme",
    "time": "gio, gio phat, luc",
    "minutes": "phut, thoi luong, so phut, duration",
    "rate": "toc do, toc do doc",
    "short": "viet tat, chu tat, chu viet tat, tat",
    "long": "day du, viet day du, nghia",
    "spoken": "doc, cach doc, doc la, loi doc",
    "meanings": "nghia, cac nghia, meaning",
    "word": "tu, chu, tieng",
}

CHOICES: Final[Mapping[str, str]] = {
    "collective": "tập thể",
    "individual": "cá nhân",
    "household": "hộ gia đình",
    "model": "mô hình, cách làm",
    "phat-hien": "phát hiện",
    "boi-duong": "bồi dưỡng",
    "tong-ket": "tổng kết",
    "nhan-rong": "nhân rộng",
    "web": "nêu tên trên trang",
    "image": "đăng ảnh",
    "radio": "đọc trên đài",
    "thong-thuong": "thông thường",
    "uu-tien": "ưu tiên",
    "khan-cap": "khẩn cấp",
    "con-hieu-luc": "còn hiệu lực",
    "het-mot-phan": "hết hiệu lực một phần",
    "het-hieu-luc": "hết hiệu lực",
    "chua-hieu-luc": "chưa có hiệu lực",
    "het-giai-doan": "đã hết giai đoạn",
    "du-thao": "dự thảo",
}
"""What the values of lists of choices mean."""

_CHOICE_WORDS: Final[Mapping[str, str]] = {
    "collective": "tap the, nhom, to, doi, hoi, to chuc, don vi, co quan, tap the nho, group, "
    "team, hop tac xa, chi hoi, chi bo",
    "individual": "ca nhan, nguoi, mot nguoi, person, ong, ba, con nguoi, nhan vat",
    "household": "ho gia dinh, ho, gia dinh, family, nha, nong ho, ho dan",
    "model": "mo hinh, cach lam, mo hinh hay, cach lam hay, sang kien, mo hinh cach lam",
    "phat-hien": "moi, discovered, phat hien moi",
    "boi-duong": "nurtured, dang boi duong",
    "tong-ket": "so ket, summed up, da tong ket",
    "nhan-rong": "replicated, lan toa, da nhan rong, nhan rong dien hinh",
    "web": "neu ten, ten, trang, trang web, website, mang, internet, bao, dang bai, trang tin, "
    "dang ten, bai viet, neu ten tren trang",
    "image": "anh, hinh, hinh anh, photo, picture, dang anh, chup anh, images, dang hinh",
    "radio": "dai, phat thanh, doc, doc tren dai, loa, truyen thanh, dai truyen thanh, len dai, "
    "audio, ghi am",
    "thong-thuong": "binh thuong, thuong, normal, ordinary",
    "uu-tien": "preferred, priority, quan trong",
    "khan-cap": "khan, gap, urgent, hoa toc, thuong khan",
    "con-hieu-luc": "dang co hieu luc, co hieu luc, con, dang thuc hien, hieu luc, in force",
    "het-mot-phan": "mot phan, con mot phan, con hieu luc mot phan, partly",
    "het-hieu-luc": "het, da het hieu luc, khong con hieu luc, bi bai bo, bi thay the, expired",
    "chua-hieu-luc": "chua, sap co hieu luc, chua den ngay, not yet",
    "het-giai-doan": "da ket thuc, ket thuc, da het giai doan, het thoi ky, over",
    "du-thao": "ban du thao, draft",
}

_YES: Final = frozenset("co yes y on 1 dung x ok roi true t v da".split())
_NO: Final = frozenset("khong no n off 0 sai chua false f k ko".split())


def _split(words: Mapping[str, str]) -> dict[str, frozenset[str]]:
    return {key: frozenset(text.split(", ")) for key, text in words.items()}


_KEYS_OF_WORDS: Final = _split(_KEY_WORDS)
_CHOICES_OF_WORDS: Final = _split(_CHOICE_WORDS)


def guess_key(written: str, known: Mapping[str, str]) -> str | None:
    """Return the key that `written` probably means, or None; `known` are the keys with their rules.

    It is the key itself in other letters, a word that editors use for it, the beginning of its
    rule, or a word that differs from it by few letters.
    """
    form = _form(written)
    for key in known:
        if _form(key) == form:
            return key
    for key in known:
        if form in _KEYS_OF_WORDS.get(key, ()):
            return key
    if len(form) >= 4:
        for key, rule in known.items():
            if _form(re.split("[,;:(]", rule)[0]) == form:
                return key
    return find_nearest(plain_form(written), known)


def guess_choice(written: str, choices: Iterable[str]) -> str | None:
    """Return the one of `choices` that `written` probably means, or None."""
    choices = list(choices)
    form = _form(written)
    for choice in choices:
        known = {_form(choice), _form(CHOICES.get(choice, "")), *_CHOICES_OF_WORDS.get(choice, ())}
        if form in known:
            return choice
    return find_nearest(plain_form(written), choices)


def is_sure_key(written: str, known: Mapping[str, str]) -> bool:
    """Return whether `written` can mean one of the keys only: a key, or a word for one of them."""
    form = _form(written)
    if any(_form(key) == form for key in known):
        return True
    return sum(form in _KEYS_OF_WORDS.get(key, ()) for key in known) == 1


def is_sure_choice(written: str, choices: Iterable[str]) -> bool:
    """Return whether `written` can mean one of `choices` only: it is a word for just one."""
    form = _form(written)
    fitting = [
        choice
        for choice in choices
        if form in {_form(choice), _form(CHOICES.get(choice, ""))}
        or form in _CHOICES_OF_WORDS.get(choice, ())
    ]
    return len(fitting) == 1


def guess_flag(written: str) -> str | None:
    """Return true or false where `written` says yes or no; None otherwise."""
    form = _form(written)
    return "true" if form in _YES else "false" if form in _NO else None


def with_meaning(choice: str) -> str:
    """Return a choice with its meaning in brackets: "collective (tập thể)"."""
    return f"{choice} ({CHOICES[choice]})" if choice in CHOICES else choice


def _form(text: str) -> str:
    return _NOT_A_LETTER.sub(" ", fold(plain_form(text))).strip()
