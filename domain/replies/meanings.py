"""The meanings that rules give, and how they go together.

Completed: done, sent, okdone; object (of "xong": the task when its title has it, else a part).
Progress: part, remain, cond, approval, doing, redone (given back to be done again). On the way when nothing stronger is said: notdone, fine, late, lateby,
future, attempt (to remove an obstacle). Not begun: unstarted, willstart.
Held up: obstacle, paused, wait; nature (storm and flood) and lack (of goods), unless the task is about just that;
condinput (done when others have given); reason (why it is late). own: the sender's own reasons. clear: nothing in the way.
recurring, nonews. ask, may: a wish for a later date.
No report: question, hypothetical, promise, ack, hedge, reassign, file, chat, retract, elsewhere (already said in another
paper), name (a word that is part of a longer one).
fix: what follows is right and what stands before it was not; unsaid: what stands before it was a joke; recode: so of
the task named.
Not about the sender's tasks: notice, others, private, joke; ours: "but we" after others.
"""

PROGRESS = frozenset({"part", "remain", "cond", "approval", "doing", "redone"})
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
        "redone",
        "hedge",
    }
)
STATE = (
    PROGRESS
    | LATER
    | DONE
    | {
        "obstacle",
        "object",
        "nature",
        "lack",
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
IDLE = frozenset({"notice", "others", "private", "joke"})
