// The clock that can be turned, and what is to come. Both belong to the bot's side and may be missing.

import { backstage } from "./api.js";
import { clockTimeWithSeconds, dayLabel, nextMorning, shortMoment } from "./dates.js";
import { h } from "./dom.js";

const RESYNC_MS = 5000;
const SOON_MS = 800;
const TURNS = [
  ["+1 giờ", () => ({ forward: "PT1H" })],
  ["+1 ngày", () => ({ forward: "P1D" })],
  ["+1 tuần", () => ({ forward: "P1W" })],
  ["tới 07:30 sáng mai", (now) => ({ to: nextMorning(now) })],
];

export class Clock {
  constructor() {
    this.panel = document.getElementById("clock");
    this.face = document.getElementById("clock-now");
    this.coming = document.getElementById("coming");
    this.list = document.getElementById("coming-list");
    this.count = document.getElementById("coming-count");
    this.ahead = null;
    this.buttons = TURNS.map(([label, turn]) => h("button", { type: "button", onclick: () => this.turn(turn) }, label));
    document.getElementById("clock-buttons").replaceChildren(...this.buttons);
    document.addEventListener("click", (event) => { if (!this.coming.contains(event.target)) this.coming.open = false; });
    this.coming.addEventListener("toggle", () => { if (this.coming.open) this.fetchComing(); });
    this.coming.addEventListener("keydown", (event) => { if (event.key === "Escape") this.coming.open = false; });
  }

  async start() {
    await this.sync();
    this.fetchComing();
    setInterval(() => this.tick(), 250);
    setInterval(() => this.sync(), RESYNC_MS);
  }

  now() { return new Date(Date.now() + this.ahead); }

  async sync() {
    this.set(await backstage("clock"));
  }

  set(answer) {
    if (!answer) return;
    this.ahead = new Date(answer.now).getTime() - Date.now();
    this.panel.hidden = false;
    this.tick();
  }

  tick() {
    if (this.ahead === null) return;
    const now = this.now();
    this.face.dateTime = now.toISOString();
    const text = `${dayLabel(now)} · ${clockTimeWithSeconds(now)}`;
    if (this.face.textContent !== text) this.face.textContent = text;
  }

  async turn(make) {
    for (const button of this.buttons) button.disabled = true;
    try {
      this.set(await backstage("clock", make(this.now())));
      this.soon();
    } finally {
      for (const button of this.buttons) button.disabled = false;
    }
  }

  // Something happened: what is to come has probably changed.
  soon() {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.fetchComing(), SOON_MS);
  }

  // Working out what is to come takes the bot's side a while: never ask twice at once.
  async fetchComing() {
    if (this.asking) return this.soon();
    this.asking = true;
    const answer = await backstage("coming");
    this.asking = false;
    this.showComing(answer);
    return undefined;
  }

  showComing(answer) {
    this.coming.hidden = !answer;
    if (!answer) return;
    const shape = JSON.stringify(answer.messages);
    if (shape === this.shape) return;
    this.shape = shape;
    this.count.textContent = answer.messages.length;
    const items = answer.messages.map((one) => h(
      "li", {}, h("time", { datetime: one.at }, shortMoment(new Date(one.at))), h("b", {}, one.to), h("p", {}, one.text),
    ));
    this.list.replaceChildren(...(items.length ? items : [h("li", { class: "empty" }, "Chưa có tin nào sắp gửi")]));
  }
}
