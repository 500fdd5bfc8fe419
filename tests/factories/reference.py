from models import District, Field, db


def load() -> None:
    """A small taxonomy: two districts, two fields of the first level, two of the second."""
    materials = Field(code="materials", zh="新材料", en="New materials")
    machinery = Field(code="machinery", zh="机械装备制造", en="Machinery and equipment", position=1)
    db.session.add_all(
        [
            materials,
            machinery,
            Field(code="mat-metals", zh="高性能金属", en="High-performance metals", parent=materials),
            Field(code="ma-agri", zh="农业机械", en="Agricultural machinery", parent=machinery),
            District(code="luozhuang", zh="罗庄区", en="Luozhuang"),
            District(code="hedong", zh="河东区", en="Hedong", position=1),
        ]
    )
    db.session.commit()


def field(code: str = "mat-metals") -> Field:
    return db.session.query(Field).filter_by(code=code).one()


def district(code: str = "luozhuang") -> District:
    return db.session.query(District).filter_by(code=code).one()
