"""To whom a late duty goes up. Every ladder ends at a rank that one person holds at any moment."""

CONTROL_ROOM = ("control_room_supervisor", "inspector")
RESPONSE = ("sergeant", "inspector")
SPECIALIST = ("safeguarding", "inspector")
CASE = ("sergeant", "safeguarding", "inspector")
MARAC = ("marac_coordinator", "safeguarding", "inspector")
SUPERVISOR = ("inspector",)
ADDRESS = ("address_inspector",)
