"""Texts that have broken encoders, tokenizers or scores before."""

BAD_TEXTS = {
    "empty": "",
    "blank": " \n\t　",
    "one letter": "a",
    "one character": "钢",
    "punctuation": "。，！？……——（）",
    "emoji": "🚜🌾👩‍🔬",
    "traditional": "輕量化鋁合金輪轂低壓鑄造缺陷控制",
    "full width": "ＡＢＣ－１２３　铝合金（轮毂）",
    "nul": "铝合金\x00轮毂\x00",
    "only control characters": "\x00\x01\x1f\x7f\u200b",
    "ligature that grows eighteenfold": "\ufdfa" * 3000,
    "lone surrogates": "铝\ud800合\udfff金",
    "right to left": "\u202eسبائك الألومنيوم\u202c",
    "very long": "铝合金轮毂低压铸造，" * 10_000,
    "very long without a break": "钢" * 100_000,
}
WORDLESS = ("empty", "blank", "punctuation", "emoji", "only control characters")
