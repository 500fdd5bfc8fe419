"""Who gets what for an answer on which route: A answered, S asked to sign in, F forbidden, N not found.

The letters stand in the order of `world.ROLES`: visitor, unverified firm user, firm member, firm owner, researcher,
technology manager, officer, supervisor, administrator. The firm and the researcher are those the record belongs to.
"""

ANYONE = "AAAAAAAAA"
SIGNED_IN = "SAAAAAAAA"
MEMBER = "SFAAAAAAA"
OWNER = "SAFAFFFFF"
FIRM = "SFAAFFFFF"
RESEARCH = "SFFFAFFFF"
OFFICER = "SFFFFFAFF"
BUREAU = "SFFFFFAAA"
EITHER_SIDE = "SFAAAN"

TABLE = {
    "GET public.home": ANYONE,
    "GET account.login": ANYONE,
    "POST account.login": ANYONE,
    "POST account.logout": ANYONE,
    "POST account.switch_language": ANYONE,
    "GET account.register": ANYONE,
    "POST account.register": ANYONE,
    "GET account.join": ANYONE,
    "POST account.join": ANYONE,
    "GET account.forgot": ANYONE,
    "POST account.forgot": ANYONE,
    "GET account.reset": ANYONE,
    "POST account.reset": ANYONE,
    "GET account.profile": SIGNED_IN,
    "POST account.profile": SIGNED_IN,
    "GET account.password": SIGNED_IN,
    "POST account.password": SIGNED_IN,
    "GET account.notifications": SIGNED_IN,
    "POST account.read_notifications": SIGNED_IN,
    "GET organizations.index": ANYONE,
    "GET organizations.show": ANYONE,
    "GET organizations.edit": OWNER,
    "POST organizations.edit": OWNER,
    "GET organizations.members": OWNER,
    "POST organizations.confirm_member": "SNFAFFFFF",
    "POST organizations.decline_member": "SNFAFFFFF",
    "POST organizations.hand_over": "SNFAFFFFF",
    "GET organizations.review_list": OFFICER,
    "GET organizations.review": OFFICER,
    "POST organizations.verify": OFFICER,
    "POST organizations.refuse": OFFICER,
    "GET matches.mine": MEMBER,
    "POST matches.propose": "SFNNNNNNN",
    "GET matches.show": "SFAAAAAAA",
    "POST matches.consent": "SFAAAFFFF",
    "POST matches.agree": "SFAAAFFFF",
    "POST matches.decline": "SFAAAAAAA",
    "POST matches.log_talk": "SFAAAAAAA",
    "GET projects.index": MEMBER,
    "GET projects.show": "SFAAANAAA",
    "GET projects.edit": "SFAAANAFF",
    "POST projects.edit": "SFAAANAFF",
    "GET projects.record_offline": OFFICER,
    "POST projects.record_offline": OFFICER,
    "GET agreements.index": BUREAU,
    "GET agreements.show": "SFAAANAAA",
    "GET todo.mine": SIGNED_IN,
    "GET bureau.home": BUREAU,
    "GET bureau.board": BUREAU,
}
