"""The keys of front matter and data files, as docs-dev/contract.md, "Front matter", lists them."""

from __future__ import annotations

from enum import StrEnum

import pytest

from bulletin.model.campaign import Campaign, Phase
from bulletin.model.document import CheckedStatus, Document
from bulletin.model.event import Event
from bulletin.model.field import Field
from bulletin.model.kind import KINDS, Kind, kind_of
from bulletin.model.question import Question, Source
from bulletin.model.record import Record, keys_of, records_in
from bulletin.model.schemas import make_schemas
from bulletin.model.story import (
    Audio,
    Award,
    CampaignStory,
    Consent,
    Correction,
    Exemplar,
    Person,
    Picture,
    Scope,
    Stage,
    Subject,
)
from bulletin.model.unit import Unit
from bulletin.model.withdrawal import Withdrawal

# A required key has a star, as in the contract.
STORY = (
    "title* date* summary* unit* fields* subject* author* source campaigns stage people awards "
    "result confirmed_by image audio approved_by approved_on aliases id corrections draft sample"
)
CONTRACT: list[tuple[type[Record], str]] = [
    (Exemplar, STORY),
    (CampaignStory, STORY.replace("subject*", "subject")),
    (Person, "name* role child consent*"),
    (Consent, "form* date* scope* guardian_form"),
    (Award, "title* decision issuer date revoked"),
    (Picture, "file* alt* credit*"),
    (Audio, "file* transcript"),
    (Correction, "date* text*"),
    (
        Campaign,
        "title* summary* started* ended launched_by* decision phases other_names fields image",
    ),
    (Phase, "name* from to decision"),
    (
        Document,
        "title* type* number issuer* issued* effective expires status signer file official "
        "replaces amends checked* source",
    ),
    (Question, "title* sources* checked*"),
    (Source, "document* article"),
    (Event, "title* kind* start* end place* unit* summary* campaigns cancelled"),
    (
        Unit,
        "key* name* type* from to code parent predecessors successors aliases cluster",
    ),
    (Field, "key* name* description"),
    (Withdrawal, "path* id* date* reason*"),
]


@pytest.mark.parametrize(
    ("model", "keys"), CONTRACT, ids=lambda value: getattr(value, "__name__", "")
)
def test_a_record_has_the_keys_of_the_contract(model: type[Record], keys: str) -> None:
    listed = {key.removesuffix("*"): key.endswith("*") for key in keys.split()}
    required = {
        field.alias or name: field.is_required() for name, field in model.model_fields.items()
    }
    assert {key: required.get(key) for key in listed} == listed
    # What the project adds may be left out: who keeps to the contract is never wrong.
    assert [key for key in required if required[key] and key not in listed] == []


def test_every_key_says_its_rule() -> None:
    def models(model: type[Record]) -> set[type[Record]]:
        inner = [
            found for field in model.model_fields.values() for found in records_in(field.annotation)
        ]
        return {model}.union(*map(models, inner))

    for kind in KINDS:
        for model in models(kind.model):
            assert all(keys_of(model).values()), model


@pytest.mark.parametrize(
    ("words", "listed"),
    [
        (Subject, "collective individual household model"),
        (Stage, "phat-hien boi-duong tong-ket nhan-rong"),
        (Scope, "web image radio"),
        (
            CheckedStatus,
            "con-hieu-luc het-mot-phan het-hieu-luc chua-hieu-luc het-giai-doan du-thao",
        ),
    ],
)
def test_the_words_of_the_contract(words: type[StrEnum], listed: str) -> None:
    assert [word.value for word in words] == listed.split()


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("content/exemplars/2026/to-hop-tac.md", "/dien-hinh/2026/to-hop-tac/"),
        ("content/campaigns/nong-thon-moi/index.md", "/phong-trao/nong-thon-moi/"),
        ("content/campaigns/nong-thon-moi/ap-1.md", "/phong-trao/nong-thon-moi/ap-1/"),
        ("content/documents/luat-06-2022-qh15.md", "/van-ban/luat-06-2022-qh15/"),
        ("content/questions/ai-duoc-xet.md", "/hoi-dap/ai-duoc-xet/"),
        ("content/events/2026/hop-mat.md", "/su-kien/2026/hop-mat/"),
    ],
)
def test_the_addresses_of_the_contract(path: str, address: str) -> None:
    found = kind_of(path)
    assert found is not None
    kind, parts = found
    assert kind.address_of(parts) == address


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_the_example_of_a_kind_is_of_that_kind(kind: Kind[Record]) -> None:
    found = kind_of(kind.example)
    assert found is not None
    assert found[0] is kind


@pytest.mark.parametrize(
    "path",
    [
        "content/exemplars/to-hop-tac.md",
        "content/exemplars/26/to-hop-tac.md",
        "content/exemplars/2026/to_hop_tac.md",
        "content/exemplars/2026/to--hop.md",
        "content/exemplars/2026/-to.md",
        "content/exemplars/2026/to-.md",
        "content/exemplars/2026/To.md",
        "content/exemplars/2026/a/b.md",
        "content/exemplars/2026/trang.md",
        "content/exemplars/2026/a.md\n",
        "content/campaigns/a.md",
        "content/campaigns/trang/a.md",
        "content/documents/files/a.md",
        "x/content/exemplars/2026/a.md",
    ],
)
def test_what_is_not_content(path: str) -> None:
    assert kind_of(path) is None


# --- schemas ------------------------------------------------------------------------------------


def test_there_is_a_schema_of_all_that_editors_write() -> None:
    found = make_schemas()
    assert {kind.name for kind in KINDS} | {"bulletin", "units", "fields"} <= set(found)
    for kind in KINDS:
        assert set(found[kind.name]["properties"]) == set(keys_of(kind.model))
        assert found[kind.name]["additionalProperties"] is False


def test_a_schema_knows_lengths_and_patterns() -> None:
    story = make_schemas()["exemplar"]["properties"]
    assert (story["title"]["minLength"], story["title"]["maxLength"]) == (1, 150)
    assert (story["summary"]["minLength"], story["summary"]["maxLength"]) == (1, 400)
    assert story["date"]["pattern"].startswith("^")
    assert story["fields"]["minItems"] == 1
