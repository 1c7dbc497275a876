"""A static inverted index: Python writes it as files of the site, the reader's browser queries it.

This text is for engineers who know Lucene or another search engine. There is no search server. The
index is cut into small files, and a query downloads the few that it needs. This package writes the
files; theme/assets/search/*.js reads them.

Terms. What Lucene calls a document is called an item here, because documents are a kind of content.
An item becomes an `Entry` with fields (search_entry.py, edition_entries.py). words.py tokenises
text; each word has a folded form without diacritics and an exact form. A term is a folded word or a
pair of neighbouring folded words (a shingle). Synonyms are added when an item is indexed. A term is
known only by its key, 28 bits of a hash. The text of terms is not stored, so terms with equal keys
share a posting list; this is rare.

Postings (postings.py). A posting is a term key, a doc ID and one payload byte. The payload has the
weight, three bits (BM25F with field boosts, without the IDF), and five bits for diacritics: the
exact form of the term is hashed into one of five classes, and the bit of each class that occurs in
the item is set. So a query with diacritics prefers the exact form and still finds others. There are
no positions, segments or deleted documents.

Files, below /tim-kiem/chi-muc/ (index_files.py has the paths):

    dau.json            head: format, version, number of items, shard bits, common words
    am/<bits>/<id>.bin  shard: the posting lists of all terms whose key begins with the shard's ID
    bai/<n>/<m>.json    result of the item with doc ID 256 n + m: title, summary, text and so on
    loc/<n>.json        properties (facet values) of the items with doc IDs 8192 n to 8192 n + 8191
    tu.txt              the 4,096 most frequent words with their frequency: completion and spelling

shards.py describes the bytes of a shard, results.py the JSON of results and properties.

A query. The browser gets the head, always past its cache. It makes the term keys of the query's
words and pairs; common words are left out at first, because their lists are the longest. The upper
`shard_bits` bits of a key are the ID of its shard; a 16-bit fingerprint finds the list in the
shard. The length of a list is the document frequency, from which the browser computes the IDF. It
adds up scores by doc ID; of equal scores the greater doc ID comes first, because doc IDs ascend by
day. Then it gets the results that it shows, and properties only when the reader filters. Requests
for all files except the head carry the version, so that the files of two indexes are never mixed.
The client's names differ in places: `number` is a doc ID, `note` a payload, `placeOf` gives a shard
ID.

Updates (inverted_index.py). Between builds the index is kept as one sorted array of 64-bit integers
per shard, the row; an integer is a posting (term key, doc ID, payload). After an edit the postings
of changed items are taken out of the rows and the new ones are put in, and only shards whose rows
changed are written. The result is byte for byte that of a clean build, because every part is a
function of the content alone, whatever was built before:

1. The postings of an item depend on the item and the abbreviations. Weights use a fixed reference
   length instead of the average length, and no IDF, so no item changes the postings of another.
2. Doc IDs depend on the set of addresses and days (doc_ids.py). They have gaps, so that a new item
   changes few others; an item whose ID changed is taken out and put in like an edited one.
3. `shard_bits` depends on the number of postings. When it changes, the index is built anew.
4. A row is a set of integers in sorted order, so the order of insertions does not matter.
5. Shard files depend on their row and `shard_bits`; the head and the words file on digests of the
   rows, on document frequencies, which are exact counts, and on the keys of all entries.
"""
