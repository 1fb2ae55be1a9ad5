"""What stands before a date on a page: whether it is that of publication or that of the last change."""

from __future__ import annotations

import re
from collections.abc import Iterable

from project.extraction.dating.months import is_weekday
from project.scripts import COLONS, has_no_case

MODIFIED = re.compile(
    r"updat|modif|edit(?!or|ion|ión|ial|ie)|aktualis|geändert|mis à jour|mise à jour|actuali|aggiorn|atualiz"
    r"|bijgewerkt|oppdater|uppdater|opdater|обновл|изменен|оновлен|обновен|ажурира|ažurira|izmijenjen|posodobljen|atnaujint|atjaunin|uuendat"
    r"|aktualiz|güncel|cập nhật|更新|수정|diperbarui|päivite|ενημ[εέ]ρωσ|frissít|modosít|módosít"
    r"|تحديث|به‌?روز|עודכן|अपडेट|আপডেট"
    r"|yenilən|განახლ|แก้ไข|อัปเดต|อัพเดท",
    re.IGNORECASE,
)
PUBLISHED = re.compile(
    r"publi|posted|created|créé|creado|creato|issued|erstellt|veröffentlicht|erschienen|gepubliceerd|lagt ut|опублик"
    r"|опубліков|создан"
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
# Between the label and the date, or behind the label: "on", "Giriş Tarihi".
_BETWEEN = frozenset("on at am um el il le la den kl op em às a à o в ב في به ب tarihi".split())
_SHORT_LABELS = frozenset("stand giriş yayın vydán vydáno".split())
_IN_TWO_WORDS = re.compile(r"(?:cập nhật|ngày đăng|mis à|mise à|data de|fecha de)", re.IGNORECASE)
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
    is_labelled, has_colon = False, text.rstrip().endswith(COLONS)
    while len(words) > 2:
        # "updated on", "נשר ב"
        end = next((n for n in range(len(words) - 1, 1, -1) if words[n].lower() not in _BETWEEN), 0)
        if end and _is_label(words[end]):
            del words[end:]
            is_labelled = True
        elif end > 2 and _IN_TWO_WORDS.fullmatch(" ".join(words[end - 1 : end + 1])):
            del words[end - 1 :]
            is_labelled = True
        elif words[-1].lower() in _BEFORE_LABEL if is_labelled else has_colon and _may_be_label(words[-1]):
            words.pop()
        else:
            break
    for count in (2, 1):  # "Thứ ba"
        if len(words) > count + 1 and is_weekday(" ".join(words[-count:])):
            del words[-count:]
    return " ".join(words).rstrip(_MARKS)


def is_label(text: str) -> bool:
    """Whether a text of two words is the label of a date and nothing else.

    >>> [is_label(text) for text in ("Son Güncelleme", "Last updated", "Edith Birt", "Ann Roe")]
    [True, True, False, False]
    """
    words = text.split()
    return len(words) == 2 and words[0].lower() in _BEFORE_LABEL and _is_label(words[1])


def _is_label(word: str) -> bool:
    """Whether a word is surely that of a date: names can begin with the shorter ones."""
    if word.lower() in _SHORT_LABELS:
        return True
    if has_no_case(word[0]):
        return bool(PUBLISHED.search(word) or MODIFIED.search(word))
    return len(word) > _LONG_NAME and "-" not in word and bool(PUBLISHED.match(word) or MODIFIED.match(word))


def _may_be_label(word: str) -> bool:
    """Whether a word before a colon is a date's label rather than a name."""
    return word.islower() or PUBLISHED.match(word) is not None
