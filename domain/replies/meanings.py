"""The meanings that rules give, and how they go together.

done, sent, okdone: completed. part, notdone, remain, cond, approval, doing, fine, late, lateby: on the way.
future: to be completed. unstarted, willstart: not begun. obstacle, wait: held up; clear: nothing in the way.
recurring, nonews. ask, may: a wish for a later date. own: the sender's own reasons. question, hypothetical,
promise, ack, hedge, reassign, file, chat, retract. notice, others, private: not about the sender's tasks.
"""

PROGRESS = frozenset({"part", "notdone", "remain", "cond", "approval", "doing", "fine", "late", "lateby"})
DONE = frozenset({"done", "sent", "okdone"})
NOT_YET = frozenset(
    {"part", "notdone", "remain", "cond", "future", "approval", "hypothetical", "willstart", "unstarted"}
)
STATE = (
    PROGRESS | DONE | {"obstacle", "unstarted", "willstart", "recurring", "nonews", "future", "clear", "wait"}
)
IDLE = frozenset({"notice", "others", "private"})
