// What stands behind a message: what was received and understood, what was written and sent; first in words, then as
// it stands in the store.

import { backstage } from "./api.js";
import { clockTimeWithSeconds, shortDay } from "./dates.js";
import { h, iconButton } from "./dom.js";
import { t } from "./words.js";

const STATES = { waiting: "state_waiting", done: "state_done", aside: "state_aside" };
const WORK = {
  no_report: "work_no_report", not_started: "work_not_started", in_progress: "work_in_progress", blocked: "work_blocked",
  done: "work_done", recurring: "work_recurring",
};
const VALUES = {
  percent: "value_percent", done: "value_done", total: "value_total", blocked: "value_blocked", blocker: "value_blocker",
  expected_date: "value_expected_date", requested_deadline: "value_requested_deadline",
};
const WROTE = { report: "wrote_report", correction: "wrote_correction", undo: "wrote_undo", remark: "wrote_remark" };
const CHANGED = {
  extension: "wrote_extension", invitation: "wrote_invitation", department: "wrote_department", person: "wrote_person",
  task: "wrote_task", assignment: "wrote_assignment",
};
const KINDS = {
  answer: "kind_answer", readback: "kind_readback", question: "kind_question", reminder: "kind_reminder", nudge: "kind_nudge",
  notice: "kind_notice", digest: "kind_digest",
};
const OUT = {
  pending: "out_pending", sending: "out_sending", sent: "out_sent", failed: "out_failed", uncertain: "out_uncertain",
};
const LONGEST = 160;

// `filled`: once it holds what there is.
export function behindElement(chat, message, onClose) {
  const body = h("div", { class: "behind-body" }, "…");
  const element = h(
    "section", { class: "behind", "aria-label": t("behind_of") },
    h("header", {}, h("h2", {}, t("behind_of")), iconButton("close", t("behind_close"), onClose)),
    body,
  );
  const filled = backstage(`behind?chat=${chat}&message=${message}`).then((found) => {
    body.replaceChildren(...(found ? parts(found) : [h("p", {}, t("behind_away"))]));
  });
  return { element, filled };
}

function parts(found) {
  const pressed = new Set(found.updates.filter((one) => one.pressed).map((one) => one.seq));
  const asks = found.sent.some((line) => line.kind === "question");
  const understood = found.reports.map((one) => reading(one, pressed.has(one.seq)));
  if (!understood.length && asks) understood.push(h("li", {}, t("behind_asks")));
  const nouns = new Set(found.changes.map((one) => t(CHANGED[one.noun] ?? "wrote_else")));
  const written = [
    ...found.reports.map((one) => h("li", {}, t(WROTE[one.action] ?? "wrote_else", { ref: one.ref, unit: one.department }))),
    ...[...nouns].map((noun) => h("li", {}, noun)),
  ];
  if (!written.length && found.updates.length && !asks) written.push(h("li", {}, t("behind_nothing")));
  return [
    ...group(t("behind_received"), found.updates.map(received)),
    ...group(t("behind_understood"), understood),
    ...group(t("behind_written"), written),
    ...group(t("behind_sent"), found.sent.map(sent)),
    h("details", {}, h("summary", {}, t("behind_raw")), h("ul", {}, ...raw(found))),
  ];
}

function group(title, items) {
  return items.length ? [h("h3", {}, title), h("ul", {}, ...items)] : [];
}

function received(update) {
  const text = update.said?.replace(/\s+/g, " ").slice(0, LONGEST);
  const what = update.pressed ? t("behind_press") : text ? t("behind_message", { text }) : t("behind_file");
  return h("li", {}, what, ` · ${t(STATES[update.state] ?? update.state)}`);
}

function reading(report, pressed) {
  const values = Object.entries(report.values).filter(([name]) => name !== "blocked" || !report.values.blocker)
    .map(([name, value]) => h("span", { class: "value" }, name === "work" ? t(WORK[value] ?? value) : t(VALUES[name] ?? name, { value: told(value) })));
  const rules = report.fired.map(([rule, words]) => h("span", { class: "rule" }, h("code", {}, rule), words ? ` “${words}”` : ""));
  return h("li", {}, h("b", {}, report.ref), " ", ...values,
    h("p", {}, rules.length ? `${t("behind_rules")}: ` : t(pressed ? "behind_button" : "behind_plain"), ...rules));
}

// A day as people write it.
function told(value) {
  const day = /^(\d{4})-(\d\d)-(\d\d)$/.exec(value);
  return day ? `${day[3]}/${day[2]}/${day[1]}` : value;
}

function sent(line) {
  const silent = line.method.startsWith("edit") ? "kind_edit" : line.method === "answerCallbackQuery" ? "kind_press" : "kind_silent";
  return h("li", {}, t(KINDS[line.kind] ?? silent), ` · ${t(OUT[line.state] ?? line.state, { time: moment(line) })}`,
    line.refs.length ? ` · ${t("behind_about", { refs: line.refs.join(", ") })}` : "",
    line.tries > 1 ? ` · ${t("behind_tries", { n: line.tries })}` : "", line.error ? ` · ${line.error}` : "");
}

function moment(line) {
  const at = new Date(line.sent_at ?? line.created_at);
  return `${clockTimeWithSeconds(at)} ${shortDay(at)}`;
}

// The rows of the tables and their columns.
function raw(found) {
  const row = (name, rest) => h("li", {}, h("code", {}, name), ` ${rest}`);
  return [
    ...found.updates.map((one) => row(`inbox ${one.seq}`, [one.state, one.pressed].filter(Boolean).join(" · "))),
    ...found.reports.map((one) => row(`reports ${one.action}`,
      [one.ref, ...Object.entries(one.values).map(([name, value]) => `${name} = ${value}`)].join(" · "))),
    ...found.changes.map((one) => row(`${one.noun}.${one.field}`, `${one.old ?? "∅"} → ${one.new ?? "∅"}`)),
    ...found.sent.map((line) => row(`outbox ${line.id}`, `${line.method} · ${line.kind} · ${line.state} · ${moment(line)}`)),
  ];
}
