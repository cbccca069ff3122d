// The clock that can be turned. It belongs to the bot's side and may be missing.

import { backstage } from "./api.js";
import { clockTime, clockTimeWithSeconds, dayLabel } from "./dates.js";
import { h, icon } from "./dom.js";
import { t } from "./words.js";

const RESYNC_MS = 5000;
const TURNS = [
  ["hour", { forward: "PT1H" }],
  ["day", { forward: "P1D" }],
  ["week", { forward: "P1W" }],
  ["six_weeks", { forward: "P6W" }],
];

// `onTurned` is called after each turn.
export class Clock {
  constructor(onTurned) {
    this.onTurned = onTurned;
    this.panel = document.getElementById("clock");
    this.face = document.getElementById("clock-now");
    this.ahead = null;
    this.turning = false;
    this.buttons = TURNS.map(([key, turn]) => h("button", { type: "button", onclick: () => this.turn(turn) }, t(key)));
    this.next = h("button", { type: "button", class: "next", onclick: () => this.turn({ next: true }) }, icon("next"), t("next"));
    document.getElementById("clock-buttons").replaceChildren(this.next, ...this.buttons);
  }

  async start() {
    await this.sync();
    setInterval(() => this.tick(), 250);
    setInterval(() => this.sync(), RESYNC_MS);
  }

  now() { return new Date(Date.now() + (this.ahead ?? 0)); }

  async sync() {
    if (!this.turning) this.set(await backstage("clock"));
  }

  set(answer) {
    if (!answer) return;
    this.ahead = new Date(answer.now).getTime() - Date.now();
    this.panel.hidden = false;
    this.tick();
  }

  // While weeks go by, the messages tell the time.
  passed(seconds) {
    if (!this.turning || seconds * 1000 <= this.now()) return;
    this.ahead = seconds * 1000 - Date.now();
    this.tick();
  }

  tick() {
    if (this.ahead === null) return;
    const now = this.now();
    const [upTo, seconds] = [`${dayLabel(now)} · ${clockTime(now)}`, clockTimeWithSeconds(now).slice(5)];
    if (this.face.textContent === upTo + seconds) return;
    this.face.dateTime = now.toISOString();
    this.face.replaceChildren(upTo, h("span", { class: "seconds" }, seconds));
  }

  async turn(turn) {
    if (this.turning) return;
    this.turning = true;
    for (const button of [this.next, ...this.buttons]) button.disabled = true;
    this.panel.classList.add("turning");
    try {
      this.set(await backstage("clock", turn));
    } finally {
      this.turning = false;
      this.panel.classList.remove("turning");
      for (const button of [this.next, ...this.buttons]) button.disabled = false;
    }
    this.onTurned();
  }
}
