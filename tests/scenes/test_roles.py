"""Who may do what: every command, button and file against everybody, cell by cell.

`writes`: a fact is stored. `answers`: something is shown, nothing is stored. `privately`: shown to the presser
alone, out of the group. `silent`: nothing at all. Any other word is the reason of a refusal, or stands for a
sentence (tests/scenes/roles.py). `deputy` is one in their days, `deputy_later` one out of them.
"""

import re
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from typing import Any

import pytest
import pytest_asyncio
from telegram.ext import MessageHandler

from bot.app import COMMANDS, PRESSES, PRESSES_ANYWHERE, routes
from handlers import hearing
from tests.scenes.office import AN, HA
from tests.scenes.roles import GROUPS, NEW_SHEET, PRIVATE, Seat, Trial, open_trial

COMMANDS_IN_PRIVATE = """
                                 stranger         own              other            coordinating     former           above            head             deputy           deputy_later     leader           secretariat
/start                           stranger         answers          answers          answers          stranger         answers          answers          answers          answers          answers          answers
/start {code}                    writes           writes           writes           writes           writes           writes           writes           writes           writes           writes           writes
/start guessed                   code_unknown     code_unknown     code_unknown     code_unknown     code_unknown     code_unknown     code_unknown     code_unknown     code_unknown     code_unknown     code_unknown
/help                            stranger         answers          answers          answers          stranger         answers          answers          answers          stranger         answers          answers
/tasks                           not_registered   answers          answers          answers          not_registered   answers          answers          answers          not_registered   not_registered   not_registered
/history NV01                    not_registered   answers          ref_unknown      answers          not_registered   answers          answers          answers          not_registered   answers          answers
/undo                            not_registered   writes           writes           nothing_to_undo  not_registered   nothing_to_undo  not_registered   nothing_to_undo  not_registered   not_registered   not_registered
/summary                         readers_only     readers_only     readers_only     readers_only     readers_only     readers_only     readers_only     readers_only     readers_only     answers          answers
/assign Sở Y tế: việc, hạn 30/10 secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only writes
/extend NV01 30/12 vì chờ        not_registered   writes           ref_unknown      ref_unknown      not_registered   writes           not_registered   writes           not_registered   not_registered   writes
/invite Sở Y tế                  secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only writes
/people                          secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only answers
/here                            group_only       group_only       group_only       group_only       group_only       group_only       group_only       group_only       group_only       group_only       group_only
/nudge NV01                      secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only writes
/suspend                         secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only answers
/suspend bỏ Sở Y tế              secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only writes
/rehearse tuần sau               secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only writes
/digest                          secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only answers
/digest gửi thêm Sở Y tế         secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only writes
/digest lời dẫn Kính gửi         secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only writes
/days                            secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only answers
/people Sở Y tế                  secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only answers
/away                            not_registered   answers          answers          answers          not_registered   answers          not_registered   not_focal_point  not_registered   not_registered   not_registered
/away 5/10-12/10 Lan             not_registered   writes           answers          answers          not_registered   answers          not_registered   not_focal_point  not_registered   not_registered   not_registered
/handover                        not_registered   answers          answers          answers          not_registered   answers          not_registered   no_handover      not_registered   not_registered   handover_usage
/handover Lan                    not_registered   writes           answers          answers          not_registered   answers          not_registered   no_handover      not_registered   not_registered   answers
/handover Sở Y tế                not_registered   answers          answers          answers          not_registered   answers          not_registered   no_handover      not_registered   not_registered   answers
/practice                        not_registered   writes           writes           writes           not_registered   writes           writes           writes           not_registered   writes           writes
/language                        not_registered   answers          answers          answers          not_registered   answers          answers          answers          not_registered   answers          answers
"""

COMMANDS_IN_GROUPS = """
                                 member           own              former           leader           secretariat  elsewhere           leader_elsewhere    secretariat_elsewhere
/start {code}                    private_only     private_only     private_only     private_only     private_only private_only        private_only        private_only
/help                            group_help       group_help       group_help       group_help       group_help   group_help          group_help          group_help
/tasks                           private_only     private_only     private_only     private_only     private_only private_only        private_only        private_only
/history NV01                    private_only     private_only     private_only     private_only     private_only private_only        private_only        private_only
/undo                            private_only     private_only     private_only     private_only     private_only private_only        private_only        private_only
/summary                         answers          answers          answers          answers          answers      steering_group_only steering_group_only steering_group_only
/assign Sở Y tế: việc, hạn 30/10 private_only     private_only     private_only     private_only     private_only private_only        private_only        private_only
/extend NV01 30/12 vì chờ        private_only     private_only     private_only     private_only     private_only private_only        private_only        private_only
/invite Sở Y tế                  private_only     private_only     private_only     private_only     private_only private_only        private_only        private_only
/people                          private_only     private_only     private_only     private_only     private_only private_only        private_only        private_only
/here                            secretariat_only secretariat_only secretariat_only secretariat_only writes       secretariat_only    secretariat_only    writes
/nudge NV01                      private_only     private_only     private_only     private_only     private_only private_only        private_only        private_only
/suspend                         private_only     private_only     private_only     private_only     private_only private_only        private_only        private_only
/rehearse                        private_only     private_only     private_only     private_only     private_only private_only        private_only        private_only
/digest                          private_only     private_only     private_only     private_only     private_only private_only        private_only        private_only
/days                            private_only     private_only     private_only     private_only     private_only private_only        private_only        private_only
/away                            private_only     private_only     private_only     private_only     private_only private_only        private_only        private_only
/handover                        private_only     private_only     private_only     private_only     private_only private_only        private_only        private_only
/practice                        private_only     private_only     private_only     private_only     private_only private_only        private_only        private_only
/language                        private_only     private_only     private_only     private_only     private_only private_only        private_only        private_only
"""

PRESSES_IN_PRIVATE = """
                               stranger         own              other            coordinating     former           above            head             deputy           deputy_later     leader           secretariat
said:{led}:done                not_registered   writes           not_yours        not_yours        not_registered   writes           head_reads       writes           not_registered   not_registered   not_registered
said:{part}:done               not_registered   not_yours        not_yours        coordinating     not_registered   not_yours        not_yours        not_yours        not_registered   not_registered   not_registered
open:{led}                     not_registered   answers          not_yours        not_yours        not_registered   answers          head_reads       answers          not_registered   not_registered   not_registered
items:{led}                    not_registered   gone             not_yours        not_yours        not_registered   gone             head_reads       gone             not_registered   not_registered   not_registered
itemsfix:{report}              gone             gone             gone             gone             not_registered   gone             gone             gone             gone             gone             gone
itemsyes:{which}               gone             gone             gone             gone             gone             gone             gone             gone             gone             gone             gone
left:{which}:3                 gone             gone             gone             gone             gone             gone             gone             gone             gone             gone             gone
leftok:{which}                 gone             gone             gone             gone             gone             gone             gone             gone             gone             gone             gone
later:{led}                    not_registered   answers          not_yours        not_yours        not_registered   answers          head_reads       answers          not_registered   not_registered   not_registered
wish:{led}:20251030            not_registered   writes           not_yours        not_yours        not_registered   writes           head_reads       writes           not_registered   not_registered   not_registered
fix:{report}                   gone             answers          gone             gone             not_registered   gone             gone             gone             gone             gone             gone
be:{report}:done               gone             writes           gone             gone             not_registered   gone             gone             gone             gone             gone             gone
other:{report}                 gone             answers          gone             gone             not_registered   gone             gone             gone             gone             gone             gone
move:{report}:{led2}           gone             writes           gone             gone             not_registered   gone             gone             gone             gone             gone             gone
undo:{report}                  gone             writes           gone             gone             not_registered   gone             gone             gone             gone             gone             gone
pct:{led}:80                   not_registered   writes           not_yours        not_yours        not_registered   writes           head_reads       writes           not_registered   not_registered   not_registered
date:{report}                  gone             answers          gone             gone             not_registered   gone             gone             gone             gone             gone             gone
day:{report}:20251001          gone             writes           gone             gone             not_registered   gone             gone             gone             gone             gone             gone
yes:{whether}                  gone             writes           gone             gone             not_registered   gone             gone             gone             gone             gone             gone
relay:{relayed}                secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only answers
pick:{which}:{led}             gone             writes           gone             gone             not_registered   gone             gone             gone             gone             gone             gone
drop:{which}                   gone             answers          gone             gone             answers          gone             gone             gone             gone             gone             gone
pass:{passing}                 gone             answers          gone             gone             not_registered   gone             gone             gone             gone             gone             gone
tasks:0                        not_registered   answers          answers          answers          not_registered   answers          answers          answers          not_registered   not_registered   not_registered
invite:{unit}                  secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only writes
how:{led}                      secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only answers
people:missing:0               secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only answers
grant:{wish}                   secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only writes
refuse:{wish}                  secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only answers
shorten:{wish}                 secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only answers
approve:{submitted}            secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only writes
return:{submitted}             secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only answers
resume:{finished}              secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only answers
recall:{led}                   secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only answers
calendar-link                  not_registered   gone             gone             gone             not_registered   gone             gone             gone             not_registered   gone             gone
calendar-off                   gone             gone             gone             gone             gone             gone             gone             gone             gone             gone             gone
postagain                      secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only gone
withdraw:{given}               secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only writes
withdraw:{led}                 secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only reported_already
nodeadline:{order}             secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only writes
anyway:{order}                 secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only writes
noassign:{order}               secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only answers
samplesheet                    secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only answers
inviteall                      secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only all_manned
import:{upload}                secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only writes
noimport:{upload}              secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only writes
paper:{paper}                  secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only answers
nameit:{paper}                 secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only answers
table:{paper}                  secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only answers
walk:{paper}                   secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only answers
card:{waiting}                 secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only answers
accept:{waiting}:0:1           secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only writes
accept:{shared}:0:3            secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only lead_unclear
reject:{waiting}               secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only writes
reopen:{dropped}               secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only writes
mend:{waiting}                 secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only answers
pastdue:{late}                 secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only writes
uselist:{shared}:0             secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only writes
fixlist:{shared}:0             secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only answers
giveout:{paper}                secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only writes
nudge:{nudge}                  secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only writes
cadence:{cadence}              secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only writes
reissue:20250923               secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only gone
digestsee                      secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only answers
digestgo:{preview}             secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only writes
digestwords:{preview}          secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only answers
digestlater:{preview}          secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only answers
digeston:{preview}:20251007    secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only writes
digestback:{preview}           secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only answers
suspend:{pause}                secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only writes
goon:{paused}                  secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only writes
days:{days}                    secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only writes
leave:{nudge}                  secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only answers
part:units:0                   readers_only     readers_only     readers_only     readers_only     readers_only     readers_only     readers_only     readers_only     readers_only     answers          answers
sheet                          readers_only     readers_only     readers_only     readers_only     readers_only     readers_only     readers_only     readers_only     readers_only     answers          answers
print                          readers_only     readers_only     readers_only     readers_only     readers_only     readers_only     readers_only     readers_only     readers_only     answers          answers
picture                        readers_only     readers_only     readers_only     readers_only     readers_only     readers_only     readers_only     readers_only     readers_only     answers          answers
calendar                       not_registered   answers          answers          answers          not_registered   answers          answers          answers          not_registered   answers          answers
papers:0                       readers_only     readers_only     readers_only     readers_only     readers_only     readers_only     readers_only     readers_only     readers_only     answers          answers
trend:2025:units:0             readers_only     readers_only     readers_only     readers_only     readers_only     readers_only     readers_only     readers_only     readers_only     answers          answers
yearpage:2025                  readers_only     readers_only     readers_only     readers_only     readers_only     readers_only     readers_only     readers_only     readers_only     answers          answers
due:20251001:20251231:0        readers_only     readers_only     readers_only     readers_only     readers_only     readers_only     readers_only     readers_only     readers_only     answers          answers
unit:{unit}:0                  readers_only     readers_only     readers_only     readers_only     readers_only     readers_only     readers_only     readers_only     readers_only     answers          answers
directive:{paper}:0            readers_only     readers_only     readers_only     readers_only     readers_only     readers_only     readers_only     readers_only     readers_only     answers          answers
task:{led}:0                   readers_only     readers_only     readers_only     readers_only     readers_only     readers_only     readers_only     readers_only     readers_only     answers          answers
programme:{led}:items:0        readers_only     readers_only     readers_only     readers_only     readers_only     readers_only     readers_only     readers_only     readers_only     gone             gone
matrix:{led}                   readers_only     readers_only     readers_only     readers_only     readers_only     readers_only     readers_only     readers_only     readers_only     gone             gone
matrixprint:{led}              readers_only     readers_only     readers_only     readers_only     readers_only     readers_only     readers_only     readers_only     readers_only     gone             gone
original:{document}            readers_only     readers_only     readers_only     readers_only     readers_only     readers_only     readers_only     readers_only     readers_only     answers          answers
page:{unit}                    secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only answers
head:{unit}                    secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only writes
headoff:{own_unit}:{lan}       secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only writes
headoff:{own_unit}:{an}        secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only gone
above:{unit}                   secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only answers
alone:{own_unit}               secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only writes
alone:{unit}                   secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only above_gone
dismiss:{own_unit}:{an}        secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only answers
dismissed:{own_unit}:{an}      secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only writes
trail:{unit}                   secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only answers
cover:{an}                     secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only answers
standin:{away}:{lan}           gone             writes           gone             gone             secretariat_only gone             gone             gone             gone             gone             gone
invitein:{away}                gone             writes           gone             gone             secretariat_only gone             gone             gone             gone             gone             gone
back:{later}                   gone             writes           gone             gone             gone             gone             gone             gone             gone             gone             writes
giveto:{leaving}:{lan}         gone             writes           gone             gone             not_registered   gone             gone             gone             gone             gone             gone
invitenext:{leaving}           gone             writes           gone             gone             not_registered   gone             gone             gone             gone             gone             gone
leaves:{giving}:{an}           secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only answers
takeover:{offered}             gone             gone             gone             gone             gone             gone             gone             writes           gone             gone             gone
nothandover:{offered}          gone             writes           gone             gone             gone             gone             gone             writes           gone             gone             gone
phonelist                      secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only answers
printinvites                   secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only answers
snooze:{led}                   not_registered   answers          not_yours        not_yours        not_registered   snoozed_already  head_reads       snoozed_already  not_registered   not_registered   not_registered
until:{led}:20250925           not_registered   writes           not_yours        not_yours        not_registered   snoozed_already  head_reads       snoozed_already  not_registered   not_registered   not_registered
files:{proven}                 gone             answers          gone             gone             gone             answers          answers          answers          gone             answers          answers
series:{led}                   gone             gone             gone             gone             gone             gone             gone             gone             gone             gone             gone
try:{practice}:done            gone             writes           gone             gone             gone             gone             gone             gone             gone             gone             gone
understood:{practice}          gone             writes           gone             gone             gone             gone             gone             gone             gone             gone             gone
language:vi                    not_registered   answers          answers          answers          not_registered   answers          answers          answers          not_registered   answers          answers
rate:{led}                     secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only gone
unrate:{led}                   secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only secretariat_only proposal_gone
"""

# no other button does anything in a group, whoever presses: `test_a_button_of_private_chats…`
PRESSES_IN_GROUPS = """
                        member         own          former         leader    secretariat elsewhere      leader_elsewhere secretariat_elsewhere
part:units:0            privately      privately    privately      privately privately   gone           gone             gone
sheet                   readers_only   readers_only readers_only   privately privately   gone           gone             gone
print                   readers_only   readers_only readers_only   privately privately   gone           gone             gone
picture                 readers_only   readers_only readers_only   privately privately   gone           gone             gone
calendar                not_registered privately    not_registered privately privately   not_registered privately        privately
papers:0                privately      privately    privately      privately privately   gone           gone             gone
trend:2025:units:0      privately      privately    privately      privately privately   gone           gone             gone
yearpage:2025           readers_only   readers_only readers_only   privately privately   gone           gone             gone
due:20251001:20251231:0 privately      privately    privately      privately privately   gone           gone             gone
unit:{unit}:0           privately      privately    privately      privately privately   gone           gone             gone
directive:{paper}:0     privately      privately    privately      privately privately   gone           gone             gone
task:{led}:0            privately      privately    privately      privately privately   gone           gone             gone
programme:{led}:items:0   gone             gone             gone             gone             gone             gone             gone             gone
matrix:{led}              readers_only     readers_only     readers_only     gone             gone             gone             gone             gone
matrixprint:{led}         readers_only     readers_only     readers_only     gone             gone             gone             gone             gone
original:{document}     readers_only   readers_only readers_only   privately privately   gone           gone             gone
series:{led}            gone           gone           gone           gone           gone           gone           gone           gone
"""

MESSAGES_IN_PRIVATE = """
                  stranger        own             other           coordinating    former          above           head            deputy          deputy_later    leader          secretariat
NV01 60%          stranger        writes          answers         writes          stranger        writes          answers         writes          answers         not_for_you     not_for_you
việc nào trễ?     stranger        answers         answers         answers         stranger        answers         answers         answers         answers         answers         answers
/nonsense         unknown_command unknown_command unknown_command unknown_command unknown_command unknown_command unknown_command unknown_command unknown_command unknown_command unknown_command
/việc             not_registered  answers         answers         answers         not_registered  answers         answers         answers         not_registered  not_registered  not_registered
[edit]            silent          writes          answers         writes          not_registered  writes          silent          writes          silent          silent          silent
[sheet]           no_file_here    answers         answers         answers         no_file_here    answers         no_file_here    answers         no_file_here    no_file_here    writes
[pdf]             no_file_here    answers         answers         answers         no_file_here    answers         no_file_here    answers         no_file_here    no_file_here    answers
[photo]           no_file_here    answers         answers         answers         no_file_here    answers         no_file_here    answers         no_file_here    no_file_here    no_file_here
[photo_captioned] no_file_here    writes          answers         writes          no_file_here    writes          no_file_here    writes          no_file_here    no_file_here    no_file_here
[sticker]         not_text        not_text        not_text        not_text        not_text        not_text        not_text        not_text        not_text        not_text        not_text
"""

# MESSAGES_IN_PRIVATE in the order of the routing table, `migrated` aside, which Telegram alone can say
ROWS_OF_MESSAGES = ("/nonsense", "/việc", "NV01 60%", "[edit]", "[sheet]", "[photo]", "", "[sticker]")


def table(written: str) -> tuple[list[str], dict[str, list[str]]]:
    """The names of the columns, and the cells by row; they stand one under another."""
    head, *lines = written.strip("\n").splitlines()
    begins = re.search(r"\S", head)
    assert begins is not None
    cells = {line[: begins.start()].strip(): line[begins.start() :].split() for line in lines}
    assert all(len(row) == len(head.split()) for row in cells.values())
    return head.split(), cells


async def try_all(
    trial: Trial, written: str, seats: Mapping[str, Seat], update_of: Callable[[Seat, str], dict[str, Any]]
) -> None:
    """Every cell; those that came out otherwise are named together."""
    columns, cells = table(written)
    assert columns == list(seats)
    wrong = []
    for row, wanted in cells.items():
        updates = [(seat, update_of(seat, row)) for seat in seats.values()]
        for column, want, found in zip(columns, wanted, await trial.row(updates, wanted), strict=True):
            if found != want:
                wrong.append(f"{row} by {column}: {found}, wanted {want}")
    assert not wrong, "\n".join(["", *wrong])


pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def opened(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Trial]:
    async with open_trial(tmp_path_factory.mktemp("roles")) as found:
        yield found


@pytest.fixture
def trial(opened: Trial) -> Trial:
    """The one office of this file, as it was."""
    opened.begin_again()
    return opened


async def test_commands(trial: Trial) -> None:
    def say(seat: Seat, row: str) -> dict[str, Any]:
        return trial.says(seat, trial.filled(row, seat.person))

    await try_all(trial, COMMANDS_IN_PRIVATE, PRIVATE, say)
    await try_all(trial, COMMANDS_IN_GROUPS, GROUPS, say)


async def test_buttons(trial: Trial) -> None:
    def press(seat: Seat, row: str) -> dict[str, Any]:
        return trial.presses(seat, trial.filled(row, seat.person))

    await try_all(trial, PRESSES_IN_PRIVATE, PRIVATE, press)
    await try_all(trial, PRESSES_IN_GROUPS, GROUPS, press)


async def test_a_button_of_private_chats_does_nothing_in_a_group(trial: Trial) -> None:
    """Else a forged one would put a private list in the place of the digest, or show a task to all."""
    _, cells = table(PRESSES_IN_PRIVATE)
    for row in cells.keys() - table(PRESSES_IN_GROUPS)[1].keys():
        seats = [GROUPS["own"], GROUPS["secretariat"]]
        updates = [(seat, trial.presses(seat, trial.filled(row, seat.person))) for seat in seats]
        assert await trial.row(updates, ["gone"] * 2) == ["gone"] * 2, row


async def test_texts_and_files(trial: Trial) -> None:
    await try_all(trial, MESSAGES_IN_PRIVATE, PRIVATE, lambda seat, row: message(trial, seat, row))


async def test_texts_and_files_in_groups_are_nobodys_business(trial: Trial) -> None:
    for row in table(MESSAGES_IN_PRIVATE)[1]:
        updates = [(seat, message(trial, seat, row)) for seat in GROUPS.values()]
        assert set(await trial.row(updates, ["silent"] * len(updates))) == {"silent"}, row


def message(trial: Trial, seat: Seat, row: str) -> dict[str, Any]:
    picture = {"file_id": "p", "file_unique_id": "u", "width": 9, "height": 9}
    sticker = {"type": "regular", "is_animated": False, "is_video": False} | picture
    match row:
        case "[edit]":
            return trial.edits(seat, int(trial.filled("{message}", seat.person)), "NV01 70%")
        case "[sheet]":
            return trial.sends(seat, **trial.document("nhiem-vu.csv", NEW_SHEET))
        case "[pdf]":
            return trial.sends(seat, **trial.document("bao-cao.pdf", b"%PDF-1.7"))
        case "[photo]":
            return trial.sends(seat, **trial.photo())
        case "[photo_captioned]":
            return trial.sends(seat, **trial.photo(), caption="NV01 60%")
        case "[sticker]":
            return trial.sends(seat, sticker=sticker)
    return trial.says(seat, row)


# a role that was lost


async def test_a_question_that_was_asked_before_gives_no_right(trial: Trial) -> None:
    """Ha was asked while a focal point, and answers as one no longer."""
    report, led = (int(trial.filled(name, HA)) for name in ("{report}", "{led}"))
    order = {"unit": "Sở Y tế", "text": "", "deadline": "30/10/2025", "missing": "text", "doubt": ""}
    asked: dict[str, tuple[dict[str, Any], str]] = {
        "obstacle": ({"report_id": report}, "thiếu kinh phí"),
        "fix": ({"report_id": report}, "65%"),
        "extension": ({"assignment_id": led}, "30/10/2025"),
        "snooze": ({"assignment_id": led}, "29/9/2025"),
        "which_task": (await trial.payload("which"), "NV01"),
        "whether": (await trial.payload("whether"), "đúng rồi ạ"),
        "assign": (order, "rà soát danh mục"),
        "relay": ({"asker": 1, "message_id": 1}, "Phòng họp số 2"),
        "digest_words": ({"preview_id": 1}, "Kính gửi"),
        "wish_reason": ({"report_id": report}, "mưa lũ chưa khảo sát được"),
        "returned": ({"assignment_id": led}, "thiếu phụ lục"),
        "reopened": ({"assignment_id": led}, "mới có một nửa"),
        "recalled": ({"assignment_id": led}, "trùng việc khác"),
        "wish_refused": ({"extension_id": 1}, "Tỉnh uỷ nghe vào tháng 10"),
        "wish_shortened": ({"extension_id": 1}, "10/10 vì Tỉnh uỷ nghe"),
        "directive": ({"directive_id": 1}, "Kết luận 16-KL/BCĐ ngày 23/9/2025"),
        "mend": ({"proposal_id": 4, "past": ""}, "hạn 30/10/2025"),
        "unit_list": ({"proposal_id": 3, "nth": 0}, "bớt Sở Y tế"),
        "away": (await trial.payload("away"), "đồng chí Lan"),
        "handover": ({}, "đồng chí Lan"),
        "items": (
            {"programme": "KH02", "department_id": 1, "before": [], "count": None, "left": []}
            | await trial.payload("which"),
            "mục 3 và 9",
        ),
        "above": ({"unit_id": int(trial.filled("{unit}", HA))}, "trực thuộc: Sở Nội vụ"),
        "rating": ({"programme": "kh02"}, "toàn tỉnh XANH ngày 20/9 nguồn nq57.vn"),
    }
    assert asked.keys() == hearing.ANSWERS.keys()
    outcomes = {}
    for kind, (payload, words) in asked.items():
        await trial.ask(HA, kind, payload)
        outcomes[kind] = await trial.one(PRIVATE["former"], trial.says(PRIVATE["former"], words))
    refused = {"whether": "not_registered"}
    assert outcomes == {kind: refused.get(kind, "stranger") for kind in asked}


async def test_what_was_reported_for_a_unit_that_one_has_left_stays(trial: Trial) -> None:
    """Ha answers for another unit now."""
    await trial.joins(HA, "Sở Y tế")
    seat = PRIVATE["former"]
    for data in ("undo:{report}", "fix:{report}", "be:{report}:done", "move:{report}:{other_led}"):
        assert await trial.one(seat, trial.presses(seat, trial.filled(data, HA))) == "not_yours", data
    assert await trial.one(seat, trial.says(seat, "/undo")) == "nothing_to_undo"
    assert await trial.one(seat, message(trial, seat, "[edit]")) == "not_yours"


# callback data that no button of ours holds


BIGGEST = "9" * 18
FORGED = ("0", BIGGEST, "", "৭৭", "-1", "9" * 19, "9" * 40, "1.5", "0x1", "x", " 1", "1;2", "77\n")
CHOICES = ("done", "vi", "nonsense", "overdue", "missing", "99991231", "20251399", "00000000")


def forged() -> Iterator[str]:
    """Each name with numbers and words that are none of its own in each of its places."""
    for pattern, _ in (*PRESSES, *PRESSES_ANYWHERE):
        name = words_of(pattern)
        yield name
        yield f"{name}:{BIGGEST}:9999:9999"
        yield from (f"{name}:{one}" for one in (*FORGED, *CHOICES))
        yield from (f"{name}:{BIGGEST}:{one}" for one in (*FORGED, *CHOICES))
        yield from (f"{name}:{one}:{other}" for one in CHOICES for other in ("9999", BIGGEST, *CHOICES))
        yield from (f"{name}:{BIGGEST}:{one}:9999" for one in CHOICES)
        yield from (f"{name}:{one}:{one}:{other}" for one in CHOICES for other in ("9999", "20251399"))


def words_of(data: str) -> str:
    """The word with which the data or the pattern of a button begins."""
    return re.split(r"[:$(]", data.lstrip("^"))[0]


async def test_forged_data_writes_nothing(trial: Trial) -> None:
    """Pressed by who may press such a button: what is no mere reading is refused."""
    patterns = [re.compile(pattern) for pattern, _ in (*PRESSES, *PRESSES_ANYWHERE)]
    every = sorted({data.encode()[:64].decode(errors="ignore") for data in forged()})
    heard: dict[str, list[str]] = {words_of(pattern.pattern): [] for pattern in patterns}
    unheard: list[str] = []
    for data in every:
        known = any(pattern.match(data) for pattern in patterns)
        (heard[words_of(data)] if known else unheard).append(data)
    assert len(unheard) > 3000
    assert all(heard.values())
    some = [data for mine in heard.values() for data in mine[:: max(1, len(mine) // 2)]]
    focal = {
        words_of(row)
        for row, cells in table(PRESSES_IN_PRIVATE)[1].items()
        if cells[1] in ("writes", "answers")
    }
    for data in [*some, *unheard[::900]]:
        seat = PRIVATE["own" if words_of(data) in focal else "secretariat"]
        outcome = await trial.one(seat, trial.presses(seat, data))
        reads = words_of(data) in READINGS and data in some
        refused = outcome in ("gone", "proposal_gone", "digest_gone", "all_manned")
        assert refused or (reads and outcome == "answers"), (data, outcome)


READINGS = frozenset(
    {
        "tasks",
        "part",
        "sheet",
        "print",
        "picture",
        "calendar",
        "people",
        "due",
        "phonelist",
        "digestsee",
        "papers",
    }
    | {"trend", "yearpage", "printinvites", "samplesheet", "language"}
)


async def test_a_question_of_another_kind_does_not_fit_the_button(trial: Trial) -> None:
    """Its number is the person's own; its content is another's."""
    seats = {
        "own": ("which", "whether", "passing"),
        "secretariat": ("order", "late", "nudge", "days", "pause", "cadence"),
    }
    fits = {
        "pick": {"which"},
        "yes": {"whether"},
        "pass": {"passing"},
        "drop": {"which", "whether", "passing"},
    }
    fits |= {name: {"order"} for name in ("anyway", "nodeadline", "noassign")}
    fits["pastdue"] = {"late"}
    proposed = {"nudge": "nudge", "days": "days", "suspend": "pause", "cadence": "cadence"}
    fits |= {name: {question} for name, question in proposed.items()} | {"leave": set(proposed.values())}
    for column, questions in seats.items():
        seat = PRIVATE[column]
        for press, kinds in fits.items():
            for question in set(questions) - kinds:
                data = trial.filled(
                    f"{press}:{{{question}}}" + (":{led}" if press == "pick" else ""), seat.person
                )
                outcome = await trial.one(seat, trial.presses(seat, data))
                assert outcome in {"gone", "proposal_gone", "secretariat_only"}, (press, question)


async def test_a_press_counts_once(trial: Trial) -> None:
    """Replayed: the same data again, after it was obeyed."""
    again = {
        "be:{report}:done": "gone",
        "undo:{report}": "gone",
        "day:{report}:20251001": "gone",
        "move:{report}:{led2}": "gone",
        "yes:{whether}": "gone",
        "pick:{which}:{led}": "gone",
        "wish:{led}:20251030": "wish_pending",
        "grant:{wish}": "decided_by",
        "nudge:{nudge}": "proposal_gone",
        "days:{days}": "proposal_gone",
        "suspend:{pause}": "proposal_gone",
        "goon:{paused}": "gone",
        "cadence:{cadence}": "proposal_gone",
        "digestgo:{preview}": "digest_gone",
        "approve:{submitted}": "not_waiting",
        "withdraw:{given}": "gone",
        "anyway:{order}": "gone",
        "nodeadline:{order}": "gone",
        "import:{upload}": "gone",
        "noimport:{upload}": "gone",
        "accept:{waiting}:0:1": "decided_by",
        "reject:{waiting}": "decided_by",
        "reopen:{dropped}": "gone",
        "pastdue:{late}": "gone",
        "uselist:{shared}:0": "answers",
        "giveout:{paper}": "nothing_accepted",
        "headoff:{own_unit}:{lan}": "gone",
        "alone:{own_unit}": "above_gone",
        "dismissed:{own_unit}:{an}": "gone",
        "standin:{away}:{lan}": "gone",
        "invitein:{away}": "gone",
        "back:{later}": "gone",
        "until:{led}:20250925": "snoozed_already",
        "giveto:{leaving}:{lan}": "gone",
        "invitenext:{leaving}": "gone",
        "takeover:{offered}": "gone",
        "nothandover:{offered}": "gone",
        "try:{practice}:done": "answers",
        "understood:{practice}": "answers",
    }
    columns, cells = table(PRESSES_IN_PRIVATE)
    once = {row for row, wanted in cells.items() if "writes" in wanted}
    # a state may be said again, an invitation given again, a digest put off again
    assert once - again.keys() == {
        "said:{led}:done",
        "pct:{led}:80",
        "invite:{unit}",
        "head:{unit}",
        "digeston:{preview}:20251007",
    }
    for row, wanted in again.items():
        column = next(
            one for one in ("secretariat", "own", "deputy") if cells[row][columns.index(one)] == "writes"
        )
        seat = PRIVATE[column]
        update = trial.presses(seat, trial.filled(row, seat.person))
        assert await trial.twice(seat, update) == ["writes", wanted], row


async def test_a_button_under_a_message_that_telegram_no_longer_shows(trial: Trial) -> None:
    """It is told of with the date 0, or not at all."""
    seat = PRIVATE["own"]
    chat = {"id": AN.id, "type": "private", "first_name": "An"}
    for held, outcomes in (
        ({"message": {"message_id": 1, "date": 0, "chat": chat}}, ["writes", "answers", "writes"]),
        ({"inline_message_id": "1"}, ["gone", "gone", "gone"]),
    ):
        for data, wanted in zip(("said:{led}:done", "tasks:0", "undo:{report}"), outcomes, strict=True):
            assert await trial.one(seat, trial.presses(seat, trial.filled(data, AN), **held)) == wanted, data


async def test_a_day_at_the_end_of_the_calendar_is_forged(trial: Trial) -> None:
    """Stored, it would break every reckoning with days."""
    for data in ("wish:{led}:99991231", "day:{report}:99991231", "day:{report}:00010101"):
        seat = PRIVATE["own"]
        assert await trial.one(seat, trial.presses(seat, trial.filled(data, AN))) == "gone", data


# the tables are complete


async def test_every_command_and_button_has_its_rows() -> None:
    commands = {f"/{english}" for english, _, _, _ in COMMANDS}
    for written in (COMMANDS_IN_PRIVATE, COMMANDS_IN_GROUPS):
        assert {row.split()[0] for row in table(written)[1]} == commands
    private = {words_of(pattern) for pattern, _ in PRESSES}
    anywhere = {words_of(pattern) for pattern, _ in PRESSES_ANYWHERE}
    assert {words_of(row) for row in table(PRESSES_IN_PRIVATE)[1]} == private | anywhere
    assert {words_of(row) for row in table(PRESSES_IN_GROUPS)[1]} == anywhere


async def test_every_kind_of_message_has_its_row() -> None:
    kinds = [handler for handler in routes() if isinstance(handler, MessageHandler)]
    assert len(kinds) == len(ROWS_OF_MESSAGES)
    assert {row for row in ROWS_OF_MESSAGES if row} <= table(MESSAGES_IN_PRIVATE)[1].keys()
