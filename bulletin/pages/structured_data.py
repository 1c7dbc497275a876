"""What search engines and programs are told of a page, in the words of schema.org.

Samples are invented: nothing is claimed of them but where they stand.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bulletin.model.bulletin import Bulletin
from bulletin.pages.page import Answered, Happening, Link, Page, Reported


@dataclass(frozen=True, slots=True)
class Publisher:
    """Whose words these are: the bulletin, the site's name and its root without a slash."""

    bulletin: Bulletin
    site_name: str
    root: str

    def organization(self) -> dict[str, Any]:
        """Return the body that publishes, as schema.org's GovernmentOrganization."""
        contact = self.bulletin.contact
        facts = {
            "@type": "GovernmentOrganization",
            "@id": f"{self.root}/#co-quan",
            "name": self.bulletin.publisher,
            "url": f"{self.root}/",
            "logo": f"{self.root}/assets/apple-touch-icon.png",
            "email": contact.email,
            "telephone": contact.phone,
            "address": contact.address,
            "parentOrganization": {
                "@type": "GovernmentOrganization",
                "name": self.bulletin.governing_body,
            },
        }
        return {key: value for key, value in facts.items() if value is not None}

    def website(self) -> dict[str, Any]:
        """Return the site itself."""
        return {
            "@type": "WebSite",
            "name": self.site_name,
            "url": f"{self.root}/",
            "description": self.bulletin.description,
            "inLanguage": "vi",
            "publisher": {"@id": f"{self.root}/#co-quan"},
        }


def front_page(publisher: Publisher) -> dict[str, Any]:
    """Return what the front page says of the publisher and the site."""
    return _graph([publisher.organization(), publisher.website()])


def structured(
    page: Page, breadcrumbs: Sequence[Link], publisher: Publisher, image: str, answer: str
) -> dict[str, Any]:
    """Return what is said of `page`.

    `image` is the address of its picture; `answer` is the HTML of its text, which is given for
    questions only.
    """
    return _graph(
        [
            *_subject(page, publisher, image, answer),
            _breadcrumb_list(page, breadcrumbs, publisher.root),
        ]
    )


def _graph(things: Sequence[dict[str, Any]]) -> dict[str, Any]:
    return {"@context": "https://schema.org", "@graph": list(things)}


def _breadcrumb_list(page: Page, breadcrumbs: Sequence[Link], root: str) -> dict[str, Any]:
    steps = [*breadcrumbs, Link(page.title, page.address)]
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


def _subject(page: Page, publisher: Publisher, image: str, answer: str) -> Iterator[dict[str, Any]]:
    address = publisher.root + page.address
    match page.about:
        case Reported():
            yield {
                "@type": "NewsArticle",
                "headline": page.title,
                "description": page.description,
                "url": address,
                "mainEntityOfPage": address,
                "image": image,
                "datePublished": page.about.published.isoformat(),
                "dateModified": page.about.changed.isoformat(),
                "author": {"@id": f"{publisher.root}/#co-quan"},
                "creditText": page.about.credit,
                "inLanguage": "vi",
                "isAccessibleForFree": True,
                "publisher": {"@id": f"{publisher.root}/#co-quan"},
            }
            yield publisher.organization()
        case Happening():
            yield _event(page, page.about, address, image)
        case Answered():
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


def _event(page: Page, about: Happening, address: str, image: str) -> dict[str, Any]:
    def moment(at: dt.datetime) -> str:
        return (at.date() if about.all_day else at).isoformat()

    event = {
        "@type": "Event",
        "name": page.title,
        "description": page.description,
        "url": address,
        "image": image,
        "startDate": moment(about.start),
        "eventStatus": f"https://schema.org/Event{'Cancelled' if about.cancelled else 'Scheduled'}",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "location": {"@type": "Place", "name": about.place, "address": about.place},
        "organizer": {"@type": "GovernmentOrganization", "name": about.organizer},
    }
    if about.end is not None:
        event["endDate"] = moment(about.end)
    return event
