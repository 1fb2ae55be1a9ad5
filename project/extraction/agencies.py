"""The news agencies of the world: one name for each, under whatever spelling a byline has it."""

from __future__ import annotations

import re
import unicodedata

# Name as the archive keeps it: its other spellings, by ";". Case and punctuation do not count, and an abbreviation that
# is also a word of some language is only taken in capitals, or alone (see _CASED).
_TABLE = """
Reuters: Thomson Reuters; رويترز; Рейтер; Рейтерс; 路透社; 路透; ロイター; ロイター通信; 로이터; 로이터통신; רויטרס; Ρόιτερς; Ρόιτερ; रॉयटर्स; สำนักข่าวรอยเตอร์; رویترز; Reuters News; Reuters Staff; Reuters Editorial
AP: Associated Press; The Associated Press; A P; אי-פי; سوشيتد برس; أسوشيتد برس; أ ب; 美联社; 美聯社; AP通信; ＡＰ通信; Ассошиэйтед Пресс; AP통신; آسوشیتدپرس; Associated Press Writer; AP News
AFP: Agence France-Presse; Agence France Presse; Agence France Presse AFP; فرانس برس; أ ف ب; وكالة فرانس برس; 法新社; AFP通信; ＡＦＰ時事; AFP時事; AFP=時事; Франс Пресс; AFP통신; Γαλλικό Πρακτορείο; خبرگزاری فرانسه; ΑΠΕ-AFP
dpa: Deutsche Presse-Agentur; Deutsche Presse Agentur; Deutsche Presse-Agentur dpa; DPA International; 德新社; dpa-AFX; dpa-infocom; dpa infocom; ДПА
UPI: United Press International; 合众国际社
EFE: Agencia EFE; EFE Agencia; Efe Agencia; Agência EFE; EFE News; 埃菲社; ЭФЕ
ANSA: Agenzia ANSA; Ansa it; АНСА
Adnkronos: Agenzia Adnkronos
AGI: Agenzia Giornalistica Italia
LaPresse: 
Askanews: 
APA: Austria Presse Agentur; Austria Presse-Agentur; APA-OTS; APA dpa
SDA: Keystone-SDA; Schweizerische Depeschenagentur; ATS; Keystone-ATS; Agence télégraphique suisse; Agenzia telegrafica svizzera; Nachrichtenagentur sda
epd: Evangelischer Pressedienst
KNA: Katholische Nachrichten-Agentur
SID: Sport-Informations-Dienst; Sport Informations Dienst
dts: dts Nachrichtenagentur; dts-Nachrichtenagentur
Belga: Agence Belga; Belga News Agency; Persbureau Belga; BELGA news
ANP: Algemeen Nederlands Persbureau
Novum: Novum Nieuws
TT: TT Nyhetsbyrån; Tidningarnas Telegrambyrå; TT-nyhetsbyrån; TT Nyhetsbyran
NTB: Norsk Telegrambyrå; NTB scanpix
Ritzau: Ritzaus Bureau; Ritzau Finans
STT: Suomen Tietotoimisto; STT-Lehtikuva; FNB
BNS: Baltic News Service
ELTA: 
LETA: 
PAP: Polska Agencja Prasowa; Польское агентство печати; PAP Biznes
IAR: Informacyjna Agencja Radiowa
ČTK: CTK; Česká tisková kancelář; Czech News Agency; ЧТК
TASR: Tlačová agentúra Slovenskej republiky
SITA: Slovenská tlačová agentúra
MTI: Magyar Távirati Iroda; Magyar Távirati Iroda MTI
Agerpres: 
Mediafax: 
BTA: БТА; Българска телеграфна агенция; Bulgarian News Agency
Tanjug: Танјуг; Танюг
Beta: Agencija Beta; Новинска агенција Бета; Agencija BETA
FoNet: ФоНет
Hina: HINA
FENA: 
SRNA: Срна
STA: Slovenska tiskovna agencija
MIA: МИА
ANA-MPA: ΑΠΕ-ΜΠΕ; ΑΠΕ ΜΠΕ; ΑΠΕ; ANA MPA; Αθηναϊκό Πρακτορείο; Αθηναϊκό-Μακεδονικό Πρακτορείο Ειδήσεων; Athens News Agency; AMNA
CNA: ΚΥΠΕ; Cyprus News Agency; KYΠΕ
Anadolu: Anadolu Ajansı; Anadolu Agency; Anadolu Ajansi; AA; وكالة الأناضول; الأناضول; Анадолу
DHA: Demirören Haber Ajansı; Doğan Haber Ajansı
İHA: İhlas Haber Ajansı; IHA
ANKA: ANKA Haber Ajansı
TASS: ТАСС; ИТАР-ТАСС; ITAR-TASS; 塔斯社; タス通信; تاس
RIA Novosti: РИА Новости; РИА «Новости»; RIA-Novosti; РИА; ريا نوفوستي
Sputnik: Спутник; سبوتنيك
Interfax: Интерфакс; Интерфакс-Украина; Interfax-Ukraine; 国际文传电讯社
Regnum: ИА REGNUM; ИА Регнум; REGNUM
Rosbalt: Росбалт
Ukrinform: Укринформ; Укрінформ
UNIAN: УНИАН; УНІАН
BelTA: БЕЛТА; БелТА; БЕЛТА БелТА
Kazinform: Казинформ; Қазақпарат
Trend: Агентство Trend
Azertac: АЗЕРТАДЖ; AZƏRTAC
Armenpress: Арменпресс; Արմենպրես
Interpressnews: 
Xinhua: 新华社; 新華社; 新华网; 新華網; Xinhua News Agency; Синьхуа; 新華社通信; 신화통신; 新华社电; شينخوا; Agencia Xinhua; XINHUANET
China News Service: 中新社; 中国新闻社; 中新网; 中國新聞社; 中新網; China News
CNA Taiwan: 中央社; 中央通訊社; Central News Agency
Kyodo: 共同通信; 共同通信社; 共同; Kyodo News; 共同社; Киодо; 교도통신; 時事共同
Jiji: 時事通信; 時事通信社; 時事; Jiji Press; 時事ドットコム; 时事社
Yonhap: 연합뉴스; Yonhap News Agency; Yonhap News; 韩联社; 韓聯社; 聯合ニュース; Ёнхап
Newsis: 뉴시스
News1: 뉴스1
KCNA: 조선중앙통신; 朝中社; 朝鮮中央通信; ЦТАК
VNA: TTXVN; Vietnam News Agency; Thông tấn xã Việt Nam; VietnamPlus; Vietnam+
Antara: ANTARA News; LKBN Antara; Antaranews
Bernama: BERNAMA; Bernama News
PNA: Philippine News Agency
TNA: Thai News Agency; สำนักข่าวไทย
PTI: Press Trust of India; पीटीआई; Press Trust Of India PTI; PTI Bhasha; भाषा
ANI: Asian News International; एएनआई
IANS: Indo-Asian News Service; Indo Asian News Service; आईएएनएस
UNI: United News of India; वार्ता; यूनीवार्ता
APP: Associated Press of Pakistan
BSS: Bangladesh Sangbad Sangstha; বাসস
UNB: United News of Bangladesh
IRNA: ایرنا; إرنا; ИРНА
ISNA: ایسنا
Mehr: Mehr News Agency; مهر; خبرگزاری مهر
Tasnim: تسنیم; Tasnim News Agency; خبرگزاری تسنیم
Fars: فارس; Fars News Agency; خبرگزاری فارس
SPA: واس; Saudi Press Agency; وكالة الأنباء السعودية
WAM: وام; Emirates News Agency; وكالة أنباء الإمارات
QNA: قنا; Qatar News Agency; وكالة الأنباء القطرية
KUNA: كونا; Kuwait News Agency
SANA: سانا; Syrian Arab News Agency
MENA: أ ش أ; Middle East News Agency; وكالة أنباء الشرق الأوسط
Petra: بترا; Jordan News Agency
Wafa: وفا; وكالة وفا; Palestinian News Agency
MAP: Maghreb Arabe Presse; Agence Marocaine de Presse; ومع; Maghreb Arab Press
APS: Algérie Presse Service; واج; Algerie Presse Service
TAP: Tunis Afrique Presse; وات
NAN: News Agency of Nigeria
GNA: Ghana News Agency
SAPA: South African Press Association
African News Agency: ANA; African News Agency ANA
PANA: Panapress
Lusa: Agência Lusa; LUSA Agência
Agência Brasil: Agencia Brasil
Estadão Conteúdo: Estadao Conteudo; Agência Estado
Folhapress: 
Télam: Telam; Agencia Télam
Noticias Argentinas: NA
Notimex: Agencia Notimex
Prensa Latina: 
Andina: Agencia Andina
Europa Press: EUROPA PRESS; EP; Europa Press Agencia
Colpisa: 
Servimedia: 
ACN: Agència Catalana de Notícies; Agencia Catalana de Noticias
CP: The Canadian Press; Canadian Press; La Presse Canadienne; La Presse canadienne; Presse Canadienne
AAP: Australian Associated Press; Australian Associated Press AAP
PA: PA Media; Press Association; The Press Association; PA News Agency
SWNS: 
RNZ: 
JTA: Jewish Telegraphic Agency
Bloomberg: Bloomberg News; 彭博社; ブルームバーグ; 블룸버그
Dow Jones: Dow Jones Newswires; Dow Jones & Company
CNS: Catholic News Service
IPS: Inter Press Service
"""
# Abbreviations that are words, initials or suffixes elsewhere: taken only as a whole name or in capitals.
_SHORT = 4

AGENCIES: dict[str, tuple[str, ...]] = {
    name.strip(): tuple(spelling.strip() for spelling in spellings.split(";") if spelling.strip())
    for name, _, spellings in (line.partition(":") for line in _TABLE.strip().splitlines())
}
"""Name of an agency -> its other spellings."""


def fold(text: str) -> str:
    """A name without case and punctuation, to compare it."""
    return re.sub(r"[\W_]+", " ", unicodedata.normalize("NFKC", text).casefold()).strip()


_BY_SPELLING: dict[str, str] = {
    fold(spelling): name for name, spellings in AGENCIES.items() for spelling in (name, *spellings)
}
_FILLER = re.compile(
    r"^(?:by|from|via|with|von|mit|avec|par|source|quelle|fuente|fonte|bron|agencies|agency|news agency|nachrichtenagentur"
    r"|agencia|agence|agenzia|agência|haber ajansı|wire|wires|staff|desk|newswire|news desk|correspondent|writers?)$"
)
_PARTS = re.compile(
    r"\s*(?:[/,;|+&()\[\]]|\s[-–—]\s|\band\b|\bund\b|\bet\b|\by\b|\bmit\b|\bwith\b|\bvia\b)\s*", re.IGNORECASE
)


def agency_named(text: str) -> str | None:
    """The agency that ``text`` as a whole names, under the archive's name for it; None for any other name.

    >>> [agency_named(text) for text in ("REUTERS", "Agence France-Presse", "新华社", "Reuter Müller")]
    ['Reuters', 'AFP', 'Xinhua', None]
    """
    if not text or len(text) > 120:
        return None
    folded = fold(text)
    if found := _BY_SPELLING.get(folded):
        # "Ana", "Map", "Eta": a name or a word, unless it is written like an abbreviation.
        letters = re.sub(r"[\W_]", "", text)
        if (
            len(letters) <= _SHORT
            and letters.isascii()
            and letters.isalpha()
            and letters.istitle()
            and letters != found
        ):
            return None
        return found
    words = folded.split()
    while words and _FILLER.match(words[0]):
        words = words[1:]
    while words and _FILLER.match(words[-1]):
        words = words[:-1]
    if words and len(words) < len(folded.split()):
        return _BY_SPELLING.get(" ".join(words))
    return None


def agencies_in(text: str) -> list[str]:
    """The agencies named in a byline of several names, in its order.

    >>> agencies_in("dpa/AFP, Jane Smith")
    ['dpa', 'AFP']
    """
    if whole := agency_named(text):
        return [whole]
    return [name for part in _PARTS.split(text[:300]) if (name := agency_named(part))]
