"""Two hundred texts that have broken programs like this one, or could: for every field of every letter."""

# What stands between two bars, or on a line, is a text: markup of every kind, marks at the beginning of a line, letters of many languages.
_LINES = """
<img src="/etc/hostname"/> | <img src='file:///etc/passwd'> | <img src="http://192.0.2.1/x.png"/>
<font color="[[[1]]]">x</font>
<font color="[[[getattr(pow,'__globals__')['os'].system('id') for x in [1]]]]">x</font> | <b>жирно
</para><para> | <para><seq id='x'/></para>
<link href="file:///x">y</link> | <a href="javascript:x">y</a> | <br/> | <super>2</super> | <onDraw name="x"/>
<!-- x --> | <![CDATA[x]]> | <?xml x?>
&lt;b&gt; &amp; &#1055; | &nbsp; &shy; &#0; | A < B && C > D | <b>жирно</b> & <i>нет</i>
<script>alert(1)</script> | <svg onload=x> | &unknown; &
{{ 7 * 7 }} | {% for x in y %} | {# x #} | {{ client.__class__.__mro__ }} | {%- raw -%} | {{ '' }}{% endif %}
${7*7} | #{7*7} | %(x)s %s %d %n | {0} {x!r}
[[ | ]] | [[дата]] | [[[1]]] | [ [ ] ] | [[]] | [[а]] и [[б | ]][[ | [[ [[ ]] ]]
%PDF-1.4 endobj stream | ) Tj ET | (\\) \\( \\n | <</Type/Page>> | endstream endobj xref trailer
BT /F1 12 Tf | \\documentclass{x} \\input{/etc/passwd}
$(id) `id` ; rm -rf | ../../etc/passwd | C:\\Windows\\win.ini | '; DROP TABLE records; -- | " OR 1=1 -- | NULL
None | undefined | true | -1 | 1e999 | NaN
слово\\ | \\ | \\\\ | \\# решётка | \\u0041 | \\x00 | \\N{DIGIT ONE} | слово \\n слово
# не заголовок | ## и это нет | > не адресат | | не подпись | x | % не регистрация | + не просьба | 1. первое
1) первое | 12. двенадцатое
- пункт | — тире | • точка | * звезда | Приложение: ничего | ПРИЛОЖЕНИЯ: нет | Прошу: | Прошу также: | ####
>>>> | ||| x | %%% x | \\> адресат | \\| подпись
Ө ө Ү ү Ң ң | Һ һ Ү ү Ө ө | Ҕ ҕ Ҥ ҥ Ү ү Һ һ Ө ө | Ә ә Җ җ Ң ң Ө ө Ү ү Һ һ | Ғ ғ Ҙ ҙ Ҡ ҡ Ң ң Ҫ ҫ
Ӑ ӑ Ӗ ӗ Ҫ ҫ Ӳ ӳ | Ӏ ӏ гӀалгӀай
Қ қ Ұ ұ І і Ң ң | Ӓ ӓ Ӧ ӧ Ӱ ӱ Ӹ ӹ | Ӝ ӝ Ӟ ӟ Ӥ ӥ Ӵ ӵ | Ӂ ӂ | Ҷ ҷ Ҳ ҳ Ӣ ӣ Ӯ ӯ | Ѣ ѣ Ѳ ѳ Ѵ ѵ | Ґ ґ Є є Ї ї | Ў ў
Ѓ ѓ Ѕ ѕ Ј ј Љ љ Њ њ Ќ ќ Џ џ | Ђ ђ Ћ ћ
Мөңгүн-оол | Күннэй | Дьөһөгөй | Нуржиһан | Ҡәҙер | ЧӑвашЧӗлхи | Гӏазимухьаммад | Ёжик ёлка ЁЛКА | é è ê ë
ñ ç ø å | Ł ł ż ś ź | Ğ ğ İ ı Ş ş | ß ẞ | œ Œ æ Æ
α β γ Ω | № 53-ФЗ — «ёлочки» … ‑ – ― | „лапки“ “x” ‘y’ | o'brien \"кавычки\" ` | 5 € † ‡ § ¶ © ® ™ ° ± × ÷
½ ¼ ¾ ² ³ ¹ | − ≠ ≤ ≥ ≈ ∞ | → ← ↑ ↓ | fi fl ﬁ ﬂ | • · ‣
Д'Артаньян О’Коннор Марʼяна | Кара‐оол Кара‑оол Кара–оол | СЛИТНОИраздельно | А.А.А.А.А. | АБ12ВГ
1\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}000 | a\N{THIN SPACE}b\N{EM SPACE}c
"""
_OTHER = (
    # combining marks: composed, or in two pieces for ever
    "и\u0306 е\u0308 И\u0306 Е\u0308", "у\u0301дарение на\u0301д и\u0301 э\u0301", "o\u0302 n\u0303 c\u0327 u\u0308",
    "а\u0301\u0301\u0301",
    "З\u0336а\u0336ч\u0336", "т\u0489", "x\u20dd", "e\u0301\u0327", "\u0301начало", "Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d",
    # zero width, direction, control, surrogates, private use, nothing at all
    "нуле\u200bвой", "нуле\u200cвой", "нуле\u200dвой", "\ufeffначало", "мяг\u00adкий", "сло\u2060во", "\u202eтропар", "\u202dслева",
    "\u2066изолят\u2069",
    "a\u200fb\u200e", "\x00", "а\x00б", "\x01\x02\x03", "\x07звонок", "\x08забой", "\x1b[31mкрасный", "\x7f", "\x80\x9f", "а\x0bб",
    "а\x0cб", "а\x85б",
    "а\u2028б", "а\u2029б", "\ud800", "\udfff", "а\ud83dб", "\udc00\ud800", "\ue000", "\uf8ff", "\U000f0000", "\U0010fffd", "\ufdd0",
    "\ufdd1", "\uffff",
    "\ufffe", "\U0001fffe", "\ufffd", "\u0378", "\u034f", "а\ufe0fб", "\ufe00", "\u180e", "\u3164", "\u115f", "\u2800", "\u061c",
    "\U000e0041", "\u206a",
    # other scripts, pictures
    "שלום", "مرحبا", "ދިވެހި", "漢字", "かな", "한글", "ไทย", "हिन्दी", "ქართული", "հայերեն", "አማርኛ", "ᠮᠣᠩᠭᠣᠯ", "ᡐᡆᡑᡆ", "བོད་ཡིག", "𐌀𐌁",
    "𝔉𝔯𝔞𝔨", "😀", "👩‍👩‍👧",
    "🇷🇺", "👍🏽", "❤️", "☺", "☭", "⚑", "✓✗", "♥", "①②", "ⅣⅫ", "㎏", "Ｆｕｌｌ", "￥",
    # long, many, much
    "и" * 300, "Ж" * 2000, "рентгеноэлектрокардиографического" * 8, "слово " * 400, "а-" * 200, "ab/cd" * 100, "." * 300, "_" * 300,
    "1" * 300, "«" * 60,
    "\N{NO-BREAK SPACE}".join(["слово"] * 60), "щ " * 300, "https://" + "пример.рф/" * 40, "(" * 50 + ")" * 50,
    ("строка\n" * 40).strip(), "\t\tс\tтабом\t",
    "а\r\nб\rв\nг", "  пробелы   внутри  ", "a\u00a0\u00a0b", ",,,;;;...", "?!?!", "…", "-", "—", "«»", '"', '""', "'", "№", "№№№",
    "0", "00",
)  # fmt: skip

HOSTILE = (*(each.strip() for each in _LINES.strip().replace(" | ", "\n").splitlines()), *_OTHER)
