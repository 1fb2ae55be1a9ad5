"""Boxes of which a page may have thousands, one of a kind here, and the page that has so many of one."""

from __future__ import annotations

STORY = (
    "The ferry to the outer islands sailed again on Monday, after eleven days in which nobody had left them.",
    "The mayor of Saltmere stood on the quay, and said that a second boat would be bought before the winter.",
    "“We had flour for two more days,” said Oonagh Trellis, who bakes for the three islands that have no shop.",
    "The old boat had lain in the dock since a rope was caught in its screw, and a diver was long in coming.",
)
_TEXT = "It comes up on Monday, and nobody would say more."
_HEADLINE = "A bill would cap what landlords charge {n}"
_CARD = f"<img src=/{{n}}.jpg><h3><a href=/{{n}}>{_HEADLINE}</a></h3><p>{_TEXT} {_TEXT}</p>"

BOXES = {
    "paragraph": f"<p>{_TEXT} It was number {{n}}.</p>",
    "same paragraph": f"<p>{STORY[0]}</p>",
    "unseen paragraph": "<p>&#8203;</p>",
    "line": f"{_TEXT} {{n}}<br>",
    "text": "so they went on ",
    "blank line": f"{_TEXT}\n\n",
    "card": f"<div class=card>{_CARD}</div>",
    "card without a name": f"<div>{_CARD}</div>",
    "card with a moment": f"<article>{_CARD}<time datetime=2024-03-01T12:10:00Z>1 March 2024</time></article>",
    "linked card": f"<a href=/{{n}}><h3>{_HEADLINE}</h3><p>{_TEXT}</p></a>",
    "h1": "<h1>Another story of the day, number {n}</h1>",
    "story": f"<article><h1>Another story, number {{n}}</h1><p>{STORY[1]}</p><p>{STORY[3]}</p></article>",
    "h2": f"<h2>Part {{n}}</h2><p>{_TEXT} {_TEXT}</p>",
    "linked h3": f"<h3><a href=/{{n}}>{_HEADLINE}</a></h3>",
    "topics": "<b>Tags</b><p><a href=/{n}>ferries {n}</a> <a href=/s{n}>storms</a></p><p>Topics: a sea, a boat</p>",
    "list of topics": "<ul class=tags><li><a href=/tag/{n}>ferries {n}</a><li><a href=/topics/s{n}>storms</a></ul>",
    "link and line": "<p><a href=/{n}>Islands</a></p><p>Category: ships {n}</p>",
    "numbered heading": f"<h3>{{n}}. Another one</h3><p>{_TEXT}</p>",
    "bold line": f"<p><strong>Part {{n}}</strong></p><p>{_TEXT}</p>",
    "list": f"<p>They are:</p><ul><li>{_TEXT}</li><li>Item {{n}}.</li></ul>",
    "list of links": f"<ul><li><a href=/{{n}}>{_HEADLINE}</a></li><li>{_TEXT}</li></ul>",
    "item": f"<li>{_TEXT} {{n}}</li>",
    "definition": f"<dl><dt>Port {{n}}</dt><dd>{_TEXT}</dd></dl>",
    "row": "<tr><th>Port</th><td>Number {n}</td><td>{n}</td></tr>",
    "table": "<table><tr><th>Port<th>Time<tr><td>{n}<td>12:30</table>",
    "figure": "<figure><img src=/{n}.jpg><figcaption>The ferry at sea. Photo: Jane Roe</figcaption></figure>",
    "picture": "<img src=/{n}.jpg>",
    "caption": "<div class=caption>The ferry {n} at sea. Photo: Jane Roe</div>",
    "byline": "<p class=byline>By Jane Roe</p>",
    "writer": "<div class=author><a rel=author href=/author/{n}>Jane Roe</a> <span class=role>Reporter</span></div>",
    "note on a writer": f"<p>Jane Roe is a staff writer at the paper</p><p>{_TEXT} {_TEXT}</p>",
    "writer in microdata": "<span itemprop=author itemscope><span itemprop=name>Jane Roe</span></span>",
    "date": "<div class=date>March 1, 2024 12:10</div>",
    "label and date": "<p>Published: March 1, 2024</p>",
    "time": "<time datetime=2024-03-01T12:10:00Z>1 March 2024</time>",
    "entry": f"<div><p>12:10</p><h3>Entry {{n}}</h3><p>{_TEXT}</p></div>",
    "comment": f"<div class=comment><p>Jane Roe March 1, 2024 at 12:10 pm</p><p>{_TEXT}</p><a href=#>Reply</a></div>",
    "signed comment": f"<ul>{f'<li><p>March 1, 2024 12:10</p><p>{_TEXT}</p></li>' * 3}</ul>",
    "link": f"<a href=/2024/03/01/{{n}}.html>{_HEADLINE}</a> ",
    "link to read more": f"<p>Read more: <a href=/2024/03/01/{{n}}.html>{_HEADLINE}</a></p>",
    "tag": "<a rel=tag href=/tag/{n}>Tag {n}</a>",
    "page number": "<a href='?page={n}'>{n}</a>",
    "breadcrumb": "<div class=breadcrumb><a href=/{n}>News {n}</a></div>",
    "empty": "<p></p><div></div><span></span>",
    "nested": f"<div><div><div><p>{_TEXT} {{n}}</p></div></div></div>",
    "unclosed": f"<div>{_TEXT} {{n}}",
    "name of its own": f"<div class='box-{{n}}'><p>{_TEXT}</p></div>",
    "section": f"<section><h2>Part {{n}}</h2><p>{_TEXT}</p></section>",
    "aside": f"<aside><p>{_TEXT} {{n}}</p></aside>",
    "footer": "<footer><p>Part {n}</p></footer>",
    "footer with a picture": "<footer><div><img src=/{n}.jpg></div></footer>",
    "form": "<form><label>Mail</label><input name=q{n}><button>Send</button></form>",
    "folded": f"<details><summary>What is it {{n}}?</summary><p>{_TEXT}</p></details>",
    "hidden": f"<div hidden><p>{_TEXT} {{n}}</p></div>",
    "quote": f"<p>He said:</p><blockquote><p>{_TEXT} {{n}}</p></blockquote>",
    "pulled quote": "<aside class=pullquote>a second boat would be bought before the winter</aside>",
    "post": f"<blockquote class=twitter-tweet><p>{_TEXT}</p><a href=//x.example/{{n}}>May 1</a></blockquote>",
    "span": "<span>word {n} </span>",
    "named span": "<span class=caption>word {n} </span>",
    "nested span": "<span class=author>word {n} ",
    "bold": "<b>Word</b>Word ",
    "mark": "<!-- {n} -->",
    "script": "<script>var a = {n};</script>",
    "json-ld": '<script type="application/ld+json">{{"@type":"NewsArticle","headline":"Bill {n}"}}</script>',
    "meta": "<meta name=publish-{n}-date content=2024-03-01>",
    "meta keyword": "<meta property=article:tag content='ferry {n}'>",
    "feed": "<link rel=alternate type=application/rss+xml href=/{n}.xml>",
    "related": f"<div class=related><h3>Related content</h3><a href=/{{n}}>{_HEADLINE}</a></div>",
    "letter": "<p>Dear reader, we ask you to subscribe for $5 a month, and to support our journalism. Thank you!</p>"
    f"<p>{_TEXT} {_TEXT}</p><p>{_TEXT} {_TEXT}</p>",
    "offer": f"<h3>Our offer</h3><p>Sign up for our newsletter.</p><p>{_TEXT} {_TEXT}</p>",
    "credit": "<p>Reporting by Jane Roe; editing by Tom Hill</p>",
    "Chinese": "<p>渡轮在停航十一天后于星期一再次驶往外岛，市长在码头上表示欢迎。{n}</p>",
    "Thai": "<p>เรือข้ามฟากไปยังเกาะรอบนอกแล่นอีกครั้งในวันจันทร์ {n}</p>",
    "Arabic": "<p>أبحرت العبارة إلى الجزر مرة أخرى يوم الاثنين بعد أحد عشر يوما {n}.</p>",
}
"""Name -> a box, in which ``{n}`` is its number."""

# What holds all the boxes of a page, if anything does.
_HOLDERS = {
    "item": "<ul>{}</ul>",
    "row": "<table>{}</table>",
    "picture": "<p>1 March 2024 {}</p>",
    "footer with a picture": "<article><h2><a href=/x>Another story</a></h2>{}</article>",
}
_ABOVE = frozenset(("picture", "footer with a picture", "byline", "date", "breadcrumb"))
_IN_HEAD = frozenset(("json-ld", "meta", "meta keyword", "feed", "script"))


def many(name: str, count: int) -> str:
    """So many boxes of a kind, one after the other, in what holds such."""
    boxes = "".join(BOXES[name].format(n=number) for number in range(count))
    return _HOLDERS.get(name, "{}").replace("{}", boxes)


def page_of(name: str, count: int) -> bytes:
    """A page with a story that has so many boxes of a kind: in its middle, or where such stand."""
    boxes = many(name, count)
    head, above, amid = ("", "", boxes)
    if name in _IN_HEAD:
        head, above, amid = boxes, "", ""
    elif name in _ABOVE:
        head, above, amid = "", boxes, ""
    own = [f"<p>{text}</p>" for text in STORY]
    return (
        "<html lang=en><head><title>The ferry sails again - The Paper</title><meta name=author content='Jane Roe'>"
        f"{head}</head><body><main><article>{above}<h1>The ferry sails again</h1>{''.join(own[:2])}{amid}"
        f"{''.join(own[2:])}</article></main></body></html>"
    ).encode()
