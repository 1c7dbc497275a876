"""The catalog of a bulletin: what it publishes so that portals can list its stories.

The catalog itself is one small file. It names the partitions: files of rows of one kind and, of
stories and events, of one year. A partition is named by a digest of its bytes, so what a portal has
it never fetches again. Rules: docs-dev/contract.md, "Catalog".

A key that a reader does not know is ignored: new keys may come without a new version. What every
row must be stands here once, for the bulletin that writes and for the portal that judges.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from bulletin.model.addresses import OPEN_DATA
from bulletin.model.document import Status
from bulletin.model.story import Stage, Subject
from bulletin.model.values import (
    FIRST_YEAR,
    LAST_YEAR,
    Address,
    DataDay,
    Domain,
    EventMoment,
    FileName,
    Identity,
    Key,
    Line,
    Name,
    ShortName,
    SiteRoot,
    Summary,
    Title,
    rule_error,
)

FORMAT: Final = "ban-tin/danh-muc"
VERSION: Final = 1
"""The format of the catalog and of its partitions. A reader takes no later version."""

CATALOG = f"{OPEN_DATA}danh-muc.json"
PARTITIONS = f"{OPEN_DATA}phan/"
"""The addresses of the catalog and of the folder of its partitions."""

MOST_PARTITIONS = 2_000
MOST_BYTES = 16_000_000
MOST_ROWS = 30_000
"""How many partitions a catalog names, how large one is, and how many rows it has, at most."""


class PartitionKind(StrEnum):
    """What the rows of a partition are; stories and events come by years."""

    STORIES = "stories"
    EVENTS = "events"
    DOCUMENTS = "documents"
    CAMPAIGNS = "campaigns"
    UNITS = "units"
    FIELDS = "fields"
    NUMBERS = "numbers"


class CatalogValue(BaseModel):
    """A frozen value that was read from JSON; keys that nobody here knows are ignored."""

    model_config = ConfigDict(extra="ignore", frozen=True, arbitrary_types_allowed=True)


def _check_offset(moment: dt.datetime) -> dt.datetime:
    if moment.utcoffset() is None:
        raise rule_error("phải có múi giờ, như 2026-11-18T07:30:00+07:00")
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise rule_error(f"phải là năm từ {FIRST_YEAR} đến {LAST_YEAR}")
    return moment


Year = Annotated[int, Field(ge=FIRST_YEAR, le=LAST_YEAR)]
Count = Annotated[int, Field(ge=0, le=1_000_000)]
ShortIdentity = Annotated[Identity, StringConstraints(max_length=300)]
Keys = Annotated[tuple[Key, ...], Field(max_length=100)]
Names = Annotated[tuple[Line, ...], Field(max_length=100)]
Digest = Annotated[str, StringConstraints(pattern="^[0-9a-f]{64}$")]
PartitionPath = Annotated[
    str, StringConstraints(pattern=f"^{PARTITIONS}[a-z0-9-]{{1,100}}[.]json$")
]
PublishedMoment = Annotated[dt.datetime, AfterValidator(_check_offset)]


class PartitionLink(CatalogValue):
    """A partition as the catalog names it."""

    kind: PartitionKind
    year: Year | None = None
    path: PartitionPath
    sha256: Digest
    bytes: Annotated[int, Field(ge=1, le=MOST_BYTES)]
    rows: Annotated[int, Field(ge=0, le=MOST_ROWS)]


class Catalog(CatalogValue):
    """/du-lieu/danh-muc.json: whose bulletin this is, and its partitions in a fixed order."""

    format: Literal["ban-tin/danh-muc"]
    version: Literal[1]
    name: Line
    publisher: Line
    governing_body: Line | None = None
    url: SiteRoot
    authority: Domain
    own_units: Keys = ()
    since: DataDay
    changed: DataDay
    attribution: Line | None = None
    partitions: Annotated[tuple[PartitionLink, ...], Field(max_length=MOST_PARTITIONS)]


class AwardCard(CatalogValue):
    """A commendation that a story names; no name of a person is in it."""

    title: Name
    decision: Name | None = None
    issuer: Name | None = None
    date: DataDay | None = None
    revoked: bool = False
    revoked_on: DataDay | None = None
    revoked_reason: Name | None = None


class RecordingCard(CatalogValue):
    """The recording of a story: a file beside its page."""

    file: FileName
    bytes: Annotated[int, Field(ge=1, le=1_000_000_000)]
    seconds: Annotated[float, Field(ge=0, le=1_000_000)]


class StoryCard(CatalogValue):
    """What a list shows of a story. `mark` says that it is a sample; real ones have none."""

    id: ShortIdentity
    address: Address
    mark: Line | None = None
    title: Title
    date: PublishedMoment
    summary: Summary | None = None
    unit: Key
    fields: Keys = ()
    campaigns: Keys = ()
    subject: Subject | None = None
    stage: Stage | None = None
    awards: Annotated[tuple[AwardCard, ...], Field(max_length=100)] = ()
    corrections: Annotated[tuple[DataDay, ...], Field(max_length=100)] = ()
    aired: Count = 0
    recording: RecordingCard | None = None


class EventCard(CatalogValue):
    """What a list shows of an event; `start` and `end` are local, a day or a day with an hour."""

    id: ShortIdentity
    address: Address
    mark: Line | None = None
    title: Title
    kind: Line
    start: EventMoment
    end: EventMoment | None = None
    place: Name
    unit: Key
    campaigns: Keys = ()
    summary: Summary | None = None
    cancelled: bool = False


class DocumentCard(CatalogValue):
    """What a list shows of a document; `status` is that of the day of the build, in words."""

    key: Key
    address: Address
    type: ShortName
    number: Name | None = None
    title: Name
    issuer: ShortName
    issued: DataDay
    effective: DataDay | None = None
    expires: DataDay | None = None
    status: Status
    checked: DataDay


class CampaignCard(CatalogValue):
    """What a list shows of a campaign; `progress` is that of the day of the build, in words."""

    key: Key
    address: Address
    title: Title
    summary: Summary | None = None
    started: DataDay | None = None
    ended: DataDay | None = None
    launched_by: Line | None = None
    other_names: Names = ()
    progress: Line | None = None


class UnitCard(CatalogValue):
    """A unit in the time of its existence, as in content/data/units.yml."""

    key: Key
    mark: Line | None = None
    name: Name
    type: Name
    start: DataDay | None = Field(None, alias="from")
    end: DataDay | None = Field(None, alias="to")
    code: Name | None = None
    parent: Key | None = None
    predecessors: Keys = ()
    successors: Keys = ()
    aliases: Names = ()


class FieldCard(CatalogValue):
    """A field of life."""

    key: Key
    name: Line


class UnitNumbers(CatalogValue):
    """How many real stories a unit had in a year under its own name, and how many it should."""

    unit: Key
    stories: Count
    target: Annotated[int, Field(ge=1, le=1_000_000)] | None = None


class YearNumbers(CatalogValue):
    """The numbers of a year: real stories by their day, their awards that stand, events.

    `aired` counts what stations reported of that year; None where nothing is reported at all.
    `units` are the bulletin's own units that existed in the year, and those with a target.
    """

    year: Year
    stories: Count
    awards: Count
    events: Count
    aired: Count | None = None
    withdrawn: Count = 0
    units: Annotated[tuple[UnitNumbers, ...], Field(max_length=5_000)] = ()


class WithdrawalCard(CatalogValue):
    """An entry of /rss/rut-bai.json; `id` and `url` may be digests (`sha256:…`)."""

    id: Annotated[str, StringConstraints(min_length=1, max_length=300)]
    url: Annotated[str, StringConstraints(min_length=1, max_length=500)]
    date: DataDay
    reason: Line
    only: Literal["radio", "image"] | None = None


ROW_MODELS: dict[PartitionKind, type[CatalogValue]] = {
    PartitionKind.STORIES: StoryCard,
    PartitionKind.EVENTS: EventCard,
    PartitionKind.DOCUMENTS: DocumentCard,
    PartitionKind.CAMPAIGNS: CampaignCard,
    PartitionKind.UNITS: UnitCard,
    PartitionKind.FIELDS: FieldCard,
    PartitionKind.NUMBERS: YearNumbers,
}
"""What the rows of each kind of partition are."""
