"""What stands before a date on a page: whether it is that of publication or that of the last change."""

from __future__ import annotations

import re
from collections.abc import Iterable

MODIFIED = re.compile(
    r"updat|modif|edit(?!or|ion|ión|ial|ie)|aktualis|geändert|mis à jour|mise à jour|actuali|aggiorn|atualiz"
    r"|bijgewerkt|oppdater|uppdater|opdater|обновл|изменен|оновлен|обновен|ажурира|ažurira|izmijenjen|posodobljen|atnaujint|atjaunin|uuendat"
    r"|aktualiz|güncel|cập nhật|更新|수정|diperbarui|päivite|ενημ[εέ]ρωσ|frissít|modosít|módosít"
    r"|تحديث|به‌?روز|עודכן|अपडेट|আপডেট"
    r"|yenilən|განახლ|แก้ไข|อัปเดต|อัพเดท",
    re.IGNORECASE,
)
PUBLISHED = re.compile(
    r"publi|posted|created|issued|erstellt|veröffentlicht|erschienen|gepubliceerd|lagt ut|опублик|опубліков|создан"
    r"|yayın|ngày đăng|发布|發布|公開|配信|입력|등록|dodano|objavljen|julkaistu"
    r"|δημοσ|نشر|انتشار|פורסם|प्रकाशित|প্রকাশ|dipublikasi|แพร่",
    re.IGNORECASE,
)
_HAS_MOMENT = re.compile(r"\d{4}|\d[:.]\d\d")


def parted(text: str) -> tuple[str, str]:
    """(what of a text is about the publication, what of it is about the change); either may be empty.

    >>> parted("Publié le 3 mai 2024 à 10h22, mis à jour le 4 mai")
    ('Publié le 3 mai 2024 à 10h22, ', 'mis à jour le 4 mai')
    """
    change = MODIFIED.search(text)
    if change is None:
        return text, ""
    if _HAS_MOMENT.search(text, 0, change.start()):
        return text[: change.start()], text[change.start() :]
    if publication := PUBLISHED.search(text, change.end()):
        return text[publication.start() :], text[: publication.start()]
    return "", text


def of_publication(lines: Iterable[str]) -> list[str]:
    """The parts of lines that are about the publication."""
    return [part for line in lines if (part := parted(line)[0])]


def of_change(lines: Iterable[str]) -> list[str]:
    """The parts of lines that are about a change."""
    return [part for line in lines if (part := parted(line)[1])]
