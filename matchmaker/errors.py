"""What a use case may answer instead of doing its work; `web.errors` translates and shows it."""

from matchmaker.messages import N_


class DomainError(Exception):
    """`message` is marked with `N_`; `params` fill its %(name)s places; `field` names the form field it belongs to."""

    status = 409

    def __init__(self, message: str, *, field: str = "", **params: object) -> None:
        super().__init__(message)
        self.message, self.field, self.params = message, field, params


class Refused(DomainError):
    """The rules of the field do not allow this now."""


class Invalid(DomainError):
    """A value is wrong; `field` says which."""

    status = 400


class Forbidden(DomainError):
    status = 403

    def __init__(self, message: str = N_("您没有权限进行这项操作。")) -> None:
        super().__init__(message)


class Conflict(DomainError):
    """Somebody else changed the record since it was read."""

    def __init__(self) -> None:
        super().__init__(N_("这条记录刚刚被其他人修改过，您的改动没有保存。请查看最新内容后再操作。"))
