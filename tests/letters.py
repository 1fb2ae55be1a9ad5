"""Letters to the reader, and the stories in which they stand: all of them our own."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Case:
    """A page in pieces: what stands before the story, the story, the letter, and what follows."""

    language: str
    head: tuple[str, ...]
    story: tuple[str, ...]
    letter: tuple[str, ...]
    tail: tuple[str, ...]


PIER = (
    "The council of Harbour Bay voted on Tuesday to rebuild the old pier, ending a dispute that had "
    "lasted for more than eleven years.",
    "Work is to begin in spring, the mayor said, and the first ferries could land there again two "
    "summers from now if the money holds.",
    "Opponents of the plan announced that they would go to court, since the new pier would stand on "
    "ground that belongs to fishermen.",
    "The state has promised to pay a third of the cost; the rest must come from the town and from the ferry company.",
)

CASES = (
    Case(
        "en",
        ("Council votes to rebuild pier", "By Anna Berg", "March 3, 2021 09:15", "2 min read"),
        PIER,
        (
            "A message from the editor",
            "Dear friends of the Courier,",
            "Every morning our reporters set out so that you know what happens on the waterfront. That work "
            "costs money, and advertising no longer pays for it. We do not want to lock our stories away.",
            "That is why we are asking you to become a member today. Members pay €4 a month and get:",
            "No banners on any page",
            "The weekend edition as a PDF",
            "An invitation to our annual newsroom evening",
            "With kind thanks,",
            "Maria Oduya",
            "Editor-in-chief",
            "JOIN FOR €4 A MONTH",
            "Maybe later",
        ),
        ("Related stories", "Ferry company posts loss", "March 2, 2021", "By Tom Hill"),
    ),
    Case(
        "en",
        (),
        PIER,
        (
            "You have made it this far, so our journalism must be worth something to you.",
            "We have no billionaire owner and no paywall: only readers like you keep us going.",
            "If just one in ten of our readers gave $3 a month, we could report for years to come.",
            "Support us now",
            "No thanks",
        ),
        (),
    ),
    Case(
        "en",
        (),
        PIER,
        (
            "Dear reader,",
            "Independent reporting is expensive. For as little as £2 a week you can help us hold the powerful to "
            "account.",
            "• Unlimited articles • Fewer ads • The crossword",
            "Thank you for your support.",
            "The team at the Courier",
        ),
        (),
    ),
    Case(
        "de",
        ("Stadtrat beschließt neue Brücke", "Von Anna Berg", "3. März 2021, 09:15 Uhr", "2 Min. Lesezeit"),
        (
            "Der Stadtrat von Hafenbucht hat am Dienstag beschlossen, die alte Landungsbrücke neu zu bauen, und "
            "beendete damit einen Streit von elf Jahren.",
            "Die Arbeiten sollen im Frühjahr beginnen, sagte die Bürgermeisterin, und in zwei Sommern könnten "
            "dort wieder Fähren anlegen.",
            "Gegner des Plans kündigten an, vor Gericht zu ziehen, weil die neue Brücke auf dem Grund der "
            "Fischer stehen würde.",
        ),
        (
            "Liebe Leserinnen und Leser,",
            "guter Journalismus kostet Geld, und die Einnahmen aus Anzeigen sinken seit Jahren. Trotzdem "
            "verzichten wir auf eine Bezahlschranke, weil wir finden, dass alle wissen sollen, was in der Stadt "
            "geschieht.",
            "Darum bitten wir Sie: Werden Sie Mitglied und unterstützen Sie unsere Redaktion.",
            "Für 5 Euro im Monat erhalten Sie:",
            "Alle Artikel ohne Werbung",
            "Unser Wochenendmagazin als E-Paper",
            "Einladungen zu Redaktionsgesprächen",
            "Herzlichen Dank",
            "Petra Sommer, Chefredakteurin",
            "Jörg Lind, Herausgeber",
            "JETZT MITGLIED WERDEN",
            "Später erinnern",
            "Nicht mehr anzeigen",
        ),
        ("Mehr zum Thema", "Fährgesellschaft meldet Verlust", "2. März 2021", "Von Tom Hügel"),
    ),
    Case(
        "es",
        ("El ayuntamiento reconstruirá el muelle", "Por Ana Berg", "3 de marzo de 2021 09:15", "2 minutos de lectura"),
        (
            "El ayuntamiento de Bahía del Puerto votó el martes a favor de reconstruir el viejo muelle y puso "
            "fin a una disputa de once años.",
            "Las obras empezarán en primavera, dijo la alcaldesa, y los primeros barcos podrían volver dentro de "
            "dos veranos.",
            "Los opositores anunciaron que acudirán a los tribunales porque el nuevo muelle ocuparía terreno de "
            "los pescadores.",
        ),
        (
            "Querido lector:",
            "Cada día más personas leen nuestro periódico, pero la publicidad ya no alcanza para pagar el "
            "trabajo de la redacción. No queremos cerrar nuestras noticias tras un muro de pago.",
            "Por eso te pedimos que te hagas socio.",
            "Por 3 € al mes tendrás:",
            "Lectura sin anuncios",
            "La edición impresa en PDF",
            "Nuestra revista mensual",
            "Ayúdanos a seguir contando lo que pasa.",
            "Muchas gracias,",
            "Lucía Prado, directora",
            "SUSCRÍBETE POR 3 € AL MES",
            "Ahora no",
        ),
        ("Contenido relacionado", "La naviera pierde dinero", "2 de marzo de 2021", "Por REUTERS"),
    ),
    Case(
        "ru",
        ("Совет восстановит причал", "Автор: Анна Берг", "3 марта 2021, 09:15"),
        (
            "Городской совет Портовой бухты во вторник решил восстановить старый причал, завершив спор, который "
            "длился одиннадцать лет.",
            "Работы начнутся весной, сообщила мэр, и первые паромы смогут причалить там уже через два лета.",
            "Противники плана заявили, что обратятся в суд, поскольку новый причал займёт землю рыбаков.",
        ),
        (
            "Дорогие читатели!",
            "Наша редакция работает для вас каждый день, но реклама больше не кормит независимую журналистику. "
            "Мы не хотим прятать материалы за платной подпиской.",
            "Поэтому мы просим вас: поддержите нас и оформите подписку за 200 рублей в месяц.",
            "Вы получите:",
            "Чтение без рекламы",
            "Закрытую рассылку",
            "Спасибо!",
            "Ирина Левина, главный редактор",
            "ПОДДЕРЖАТЬ РЕДАКЦИЮ",
            "Не сейчас",
        ),
        ("Читайте также", "Паромная компания терпит убытки"),
    ),
    Case(
        "fr",
        ("Le quai sera reconstruit", "Par Anna Berg", "Publié le 3 mars 2021 à 09h15", "Temps de lecture : 2 min"),
        (
            "Le conseil municipal de Port-la-Baie a voté mardi la reconstruction du vieux quai, mettant fin à "
            "une dispute de onze ans.",
            "Les travaux commenceront au printemps, a déclaré la maire, et les premiers bateaux pourraient y "
            "accoster dans deux étés.",
            "Les opposants ont annoncé qu'ils saisiraient la justice, car le nouveau quai empiéterait sur le "
            "terrain des pêcheurs.",
        ),
        (
            "Chère lectrice, cher lecteur,",
            "Informer coûte cher, et la publicité ne suffit plus. Nous refusons pourtant de fermer notre site.",
            "Nous avons besoin de vous. Pour 4 € par mois, abonnez-vous et soutenez notre rédaction.",
            "Tous les articles sans publicité",
            "Le journal du week-end en PDF",
            "Merci,",
            "Claire Dumas, rédactrice en chef",
            "JE M'ABONNE",
            "Plus tard",
        ),
        ("À lire aussi", "La compagnie des bacs en perte"),
    ),
    Case(
        "zh",
        ("市议会决定重建码头", "2021年3月3日 09:15", "阅读时间：2分钟"),
        (
            "港湾市议会周二投票决定重建旧码头，结束了持续十一年多的争议。市长表示，工程将于明年春天开始，首批渡轮两年后可望重新靠岸。",
            "反对者表示将诉诸法庭，因为新码头将占用渔民的土地。州政府承诺承担三分之一的费用，其余由市政府和渡轮公司支付。",
        ),
        (
            "亲爱的读者：",
            "我们的记者每天为您报道这座城市，但广告收入已经无法维持独立新闻。我们不希望设置付费墙。",
            "因此我们请您成为会员，支持我们的编辑部。",
            "每月只需30元，您将获得：",
            "无广告阅读",
            "周末电子版",
            "谢谢您，",
            "李明，总编辑",
            "立即订阅",
            "稍后再说",
        ),
        ("相关新闻", "渡轮公司出现亏损"),
    ),
    Case(
        "ja",
        ("市議会、桟橋再建を決定", "2021年3月3日 09時15分"),
        (
            "港湾市議会は火曜日、古い桟橋を再建することを決めた。十一年以上続いた論争に終止符が打たれた。工事は春に始まると市長は述べた。",
            "反対派は、新しい桟橋が漁師の土地に建つとして裁判に訴えると発表した。費用の三分の一は州が負担する。",
        ),
        (
            "読者の皆さまへ",
            "私たちの編集部は毎日、皆さまに独立した報道をお届けしています。しかし広告だけでは取材を続けられません。",
            "月額500円の会員になって、私たちを支援してください。",
            "広告なしで読み放題",
            "週末版の電子版",
            "ありがとうございます。",
            "編集長 山田花子",
            "今すぐ登録",
            "後で",
        ),
        ("関連記事", "フェリー会社が赤字"),
    ),
    Case(
        "ar",
        (),
        (
            "صوّت مجلس مدينة خليج الميناء يوم الثلاثاء لصالح إعادة بناء الرصيف القديم، منهيا خلافا استمر أكثر من "
            "أحد عشر عاما.",
            "وقالت العمدة إن الأعمال ستبدأ في الربيع، وقد تعود العبارات الأولى إلى الرسو هناك بعد صيفين من الآن.",
        ),
        (
            "عزيزي القارئ،",
            "صحافتنا المستقلة تحتاج إلى دعمك، فالإعلانات لم تعد تكفي لتمويل عملنا.",
            "اشترك معنا مقابل 5$ شهريا وساعدنا على مواصلة عملنا.",
            "قراءة بدون إعلانات",
            "شكرا لك،",
            "سامي نور، رئيس التحرير",
            "اشترك الآن",
            "ليس الآن",
        ),
        ("مواضيع ذات صلة", "شركة العبارات تسجل خسارة"),
    ),
)

STORIES = {
    "of a paywall": (
        "The Harbour Courier will ask its readers for money from April: whoever wants to read more than five articles"
        " will need a subscription for $5 a month, the newspaper announced on Monday.",
        '"We want our readers to support our journalism, and we thank all of you who already subscribe," editor '
        "Maria Oduya said in a letter to subscribers.",
        "Members will get access to an app free of ads, a newsletter every morning and the print edition as an ePaper.",
        "The paper had 40,000 subscribers at the end of last year, according to its publisher. Its donations fell.",
        "Other newspapers in the region have put up a paywall too. Independent publications struggle.",
        "Subscribers who cancel by March will be charged nothing.",
    ),
    "of a paywall, in German": (
        "Der Hafenkurier führt im April eine Bezahlschranke ein: Ein Abo kostet dann 5 Euro im Monat, teilte der Verlag"
        " am Montag mit.",
        "„Wir brauchen die Unterstützung unserer Leser, und wir danken Ihnen“, sagte Chefredakteurin Maria Oduya.",
        "Abonnenten erhalten Zugang zu allen Artikeln ohne Werbung und zum E-Paper.",
        "Auch andere Zeitungen in der Region verlangen inzwischen Geld. Die Zahl der Mitglieder stieg zuletzt.",
    ),
    "of prices": (
        "The film service raised its prices again on Thursday, the third time in two years.",
        "The standard plan now costs $15.49 a month, up from $13.99, and the premium plan $22.99.",
        "If you subscribe through your phone, you will pay the new price from the next billing date. You can cancel at"
        " any time.",
        "Analysts said the company could afford to lose some members.",
    ),
    "with the words of labels": (
        "The senator said in his weekly newsletter that he would vote against the bill, and urged supporters "
        "to donate.",
        "Subscribe to the theory or not, the numbers are plain: rents have doubled in a decade.",
        "An advertisement for the fund ran in three newspapers on Sunday, and readers were asked to sign up.",
        "Share prices fell by four percent after the announcement, and the company cut its outlook.",
        "He died on Friday. He was 84.",
        "Read more books, the minister told pupils, and watch less television.",
        "Comments by the president were taken off the air within the hour.",
    ),
    "that is an open letter": (
        "Dear Prime Minister, we the people of this island ask you to think again about the airport, for our children"
        " will pay the price.",
        "You promised in your campaign that you would support our farmers. We have waited for three years, and our"
        " villages are empty.",
        "Come and see for yourself. We will show you the fields, the schools and the road that nobody mends.",
    ),
}
"""Stories that must stay whole, though they speak of subscriptions, or to somebody."""
