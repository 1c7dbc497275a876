"""Text normalisation for text-to-speech: written Vietnamese in, spoken words out.

"Ngày 2/9 có 7/15 xã đạt 98,5%." becomes "Ngày hai tháng chín có bảy trên mười lăm xã đạt chín mươi
tám phẩy năm phần trăm." Nothing is learned from data: each class of tokens (the field calls it a
semiotic class) has one rule, written by hand. A rule never guesses. If the words around a token do
not show its meaning, the token is kept as written and the editor gets a doubt.

Who calls it: `radio` for the script of a story, `radio/read_aloud.py` for the warnings of
`make check`. It knows no story and no file:

    verbalizer = Verbalizer(style, lexicon)     # compiles patterns: make one, use it for many texts
    result = verbalizer.verbalize(text)         # result.text, result.doubts

**How a token is found** (`verbalizer.py`). All other text is copied, so it is never split into
words. `_find_starts` searches for the few indexes where a token may start: a digit, a sign, a
capital letter before another one, the first letter of a word in the lexicon. At each of these
indexes that is not inside a token already found, the patterns of all rules are tried as one regular
expression. The rule whose pattern matches gets the token.

**In which order rules are tried** (`rules.py`). First `WEB_ADDRESS`, then `LEXICON_WORD`, then
`SHARED_RULES` from top to bottom. The first pattern that matches at an index wins, not the longest,
so special forms come before general ones: document symbol, telephone, date, slash pair, range,
amount. A rule that was chosen must decide: no other rule is tried after it.

**What a rule sees and returns.** It gets a `TokenContext` (`token_context.py`): the groups of its
pattern (`token["hour"]`), the output before the token, the text after it, the lexicon and the
style. It returns a `Verbalization` (`verbalization.py`) made by one of two functions:
`replace_with(words)` or `keep_written(why)`. Words before a token that decide its meaning are its
trigger: in "khóa XII" the word khóa shows that XII is a number. Triggers are searched in the output
and not in the input, so verbalizing a text twice gives the same as once.

**What a doubt is.** A `Doubt` has the index and the text of what is unclear, and says in Vietnamese
what to write instead (`why`). A token is kept without a doubt if it needs no words: a bullet, or
capitals in a heading (`keep_written()`). No digit is left in the output without a doubt.

**How to add a rule**
1. Write the expected results into two tables: `tests/verbalize/readings.tsv` (group, written,
   spoken) and, for what must stay unclear, `doubts.tsv` (written, output, the part in doubt). Each
   row of the first is tested alone, in the middle and at the start of sentences, and a second time
   on its own output.
2. In the module of its subject write the pattern `X` and the function `verbalize_x` (`keep_x` if it
   never has words). Build the pattern from the parts in `patterns.py`.
3. Add `Rule("x", …)` to `SHARED_RULES`: before all rules that also match such tokens.
4. If such a token starts with something new, extend `TOKEN_STARTS` or `START_WORDS`. The test
   `test_rules_are_tried_wherever_a_token_may_begin` takes your rows and fails if you forgot it.

A word with a spoken form of its own needs no rule. It goes into `content/data/abbreviations.yml` or
`pronunciations.yml`, which become the `Lexicon` (`lexicon.py`). New units and their words go into
`units.py`, codes of issuers into `issuers.py`, meanings of ambiguous abbreviations that the words
next to them show into `disambiguation.py`. Numbers in words come from `spellout.py`; `duration.py`
counts syllables and estimates seconds.
"""
