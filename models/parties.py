from models.enums import Labelled


class Party(Labelled):
    """In what capacity somebody stands to a record; the transition tables say which party may act."""

    AUTHOR = "所属单位成员", "Member of the owning organization"
    OWNER = "单位管理员", "Organization owner"
    NEED_SIDE = "需求方", "Need side"
    ACHIEVEMENT_SIDE = "成果方", "Achievement side"
    OTHER_SIDE = "对方", "The other side"
    OFFICER = "科技局经办", "Bureau officer"
    SUPERVISOR = "科室负责人", "Bureau supervisor"
    MANAGER = "技术经理人", "Technology manager"
    BIDDER = "揭榜单位", "Bidder"
    PARTNER = "联合单位", "Consortium partner"
    EXPERT = "评审专家", "Review expert"
    SYSTEM = "系统", "System"
