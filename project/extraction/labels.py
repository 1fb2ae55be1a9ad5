"""What stands before a date on a page: whether it is that of publication or that of the last change."""

from __future__ import annotations

import re
from collections.abc import Iterable

from project.extraction.months import all_weekdays, fold

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
    r"|yayın|giriş|eklenme|oluştur|ngày đăng|发布|發布|公開|配信|입력|등록|dodano|objavljen|julkaistu"
    r"|pubblic|vydán|zverejn|zveřejn|megjelen|közzét|terbit|\bbirt\b|публикув|објављ|paskelbt|avaldat|udgivet"
    r"|geplaatst|გამოქვეყნ|հրապարակ|жариялан|dərc"
    r"|δημοσ|نشر|انتشار|פורסם|प्रकाशित|প্রকাশ|dipublikasi|แพร่",
    re.IGNORECASE,
)
# What stands before such a word: "Last updated", "Son güncelleme".
_BEFORE_LABEL = frozenset(
    "last first son ilk zuletzt ultima última ultimo último dernière data date ostatnia ostatnio senast sidst sist"
    " laatst naposledy utolsó posljednja poslední последнее дата останнє terakhir".split()
)
# "Edith", "Birt"
_LONG_NAME = 5
_MARKS = " ,|·•(–—-:："
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


def without_label(text: str) -> str:
    """What stands before a date without the words that belong to the date: its label, the day of the week. Two are
    left at least: a name's last word can look like either.

    >>> [without_label(text) for text in ("Ayşe Yılmaz Yayın Tarihi:", "Ann Roe, Tuesday,", "Plácido Domingo")]
    ['Ayşe Yılmaz', 'Ann Roe', 'Plácido Domingo']
    """
    words = text.rstrip(_MARKS).split()
    is_label = text.rstrip().endswith((":", "："))
    while len(words) > 2 and (is_label or _is_label(words[-1])):
        words.pop()
        is_label = len(words) > 2 and words[-1].lower() in _BEFORE_LABEL
    for count in (2, 1):  # "Thứ ba"
        if len(words) > count + 1 and fold(" ".join(words[-count:])) in all_weekdays():
            del words[-count:]
    return " ".join(words).rstrip(_MARKS)


def _is_label(word: str) -> bool:
    """Whether a word without a colon is surely that of a date: names can begin with the shorter ones."""
    return len(word) > _LONG_NAME and "-" not in word and bool(PUBLISHED.match(word) or MODIFIED.match(word))
