"""The corpus as a project of Hugo: a bare theme, taxonomies, pagination and RSS.

A second configuration, related.toml, adds what the bulletin always shows: related stories.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from benchmarks.bulletin_project import linked
from benchmarks.labels import labels
from benchmarks.stories import Heading, Story

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


def files(corpus: Sequence[Story], years: int) -> Iterator[tuple[str, str]]:
    """Yield path and text of every file of the project, both configurations included."""
    yield "hugo.toml", _SETTINGS
    yield "related.toml", _RELATED
    for name, text in _LAYOUTS.items():
        yield f"layouts/_default/{name}.html", text
    yield "layouts/index.html", _LAYOUTS["list"]
    for story in corpus:
        head = story.heading
        front = {
            "title": head.title,
            "date": f"{head.day}",
            "summary": story.summary,
            "url": _address(head),
            **labels(story),
        }
        text = json.dumps(front, ensure_ascii=False, indent=2)
        body = linked(story.body, years, _address)
        yield f"content/{head.day.year}/{head.slug}.md", f"{text}\n\n{body}\n"


def _address(head: Heading) -> str:
    return f"/{head.day.year}/{head.slug}/"
