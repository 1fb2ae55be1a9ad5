"""What some papers print every day under nearly the same headline: other words each time, and yet much alike."""

from __future__ import annotations

import random
from datetime import datetime

from tests.soak.sentences import paragraph, sentence

_WEATHER = (
    "The morning begins with fog in the valleys, which lifts slowly before noon and gives way to a pale sun.",
    "A front from the west brings rain to the coast in the afternoon, heaviest between the river and the salt works.",
    "It stays dry and cold under a high that has settled over the hills, with frost in sheltered places.",
    "Showers move across the district from early morning, with brighter spells between them towards evening.",
    "Snow falls above four hundred metres, while the lower roads stay wet and passable for most of the day.",
    "A mild and windy day lies ahead, with gusts on the headlands and broken cloud inland.",
)
_SEA = (
    "The sea is moderate with waves of up to two metres outside the harbour, and small craft should stay in port.",
    "The sea is calm inside the islands, and the ferries run according to their usual timetable throughout the day.",
    "The sea is rough beyond the point, and the evening ferry to Skerra may leave from the inner quay instead.",
    "The tide is high twice, shortly after breakfast and again at dusk, when the lower promenade may be under water.",
)
_SHARES = (
    "Shipping shares were sought after, while timber and cement lost ground in thin trading.",
    "Timber shares led the winners, and shipping hardly moved on a day without news.",
    "Cement was weak again, and the banks followed the mood abroad without much conviction.",
)
_WEATHER_ZH = (
    "今天早晨山谷有雾，中午前逐渐消散，下午阳光较弱，夜间气温明显下降，请注意添加衣物。",
    "西部冷空气将在下午给沿海地区带来降雨，河口与盐场之间雨势最大，夜间逐渐停止。",
    "受高压控制，天气干燥寒冷，背风处有霜冻，早晚温差较大，请市民注意防寒保暖。",
    "清晨起本地有阵雨，傍晚前后云量减少，山区道路湿滑，请驾驶员减速慢行注意安全。",
)
_SEA_ZH = (
    "海面有中浪，港口以外浪高可达两米，小型船只应当留在港内避风，等待进一步通知。",
    "岛屿以内海面平静，渡轮全天按照正常时刻表运行，沿岸步道照常开放供市民使用。",
    "海角以外风浪较大，傍晚的渡轮可能改由内港码头出发，请旅客留意现场广播通知。",
)


def column(kind: str, rng: random.Random, day: datetime) -> tuple[str, list[str]]:
    """The headline and the paragraphs of that day."""
    return {"weather": _weather, "market": _market, "onthisday": _on_this_day, "weather_zh": _weather_zh}[kind](
        rng, day
    )


def _weather(rng: random.Random, day: datetime) -> tuple[str, list[str]]:
    low = rng.randint(-6, 9)
    return f"Weather for {day:%A}, {day.day} {day:%B}", [
        rng.choice(_WEATHER),
        f"Temperatures lie between {low} and {low + rng.randint(2, 8)} degrees, and the wind blows at "
        f"{rng.randint(5, 60)} kilometres an hour.",
        rng.choice(_SEA),
        f"Sunrise is at {rng.randint(7, 8)}:{rng.randint(10, 59)}, and the day is {rng.randint(2, 59)} minutes longer "
        "than at the turn of the year.",
    ]


def _market(rng: random.Random, day: datetime) -> tuple[str, list[str]]:
    went = rng.choice(["rose", "fell"])
    return f"Market close: the Amberton exchange on {day:%A}", [
        f"The Amberton exchange {went} by {rng.randint(2, 90)} points to {rng.randint(2000, 4000)} on {day:%A}, in "
        "quiet trading before the weekend figures.",
        rng.choice(_SHARES),
        f"A crown bought {rng.randint(80, 120)} cents in the evening, and oil stood at {rng.randint(50, 90)} crowns a "
        "barrel.",
    ]


def _on_this_day(rng: random.Random, day: datetime) -> tuple[str, list[str]]:
    first = (
        "Every day the Post opens its bound volumes and looks at what was printed on the same date in earlier years."
    )
    years = [f"In {rng.randint(1850, 1990)}, {sentence(rng, 'en')} {paragraph(rng, 'en', 2)}" for _ in range(4)]
    return f"On this day: {day.day} {day:%B}", [first, *years]


def _weather_zh(rng: random.Random, day: datetime) -> tuple[str, list[str]]:
    low = rng.randint(-6, 9)
    return f"{day.month}月{day.day}日天气预报", [
        rng.choice(_WEATHER_ZH),
        f"最低气温{low}度，最高气温{low + rng.randint(2, 8)}度，风速每小时{rng.randint(5, 60)}公里，"
        f"相对湿度百分之{rng.randint(40, 95)}。",
        rng.choice(_SEA_ZH),
    ]
