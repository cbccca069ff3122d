// What stands behind a message: what was received and understood, the rows written, the lines of the outbox.

import { backstage } from "./api.js";
import { clockTimeWithSeconds, shortDay } from "./dates.js";
import { h, iconButton } from "./dom.js";
import { t } from "./words.js";

export function behindElement(chat, message, onClose) {
  const body = h("div", { class: "behind-body" }, "…");
  const element = h(
    "section", { class: "behind", "aria-label": t("behind_of") },
    h("header", {}, h("h2", {}, t("behind_of")), iconButton("close", t("behind_close"), onClose)),
    body,
  );
  const fill = async () => {
    const found = await backstage(`behind?chat=${chat}&message=${message}`);
    body.replaceChildren(...(found ? parts(found) : [h("p", {}, t("behind_away"))]));
  };
  fill();
  return { element, fill };
}

function parts(found) {
  const pressed = new Set(found.updates.filter((one) => one.pressed).map((one) => one.seq));
  const received = found.updates.map((one) => h("li", {}, h("code", {}, `inbox ${one.seq}`), ` ${one.state}`,
    ...(one.pressed ? [` · ${t("behind_pressed")} `, h("code", {}, one.pressed)] : [])));
  const written = [
    ...found.reports.map((one) => h("li", {}, h("code", {}, `reports ${one.action}`), ` ${one.ref} · ${one.department}`)),
    ...found.changes.map((one) => h("li", {}, h("code", {}, `${one.noun}.${one.field}`), ` ${one.old ?? "∅"} → ${one.new ?? "∅"}`)),
  ];
  const nothing = [h("li", {}, t("behind_nothing"))];
  return [
    ...group(t("behind_received"), received),
    ...group(t("behind_understood"), found.reports.map((one) => understood(one, pressed.has(one.seq)))),
    ...group(t("behind_written"), written.length || !received.length ? written : nothing),
    ...group(t("behind_sent"), found.sent.map(sent)),
  ];
}

function group(title, items) {
  return items.length ? [h("h3", {}, title), h("ul", {}, ...items)] : [];
}

function understood(report, pressed) {
  const values = Object.entries(report.values).map(([name, value]) => h("span", { class: "value" }, `${name} = ${value}`));
  const rules = report.fired.map(([rule, words]) => h("span", { class: "rule" }, h("code", {}, rule), words ? ` «${words}»` : ""));
  return h("li", {}, h("b", {}, report.ref), " ", ...values,
    h("p", {}, rules.length ? `${t("behind_rules")}: ` : t(pressed ? "behind_button" : "behind_plain"), ...rules));
}

function sent(line) {
  const at = new Date(line.sent_at ?? line.created_at);
  return h("li", {}, h("code", {}, `outbox ${line.id}`), ` ${line.method} · ${line.kind} · ${line.state}`,
    ` · ${clockTimeWithSeconds(at)} ${shortDay(at)}`, line.tries > 1 ? ` · ${t("behind_tries", { n: line.tries })}` : "",
    line.refs.length ? ` · ${line.refs.join(", ")}` : "", line.error ? ` · ${line.error}` : "");
}
