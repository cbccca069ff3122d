// The ladder of messages to come, day by day.

import { backstage } from "./api.js";
import { clockTime, distance, isoDay, shortDay } from "./dates.js";
import { h } from "./dom.js";
import { t } from "./words.js";

const SOON_MS = 1500;
const PREVIEW = 110;

export class Ladder {
  constructor(clock, onCount) {
    this.clock = clock;
    this.onCount = onCount;
    this.list = h("div", { class: "rungs" }, h("p", { class: "quiet" }, t("coming_slow")));
    this.element = h("div", {}, h("p", { class: "lead" }, t("coming_about")), this.list);
  }

  // Something happened: what is to come has probably changed.
  soon() {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.fetch(), SOON_MS);
  }

  // Working it out takes the bot's side a while: never ask twice at once, nor while the clock is being turned.
  async fetch() {
    if (!this.element.offsetParent) return undefined; // it is asked for when it is seen
    if (this.asking || this.clock.turning) return this.soon();
    this.asking = true;
    const answer = await backstage("coming");
    this.asking = false;
    if (answer) this.show(answer.messages);
    return undefined;
  }

  show(messages) {
    this.onCount(messages.length);
    const days = new Map();
    for (const one of messages) {
      const day = isoDay(new Date(one.at));
      days.set(day, [...(days.get(day) ?? []), one]);
    }
    const now = this.clock.now();
    const rungs = [...days.values()].map((ones) => this.rung(now, ones));
    this.list.replaceChildren(...(rungs.length ? rungs : [h("p", { class: "quiet" }, t("coming_none"))]));
  }

  rung(now, messages) {
    const at = new Date(messages[0].at);
    return h(
      "section", { class: "rung" },
      h("h2", {}, shortDay(at), h("small", {}, distance(now, at))),
      h("ul", {}, ...messages.map((one) => h(
        "li", { class: one.kind },
        h("time", { datetime: one.at }, clockTime(new Date(one.at))),
        h("div", {}, h("b", {}, one.to), h("p", {}, shortened(one.text))),
      ))),
      h("button", { type: "button", class: "link", onclick: () => this.clock.turn({ to: messages[0].at }) }, t("go_here")),
    );
  }
}

function shortened(text) {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > PREVIEW ? `${line.slice(0, PREVIEW).replace(/\S*$/, "").trim()}…` : line;
}
