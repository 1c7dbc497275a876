"""Formats the corpus as a project of Hugo: a minimal theme, taxonomies, pagination and RSS.

A second configuration, related.toml, adds related stories, which the bulletin always has.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from benchmarks.bulletin_project import resolve_links
from benchmarks.stories import Story, StoryHead
from benchmarks.taxonomies import taxonomy_keys

_SETTINGS = """\
baseURL = "https://kho-gia.example/"
languageCode = "vi"
title = "Bản tin"
paginate = 20
rssLimit = 30
[taxonomies]
fields = "fields"
units = "units"
campaigns = "campaigns"
"""
_RELATED = """\
[params]
related = true
[related]
includeNewer = true
threshold = 20
[[related.indices]]
name = "fields"
weight = 50
[[related.indices]]
name = "units"
weight = 50
[[related.indices]]
name = "campaigns"
weight = 80
[[related.indices]]
name = "date"
weight = 10
pattern = "2006"
"""
_LAYOUTS = {
    "baseof": """\
<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><title>{{ .Title }}</title>
{{ range .AlternativeOutputFormats -}}
<link rel="{{ .Rel }}" type="{{ .MediaType.Type }}" href="{{ .Permalink }}">
{{ end }}</head>
<body><nav><a href="/">Bản tin</a></nav><main>{{ block "main" . }}{{ end }}</main></body></html>
""",
    "single": """\
{{ define "main" }}<article><h1>{{ .Title }}</h1><time>{{ .Date.Format "2006-01-02" }}</time>
<p>{{ .Params.summary }}</p>
{{ .Content }}</article>
{{ range $name := slice "fields" "units" "campaigns" }}{{ range $.GetTerms $name -}}
<a href="{{ .Permalink }}">{{ .Title }}</a>
{{ end }}{{ end }}
{{ if .Site.Params.related }}<ul>{{ range first 5 (.Site.RegularPages.Related .) }}
<li><a href="{{ .Permalink }}">{{ .Title }}</a></li>{{ end }}</ul>{{ end }}{{ end }}
""",
    "list": """\
{{ define "main" }}<h1>{{ .Title }}</h1>
{{ $shown := .Paginate (.RegularPagesRecursive.ByDate.Reverse) }}
{{ range $shown.Pages }}<article><h2><a href="{{ .Permalink }}">{{ .Title }}</a></h2>
<time>{{ .Date.Format "2006-01-02" }}</time><p>{{ .Params.summary }}</p></article>{{ end }}
{{ template "_internal/pagination.html" . }}{{ end }}
""",
    "terms": """\
{{ define "main" }}<h1>{{ .Title }}</h1>
<ul>{{ range .Pages }}<li><a href="{{ .Permalink }}">{{ .Title }}</a></li>{{ end }}</ul>{{ end }}
""",
}


def iter_files(corpus: Sequence[Story], years: int) -> Iterator[tuple[str, str]]:
    """Yield the path and text of every file of the project, with both configurations."""
    yield "hugo.toml", _SETTINGS
    yield "related.toml", _RELATED
    for name, text in _LAYOUTS.items():
        yield f"layouts/_default/{name}.html", text
    yield "layouts/index.html", _LAYOUTS["list"]
    for story in corpus:
        head = story.head
        front = {
            "title": head.title,
            "date": f"{head.day}",
            "summary": story.summary,
            "url": _address(head),
            **taxonomy_keys(story),
        }
        text = json.dumps(front, ensure_ascii=False, indent=2)
        body = resolve_links(story.body, years, _address)
        yield f"content/{head.day.year}/{head.slug}.md", f"{text}\n\n{body}\n"


def _address(head: StoryHead) -> str:
    return f"/{head.day.year}/{head.slug}/"
