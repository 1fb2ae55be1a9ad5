"""The caption of a story's picture, and what reads like one and is none."""

from __future__ import annotations

import pytest

from tests.extraction.swans import PHOTO, STORY, load


@pytest.mark.parametrize(
    ("shown", "caption"),
    [
        (f"<figure>{PHOTO}<figcaption>Swans at dawn</figcaption></figure>", "Swans at dawn"),
        (f'<div>{PHOTO}<p class="photo-caption">Swans at dawn</p></div>', "Swans at dawn"),
        (f'<div>{PHOTO}<span class="cutline">Swans (Photo: Ann Roe)</span></div>', "Swans (Photo: Ann Roe)"),
        (f"<div>{PHOTO}</div><div><figcaption>Swans at dawn</figcaption></div>", "Swans at dawn"),
        (f"<figure>{PHOTO}<figcaption>Pictured: the swans</figcaption></figure>", "Pictured: the swans"),
        (f"<figure>{PHOTO}<figcaption>Foto: Die Schwäne am See</figcaption></figure>", "Foto: Die Schwäne am See"),
        (f"<figure>{PHOTO}<figcaption>Storm hits Alamy</figcaption></figure>", "Storm hits Alamy"),
        (f"<figure>{PHOTO}<figcaption>© Ann Roe</figcaption></figure>", None),
        (f"<figure><div><div><div>{PHOTO}<figcaption>At dawn</figcaption></div></div></div></figure>", "At dawn"),
        (f"<figure>{PHOTO}<figcaption>写真：湖で行われた会見</figcaption></figure>", "写真：湖で行われた会見"),
        *[
            (f"<figure>{PHOTO}<figcaption>{credit}</figcaption></figure>", None)
            for credit in (
                "Foto: dpa", "Bild: picture alliance / dpa", "Photograph: Ann Roe for the Courier", "Photos: Ann Roe",
                "Photo: courtesy of Ann Roe", "© 2024 Mere Post. All rights reserved", "Image copyright Getty Images",
                "Bildquelle: dpa", "写真：共同通信", "Fotoğraf : Ann Roe/AA",
            )
        ],
        (f"<figure>{PHOTO}<figcaption>Picture: iStock</figcaption></figure>", None),
        (f"<figure>{PHOTO}<figcaption>(Ann Roe/Getty Images)</figcaption></figure>", None),
        (f"<figure>{PHOTO}<figcaption>(Image: Press Pictures)</figcaption></figure>", None),
        (f"<figure>{PHOTO}<figcaption>Harbour-Courier.example</figcaption></figure>", None),
        (f"<figure>{PHOTO}<figcaption>Swans on the Mere</figcaption></figure>", None),
        ("<figure><blockquote>We like them.</blockquote><figcaption>Ann Roe, watcher</figcaption></figure>", None),
        ("<figure><video src='/v.mp4'></video><figcaption>Watch the swans</figcaption></figure>", None),
        (f'<div class="video-box">{PHOTO}<p class="caption">Watch the swans</p></div>', None),
        (f'<div>{PHOTO}<p class="caption"><a href="/x">Ferry late again, once more</a></p></div>', None),
        (f'<div>{PHOTO}<p class="caption">Advertisement</p></div>', None),
        ('<div><p class="caption">The council has no quorum, once more</p></div>', None),
    ],
)  # fmt: skip
def test_a_caption(shown: str, caption: str | None) -> None:
    assert load(f"{shown}{STORY}").image_caption == caption


def test_a_credit_alone_leaves_the_caption_to_the_next_source() -> None:
    head = '<meta property="og:image:alt" content="Swans at dawn">'
    article = load(f"<figure>{PHOTO}<figcaption>© Ann Roe</figcaption></figure>{STORY}", head)
    assert article.image_caption == "Swans at dawn"
