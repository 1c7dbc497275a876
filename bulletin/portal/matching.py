"""Which campaigns of many bulletins are one campaign, by key, name and other names.

Bulletins that share a key share a campaign. Two keys are one campaign when most of the bulletins of
one of them say so, by a name. A single bulletin that names two campaigns of others therefore joins
only its own key to one of them, and never the two: what it says of itself changes nothing else.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bulletin.model.catalog import CampaignCard


@dataclass(frozen=True, slots=True)
class CampaignMatch:
    """A campaign of the portal: the keys that it has in bulletins, the most usual one first."""

    key: str
    title: str
    keys: tuple[str, ...]
    other_names: tuple[str, ...]


@dataclass(slots=True)
class _Cluster:
    """The campaigns of one key, one of each bulletin that has it."""

    key: str
    cards: list[CampaignCard]

    @property
    def titles(self) -> set[str]:
        """The titles in the form in which they are compared."""
        return {normalise_name(card.title) for card in self.cards}

    def count_naming(self, titles: set[str]) -> int:
        """Return how many of the campaigns have one of `titles` among their names."""
        return sum(not titles.isdisjoint(_names_of(card)) for card in self.cards)

    def names(self, other: _Cluster) -> bool:
        """Return whether most of the campaigns have a name that is a title of the other's."""
        return self.count_naming(other.titles) * 2 > len(self.cards)


def match_campaigns(cards: Iterable[CampaignCard]) -> tuple[CampaignMatch, ...]:
    """Return the campaigns of the portal, those of most bulletins first, then by key.

    `cards` are those of all bulletins; a bulletin has a key once.
    """
    by_key: defaultdict[str, list[CampaignCard]] = defaultdict(list)
    for card in cards:
        by_key[card.key].append(card)
    clusters = [_Cluster(key, found) for key, found in by_key.items()]
    clusters.sort(key=lambda cluster: (-len(cluster.cards), cluster.key))
    joined: dict[str, list[_Cluster]] = {}
    heads: list[_Cluster] = []
    index: defaultdict[str, list[int]] = defaultdict(list)
    for cluster in clusters:
        own = {name for card in cluster.cards for name in _names_of(card)}
        candidates = sorted({position for name in own for position in index[name]})
        head = next(
            (
                heads[position]
                for position in candidates
                if cluster.names(heads[position]) or heads[position].names(cluster)
            ),
            None,
        )
        if head is not None:
            joined[head.key].append(cluster)
            continue
        for name in own:
            index[name].append(len(heads))
        heads.append(cluster)
        joined[cluster.key] = [cluster]
    return tuple(_make_match(joined[head.key]) for head in heads)


def find_match(matches: Sequence[CampaignMatch]) -> Mapping[str, CampaignMatch]:
    """Return the campaign of the portal by each key that bulletins have."""
    return {key: match for match in matches for key in match.keys}


def normalise_name(name: str) -> str:
    """Return a name in the form in which names are compared: small letters, no quotation marks."""
    return " ".join(name.casefold().translate(_QUOTES).split())


_QUOTES = dict.fromkeys(map(ord, "“”\"'‘’«»"))


def _names_of(card: CampaignCard) -> set[str]:
    return {normalise_name(name) for name in (card.title, *card.other_names)}


def _make_match(clusters: Sequence[_Cluster]) -> CampaignMatch:
    titles = Counter(card.title for card in clusters[0].cards)
    title = min(titles, key=lambda one: (-titles[one], one))
    seen = {normalise_name(title)}
    others = []
    for name in sorted(
        {name for c in clusters for card in c.cards for name in (card.title, *card.other_names)}
    ):
        if normalise_name(name) not in seen:
            seen.add(normalise_name(name))
            others.append(name)
    keys = tuple(cluster.key for cluster in clusters)
    return CampaignMatch(clusters[0].key, title, keys, tuple(others))
