"""Parameters that change nothing about the page that comes."""

from project.discovery.mazes import Mazes, bare

SITE = "https://gull-post.example"


def _visits(name: str, first: int, *numbers: int) -> list[tuple[str, int]]:
    return [(f"{SITE}/{name}?visit={number}", first) for number in numbers]


def _is_ever_known(mazes: Mazes, form: str, stored: list[tuple[str, int]]) -> bool:
    return any(mazes.is_known(form.format(number), stored) for number in range(70, 80))


def test_bare() -> None:
    assert [bare(f"{SITE}/ice{rest}") for rest in ("", "?a=1", ";a=1", ";a=1?b=2")] == [f"{SITE}/ice"] * 4


def test_a_visit_is_known_after_three_stories() -> None:
    mazes = Mazes()
    for number in range(3):
        stored = _visits(f"ice-{number}", number, 1, 2)
        assert _is_ever_known(mazes, f"{SITE}/ice-{number}?visit={{}}", stored) is (number == 2)
    assert _is_ever_known(mazes, f"{SITE}/ice-9?visit={{}}", _visits("ice-9", 9, 1))
    assert not _is_ever_known(mazes, f"{SITE}/ice-9?visit={{}}", [])
    assert not _is_ever_known(mazes, f"{SITE}/ice-9?visit=1&page={{}}", _visits("ice-9", 9, 1))


def test_one_page_under_many_addresses_is_no_evidence() -> None:
    assert not _is_ever_known(Mazes(), f"{SITE}/story?id={{}}", [(f"{SITE}/story?id={n}", 1) for n in range(9)])


def test_any_parameters() -> None:
    for form in ("ice-{};visit={}", "ice-{}?visit={}&at={}", "ice-{}?x{}=1"):
        mazes = Mazes()
        for number in range(4):
            stored = [(f"{SITE}/{form.format(number, visit, visit)}", number) for visit in (1, 2)]
            form_of_one = f"{SITE}/{form.format(number, '{0}', '{0}')}"
            assert _is_ever_known(mazes, form_of_one, stored) is (number >= 2)


def test_some_are_asked_for_all_the_same() -> None:
    mazes = Mazes()
    for number in range(3):
        stored = _visits(f"ice-{number}", number, 1, 2)
        known = [mazes.is_known(f"{SITE}/ice-{number}?visit={visit}", stored) for visit in (1, 3, 4, 5, 6, 7, 3)]
    assert known == [False, False, False, False, True, True, False]


def test_two_stories_that_a_parameter_tells_apart_outweigh_all_others() -> None:
    mazes = Mazes()
    for number in range(3):
        mazes.is_known(f"{SITE}/ice-{number}", _visits(f"ice-{number}", number, 1, 2))
    mazes.is_known(f"{SITE}/whale", [(f"{SITE}/whale?visit=1", 7), (f"{SITE}/whale?visit=2", 8)])
    assert not _is_ever_known(mazes, f"{SITE}/ice-9?visit={{}}", _visits("ice-9", 9, 1))
