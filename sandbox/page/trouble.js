// Trouble on purpose, and the two ledgers compared: what people sent and received, and what the bot wrote down.

import * as api from "./api.js";
import { h } from "./dom.js";
import { t } from "./words.js";

const COMPARE_MS = 1000;
const WIRE = ["cut", "busy", "twice"];

export class Trouble {
  // `onAlive` is called when the bot was killed or is back.
  constructor(world, onAlive) {
    this.world = world;
    this.onAlive = onAlive;
    this.switches = new Map(WIRE.map((name) => [name, toggle(t(name), () => api.trouble(name, !this.world.trouble[name]))]));
    this.kill = toggle(t("kill"), () => this.switchBot());
    this.who = h("select", { "aria-label": t("blocked_who"), onchange: () => this.show() });
    this.block = toggle(t("blocked"), () => api.block(this.person, !this.world.chat(this.person).blocked));
    this.verdict = h("p", { class: "verdict", role: "status" });
    this.rows = h("dl", { class: "books" });
    this.element = h(
      "div", {},
      h("p", { class: "lead" }, t("trouble_about")),
      ...WIRE.map((name) => line(this.switches.get(name), t(`${name}_about`))),
      line(this.kill, t("kill_about")),
      line(this.block, t("blocked_about"), this.who),
      h("h2", {}, t("books")),
      this.verdict, this.rows,
      h("p", { class: "quiet" }, t("books_about")),
    );
    setInterval(() => { if (this.element.offsetParent && !document.hidden) this.compare(); }, COMPARE_MS);
  }

  get person() { return Number(this.who.value); }

  async switchBot() {
    this.kill.disabled = true;
    const answer = await api.backstage("bot", { alive: !this.world.alive });
    this.kill.disabled = false;
    if (answer) this.lives(answer.alive);
  }

  lives(alive) {
    const changed = this.world.alive !== alive;
    this.world.alive = alive;
    this.show();
    if (changed) this.onAlive();
  }

  // The world was told anew, or something in it was switched.
  show() {
    if (this.who.children.length !== this.world.people.size) {
      this.who.replaceChildren(...[...this.world.people.values()].map((one) => h("option", { value: one.id }, one.name)));
    }
    for (const name of WIRE) set(this.switches.get(name), this.world.trouble[name]);
    set(this.block, this.world.chat(this.person)?.blocked);
    set(this.kill, !this.world.alive);
  }

  async compare() {
    const [ledger, books] = await Promise.all([api.ledger(), api.backstage("books")]);
    if (!ledger || !books) {
      this.verdict.textContent = t("verdict_away");
      this.verdict.className = "verdict";
      return;
    }
    this.lives(books.alive);
    this.tell(compared(ledger, books));
  }

  tell(found) {
    const waiting = found.waitingIn + found.waitingOut;
    const lost = found.lostIn + found.lostOut;
    const words = lost ? t("verdict_lost", { n: lost }) : waiting ? t("verdict_waiting", { n: waiting }) : t("verdict_none");
    if (this.verdict.textContent !== words) this.verdict.textContent = words;
    this.verdict.className = `verdict ${lost ? "bad" : waiting ? "soon" : "good"}`;
    const rows = [
      ["given", found.given], ["kept", found.kept], ["read", found.read], ["pending", found.waitingIn],
      ["to_send", found.toSend], ["arrived", found.arrived], ["pending", found.waitingOut],
      ["not_possible", found.failed], ["repeats", found.repeats],
    ];
    this.rows.replaceChildren(...rows.flatMap(([key, count], at) => [
      h("dt", { class: at === 4 ? "first" : "" }, t(key)), h("dd", { class: at === 4 ? "first" : "" }, count),
    ]));
  }
}

// Updates are counted on both sides; messages are matched one by one, by chat and number.
export function compared(ledger, books) {
  const sum = (states) => Object.values(states).reduce((all, one) => all + one, 0);
  const kept = sum(books.inbox);
  const { sent: _, failed = 0, lapsed = 0, ...waiting } = books.outbox;
  const noted = new Set(books.reached.map(String));
  const arrived = new Set(ledger.reached.map(String));
  const waitingOut = sum(waiting);
  const unknown = [...arrived].filter((one) => !noted.has(one)).length;
  return {
    given: ledger.given,
    kept,
    read: kept - (books.inbox.waiting ?? 0),
    waitingIn: Math.max(ledger.given - kept, 0) + (books.inbox.waiting ?? 0),
    lostIn: Math.max(ledger.given - kept - ledger.waiting, 0),
    toSend: sum(books.outbox),
    arrived: noted.size - [...noted].filter((one) => !arrived.has(one)).length,
    waitingOut,
    failed: failed + lapsed,
    lostOut: [...noted].filter((one) => !arrived.has(one)).length,
    repeats: waitingOut ? 0 : unknown,
  };
}

function toggle(label, act) {
  return h("button", { type: "button", role: "switch", "aria-checked": "false", class: "switch", onclick: act }, h("span", {}, label));
}

function set(button, on) {
  button.setAttribute("aria-checked", String(Boolean(on)));
}

function line(button, about, extra = null) {
  return h("div", { class: "trouble-line" }, button, extra, h("p", {}, about));
}
