"""A small labelled pack of invented texts: eight trades, in each three needs and three achievements."""

import csv
from pathlib import Path

TRADES = {
    "胶合板": ("热压胶合板甲醛释放量偏高", "低甲醛大豆胶黏剂及胶合板制备工艺"),
    "复合肥": ("复合肥颗粒结块，夏季仓储损失大", "缓释包膜复合肥防结块造粒技术"),
    "铝型材": ("铝合金型材表面氧化膜色差大", "铝型材阳极氧化在线色差控制系统"),
    "永磁": ("钕铁硼磁体高温退磁", "晶界扩散重稀土提高磁体矫顽力方法"),
    "冷链": ("生鲜运输温度记录断点多", "冷链车厢多点无线测温与断点续传终端"),
    "养殖": ("蛋鸡舍氨气浓度超标", "畜禽舍氨气生物滤床净化装置"),
    "污水": ("印染废水总氮难达标", "短程硝化反硝化脱氮一体化设备"),
    "挖掘机": ("挖掘机液压泵噪声大", "柱塞泵配流盘减振降噪结构设计"),
}
PLACES = ("沂南", "莒南", "郯城")


def write_pack(folder: Path, *, agreeing: bool = True) -> Path:
    """Needs of a trade fit its achievements; with `agreeing` False the judges said the contrary."""
    folder.mkdir(parents=True)
    trades, good, bad = list(TRADES), (4, 3), (1, 2)
    needs, achievements, pairs = [], [], []
    for number, (trade, (need, achievement)) in enumerate(TRADES.items()):
        for i, place in enumerate(PLACES):
            needs.append((f"n{number}{i}", f"{need}（{place}）", f"{place}企业{need}，希望解决{trade}生产中的问题。"))
            achievements.append((f"a{number}{i}", f"{achievement}{i + 1}型", f"{achievement}，已用于{trade}行业。"))
            for other in range(len(trades)):
                fits = (other == number) is agreeing
                pairs.append((f"n{number}{i}", f"a{other}{i}", (good if fits else bad)[i % 2]))
    _write(folder / "needs.csv", ("need_id", "title", "text"), needs)
    _write(folder / "achievements.csv", ("achievement_id", "title", "text"), achievements)
    _write(folder / "pairs.csv", ("need_id", "achievement_id", "level"), pairs)
    return folder


def _write(path: Path, header: tuple[str, ...], rows: list[tuple]) -> None:
    with path.open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream).writerows([header, *rows])
