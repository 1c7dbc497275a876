"""Structured data (JSON-LD with the types of schema.org) that pages give to search engines.

Samples are invented, so their pages give nothing but breadcrumbs.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bulletin.model.bulletin import Bulletin
from bulletin.pages.page import EventInfo, FaqInfo, Link, NewsInfo, Page


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who publishes the site; `root` is the site's URL without the slash at its end."""

    bulletin: Bulletin
    site_name: str
    root: str

    def make_organization(self) -> dict[str, Any]:
        """Return the publisher as a GovernmentOrganization."""
        contact, until = self.bulletin.contact, self.bulletin.publisher_until
        facts = {
            "@type": "GovernmentOrganization",
            "@id": f"{self.root}/#co-quan",
            "name": self.bulletin.publisher,
            "url": f"{self.root}/",
            "logo": f"{self.root}/assets/apple-touch-icon.png",
            "email": contact.working_email,
            "telephone": contact.phone,
            "address": contact.address,
            "dissolutionDate": until.isoformat() if until is not None else None,
            "parentOrganization": {
                "@type": "GovernmentOrganization",
                "name": self.bulletin.governing_body,
            },
        }
        return {key: value for key, value in facts.items() if value is not None}

    def make_website(self) -> dict[str, Any]:
        """Return the site as a WebSite."""
        return {
            "@type": "WebSite",
            "name": self.site_name,
            "url": f"{self.root}/",
            "description": self.bulletin.description,
            "inLanguage": "vi",
            "publisher": {"@id": f"{self.root}/#co-quan"},
        }


def make_front_page_data(publisher: Publisher) -> dict[str, Any]:
    """Return the structured data of the front page: the publisher and the site."""
    return _make_graph([publisher.make_organization(), publisher.make_website()])


def make_structured_data(
    page: Page, breadcrumbs: Sequence[Link], publisher: Publisher, image: str, answer: str
) -> dict[str, Any]:
    """Return the structured data of `page`.

    `image` is the URL of its picture; `answer` is its body as HTML, used for questions only.
    """
    return _make_graph(
        [
            *_iter_subjects(page, publisher, image, answer),
            _make_breadcrumb_list(page, breadcrumbs, publisher.root),
        ]
    )


def _make_graph(things: Sequence[dict[str, Any]]) -> dict[str, Any]:
    return {"@context": "https://schema.org", "@graph": list(things)}


def _make_breadcrumb_list(page: Page, breadcrumbs: Sequence[Link], root: str) -> dict[str, Any]:
    steps = [*breadcrumbs, Link(page.marked_title, page.address)]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": position,
                "name": step.text,
                "item": root + step.address,
            }
            for position, step in enumerate(steps, 1)
        ],
    }


def _iter_subjects(
    page: Page, publisher: Publisher, image: str, answer: str
) -> Iterator[dict[str, Any]]:
    address = publisher.root + page.address
    match page.structured:
        case NewsInfo():
            yield {
                "@type": "NewsArticle",
                "headline": page.title,
                "description": page.description,
                "url": address,
                "mainEntityOfPage": address,
                "image": image,
                "datePublished": page.structured.published.isoformat(),
                "dateModified": page.structured.changed.isoformat(),
                "author": {"@id": f"{publisher.root}/#co-quan"},
                "creditText": page.structured.credit,
                "inLanguage": "vi",
                "isAccessibleForFree": True,
                "publisher": {"@id": f"{publisher.root}/#co-quan"},
            }
            yield publisher.make_organization()
        case EventInfo():
            yield _make_event(page, page.structured, address, image)
        case FaqInfo():
            yield {
                "@type": "FAQPage",
                "url": address,
                "inLanguage": "vi",
                "mainEntity": [
                    {
                        "@type": "Question",
                        "name": page.title,
                        "acceptedAnswer": {"@type": "Answer", "text": answer},
                    }
                ],
            }


def _make_event(page: Page, info: EventInfo, address: str, image: str) -> dict[str, Any]:
    event = {
        "@type": "Event",
        "name": page.title,
        "description": page.description,
        "url": address,
        "image": image,
        "startDate": info.start.isoformat(),
        "eventStatus": f"https://schema.org/Event{'Cancelled' if info.cancelled else 'Scheduled'}",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "location": {"@type": "Place", "name": info.place, "address": info.place},
        "organizer": {"@type": "GovernmentOrganization", "name": info.organizer},
    }
    is_day = not isinstance(info.start, dt.datetime)
    end = info.start if info.end is None and is_day else info.end
    if end is not None:
        event["endDate"] = end.isoformat()
    return event
