"""Formats the corpus as a project of Hugo: a minimal theme, taxonomies, pagination and RSS.

Two more configurations add what the bulletin always makes: outputs.toml the other three files of a
story (its sheet to read aloud as a page and as text, and its result of search), related.toml the
related stories.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from benchmarks.bulletin_project import resolve_links
from benchmarks.stories import Story, StoryHead
from benchmarks.taxonomies import taxonomy_keys

_SETTINGS = """\
baseURL = "https://kho-gia.example/"
locale = "vi"
title = "Bản tin"
[pagination]
pagerSize = 20
[services.rss]
limit = 30
[taxonomies]
fields = "fields"
units = "units"
campaigns = "campaigns"
"""
_OUTPUTS = """\
[outputs]
page = ["html", "sheet", "spoken", "result"]
[outputFormats.sheet]
mediaType = "text/html"
path = "doc"
[outputFormats.spoken]
mediaType = "text/plain"
path = "doc"
isPlainText = true
[outputFormats.result]
mediaType = "application/json"
path = "tim"
isPlainText = true
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
    "baseof.html": """\
<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><title>{{ .Title }}</title>
{{ range .AlternativeOutputFormats -}}
<link rel="{{ .Rel }}" type="{{ .MediaType.Type }}" href="{{ .Permalink }}">
{{ end }}</head>
<body><nav><a href="/">Bản tin</a></nav><main>{{ block "main" . }}{{ end }}</main></body></html>
""",
    "single.html": """\
{{ define "main" }}<article><h1>{{ .Title }}</h1><time>{{ .Date.Format "2006-01-02" }}</time>
<p>{{ .Params.summary }}</p>
{{ .Content }}</article>
{{ range $name := slice "fields" "units" "campaigns" }}{{ range $.GetTerms $name -}}
<a href="{{ .Permalink }}">{{ .Title }}</a>
{{ end }}{{ end }}
{{ if .Site.Params.related }}<ul>{{ range first 5 (.Site.RegularPages.Related .) }}
<li><a href="{{ .Permalink }}">{{ .Title }}</a></li>{{ end }}</ul>{{ end }}{{ end }}
""",
    "list.html": """\
{{ define "main" }}<h1>{{ .Title }}</h1>
{{ $shown := .Paginate (.RegularPagesRecursive.ByDate.Reverse) }}
{{ range $shown.Pages }}<article><h2><a href="{{ .Permalink }}">{{ .Title }}</a></h2>
<time>{{ .Date.Format "2006-01-02" }}</time><p>{{ .Params.summary }}</p></article>{{ end }}
{{ partial "pagination.html" . }}{{ end }}
""",
    "terms.html": """\
{{ define "main" }}<h1>{{ .Title }}</h1>
<ul>{{ range .Pages }}<li><a href="{{ .Permalink }}">{{ .Title }}</a></li>{{ end }}</ul>{{ end }}
""",
    "single.sheet.html": """\
<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><title>{{ .Title }}</title></head>
<body><h1>{{ .Title }}</h1><p>{{ .Date.Format "2/1/2006" }}, {{ .WordCount }} từ</p>
{{ range split .Plain "\\n" }}{{ with . }}<p>{{ . }}</p>
{{ end }}{{ end }}</body></html>
""",
    "single.spoken.txt": """\
{{ .Title }}.
{{ .Params.summary }}
{{ .Plain }}
""",
    "single.result.json": """\
{{ dict "title" .Title "url" .RelPermalink "day" (.Date.Format "2006-01-02")
"summary" .Params.summary "text" .Plain | jsonify }}
""",
}


def iter_files(corpus: Sequence[Story], years: int) -> Iterator[tuple[str, str]]:
    """Yield the path and text of every file of the project, with all configurations."""
    yield "hugo.toml", _SETTINGS
    yield "outputs.toml", _OUTPUTS
    yield "related.toml", _RELATED
    for name, text in _LAYOUTS.items():
        yield f"layouts/_default/{name}", text
    yield "layouts/index.html", _LAYOUTS["list.html"]
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
