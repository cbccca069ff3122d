"""The meanings that rules give, and how they go together.

done, sent, okdone: completed. part, remain, cond, approval, doing: progress. notdone, fine, late, lateby, future,
attempt (to remove an obstacle): on the way when nothing stronger is said. unstarted, willstart: not begun. obstacle,
paused, wait: held up; condinput: done when others have given; reason: why it is late; own: the sender's own reasons; clear:
nothing in the way. recurring, nonews. ask, may: a wish for a later date. question, hypothetical, promise, ack, hedge, ours (the others, then we), object (of "xong": a part, or the task when its title has it),
reassign, file, chat, retract, elsewhere (already said in another paper). notice, others, private: not about the sender's tasks.
"""

PROGRESS = frozenset({"part", "remain", "cond", "approval", "doing"})
LATER = frozenset({"notdone", "late", "lateby", "fine", "future", "attempt"})
DONE = frozenset({"done", "sent", "okdone"})
NOT_YET = frozenset(
    {
        "part",
        "notdone",
        "remain",
        "cond",
        "condinput",
        "future",
        "approval",
        "hypothetical",
        "willstart",
        "unstarted",
        "retract",
        "elsewhere",
    }
)
STATE = (
    PROGRESS
    | LATER
    | DONE
    | {
        "obstacle",
        "object",
        "condinput",
        "paused",
        "unstarted",
        "willstart",
        "recurring",
        "nonews",
        "clear",
        "wait",
    }
)
IDLE = frozenset({"notice", "others", "private"})
