// Material takes every alternate link for a translation of the page and asks for a sitemap beside
// it. A second keyword keeps its hands off; feed readers look for the first.
for (const link of document.querySelectorAll("link[type='application/rss+xml']")) {
  link.rel = "alternate feed"
}
