"""PostgreSQL for many short questions."""

from sqlalchemy import Engine, event


def configure(engine: Engine) -> None:
    if engine.dialect.name != "postgresql":
        return

    @event.listens_for(engine, "connect")
    def _connect(connection, _record):  # type: ignore[no-untyped-def]
        # compiling the board's figures to machine code takes longer than answering them
        with connection.cursor() as cursor:
            cursor.execute("SET jit = off")
        connection.commit()
