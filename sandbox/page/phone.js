// One phone: somebody's chat with the bot, or a group as one of its members sees it.

import * as api from "./api.js";
import { Composer } from "./composer.js";
import { dayLabel, isoDay } from "./dates.js";
import { arrange, h, iconButton } from "./dom.js";
import { behindElement } from "./behind.js";
import { messageElement, nameAndCaption } from "./message.js";
import { initials, seatFrom, seatOptions } from "./seats.js";
import { language, t } from "./words.js";

const JOINED_SECONDS = 600;
const NEAR_BOTTOM = 80;
const TOGETHER_MS = 4000;
const TOAST_MS = 4500;
const TYPING_MS = 5500;
const PATIENCE_MS = 15000;

export class Phone {
  // `onSeat(seat)`: somebody else takes the phone; `onWritten()`: the words not yet sent have changed.
  constructor(world, seat, onSeat, onWritten) {
    this.world = world;
    this.seat = seat;
    this.onSeat = onSeat;
    this.nodes = new Map();
    this.behind = new Map();
    this.unseen = 0;
    this.seated = false;
    this.stuck = true;
    this.begunAt = -TOGETHER_MS;
    this.pressed = new Map();
    this.composer = new Composer({
      send: (text, replyTo) => this.tell(() => api.send(this.seat.person, this.seat.chat, text, replyTo)),
      sendFile: (file, options) => this.tell(() => api.sendFile(this.seat.person, this.seat.chat, file, options)),
      edit: (message, text) => this.tell(() => api.edit(this.seat.person, this.seat.chat, message.message_id, text)),
      start: () => this.tell(() => api.send(this.seat.person, this.seat.person, "/start")),
      unblock: () => this.tell(() => api.block(this.seat.person, false)),
      commands: () => this.world.commands(this.seat.person, this.seat.chat),
      written: onWritten,
    });
    this.actions = {
      follow: (url) => this.follow(this.seat.person, url),
      carry: (person, url) => this.follow(person, url),
      command: (text) => this.tell(() => api.send(this.seat.person, this.seat.chat, text)),
      startCode: (url) => this.world.startCode(url),
      copy: (text) => this.copy(text),
      show: (id) => this.show(id),
      reply: (message) => this.composer.reply(message),
      edit: (message) => this.composer.edit(message),
      remove: (message) => this.tell(() => api.remove(this.seat.person, this.seat.chat, message.message_id)),
      behind: (message) => this.toggleBehind(message),
      press: (message, button, element) => this.press(message, button, element),
    };
    this.build();
  }

  build() {
    this.seats = h("select", { "aria-label": t("change_person"), onchange: () => this.onSeat(seatFrom(this.seats.value)) });
    this.avatar = h("span", { class: "avatar", "aria-hidden": "true" });
    this.title = h("strong");
    this.subtitle = h("span");
    this.log = h("div", { class: "log", role: "log", "aria-live": "polite", "aria-label": t("messages"), tabindex: "0" });
    this.log.addEventListener("scroll", () => this.scrolled());
    this.log.addEventListener("keydown", (event) => this.walk(event));
    new ResizeObserver(() => {
      this.height = this.log.clientHeight;
      if (this.stuck) this.toBottom();
    }).observe(this.log);
    this.jump = iconButton("down", t("latest"), () => this.toBottom());
    this.jump.classList.add("jump");
    this.jump.hidden = true;
    this.toast = h("div", { class: "toast", role: "status" });
    this.alert = h("div", { class: "alert", hidden: true });
    this.more = h("details", { class: "more" });
    this.element = h(
      "section",
      { class: "phone" },
      h("div", { class: "holder" }, this.seats),
      h(
        "div",
        { class: "screen" },
        h("div", { class: "bar" }, this.avatar, h("div", { class: "bar-text" }, this.title, this.subtitle), this.more),
        h("div", { class: "conversation" }, this.log, this.jump, this.toast),
        this.composer.element,
        this.alert,
      ),
    );
  }

  get chat() { return this.world.chat(this.seat.chat); }
  get group() { return this.world.groups.get(this.seat.chat); }
  get person() { return this.world.person(this.seat.person); }
  get shortName() { return this.group ? t("group_tab") : this.person.name.split(" ").at(-1); }
  get name() { return this.group ? this.group.title : this.person.name; }

  sit(seat) {
    this.seat = seat;
    this.nodes.clear();
    this.behind.clear();
    this.composer.clear();
    this.log.setAttribute("aria-live", "off");
    this.log.replaceChildren();
    this.refresh();
    this.toBottom();
    requestAnimationFrame(() => this.log.setAttribute("aria-live", "polite"));
  }

  // The world was told anew: whoever sits here stays, with what they were writing.
  stay(seat, anew = false) {
    if (!anew && this.seated && seat.person === this.seat.person && seat.chat === this.seat.chat) this.refresh();
    else this.sit(seat);
    this.seated = true;
  }

  refresh() {
    this.element.setAttribute("aria-label", this.name);
    this.seats.replaceChildren(...seatOptions(this.world));
    this.seats.value = `${this.seat.person}:${this.seat.chat}`;
    const title = this.group ? this.group.title : this.world.bot.first_name;
    this.title.textContent = title;
    this.avatar.textContent = initials(title);
    this.avatar.className = `avatar ${this.group ? "tint-1" : "tint-bot"}`;
    this.idle();
    this.more.replaceChildren(...this.moreItems());
    this.more.hidden = Boolean(this.group);
    this.render();
  }

  idle() {
    clearTimeout(this.typing);
    this.subtitle.className = "";
    this.subtitle.textContent = this.group ? t("members", { n: this.group.members.length + 1 }) : t(this.world.alive ? "bot" : "bot_down");
  }

  moreItems() {
    const close = (act) => () => { this.more.open = false; act(); };
    const blocked = this.chat.blocked;
    return [
      h("summary", { "aria-label": t("more"), title: t("more") }, iconButtonFace()),
      h(
        "div",
        { class: "more-menu" },
        h("button", { type: "button", onclick: close(() => this.tell(() => api.block(this.seat.person, !blocked))) },
          blocked ? t("unblock") : t("block")),
        h("button", { type: "button", onclick: close(() => this.copy(String(this.seat.person))) }, t("copy_id", { id: this.seat.person })),
      ),
    ];
  }

  render() {
    const chat = this.chat;
    const stick = this.atBottom();
    const wanted = [];
    let before = null;
    const albums = albumsOf(chat.messages.values());
    if (!chat.messages.size) wanted.push(this.about());
    for (const message of chat.messages.values()) {
      const album = albums.get(message.media_group_id) ?? [];
      if (album.length && album[0] !== message) continue;
      const day = isoDay(message.date * 1000);
      if (!before || isoDay(before.date * 1000) !== day) {
        wanted.push(this.node(`day ${day}`, "", () => h("p", { class: "day" }, dayLabel(message.date * 1000))));
        before = null;
      }
      const view = {
        own: message.from.id === this.seat.person,
        group: Boolean(this.group),
        joined: before?.from.id === message.from.id && message.date - before.date < JOINED_SECONDS,
        state: chat.unheard.has(message.message_id) ? "unheard" : chat.waiting.has(message.message_id) ? "waiting" : "taken",
        album,
        world: this.world,
      };
      const version = JSON.stringify([message, album, view.joined, view.state]);
      wanted.push(this.node(message.message_id, version, () => messageElement(message, view, this.actions)));
      const behind = this.behind.get(message.message_id);
      if (behind) wanted.push(behind.element);
      before = message;
    }
    arrange(this.log, wanted);
    this.composer.show(chat, this.group);
    if (stick) this.toBottom();
    requestAnimationFrame(() => { if (this.stuck) this.toBottom(); });
  }

  node(key, version, make) {
    const known = this.nodes.get(key);
    if (known?.version === version) return known.element;
    const element = make();
    this.nodes.set(key, { version, element });
    return element;
  }

  about() {
    const text = this.group ? t("empty_group") : this.world.about || t("about");
    const title = this.group ? null : h("strong", {}, t("about_title"));
    return this.node("about", text, () => h("div", { class: "about" }, title, h("p", {}, text)));
  }

  // What the bot understood and wrote, beside the message it is about.
  toggleBehind(message) {
    const id = message.message_id;
    if (!this.behind.delete(id)) {
      this.behind.set(id, behindElement(this.seat.chat, id, () => this.toggleBehind(message)));
    }
    this.render();
    const card = this.behind.get(id);
    const element = card?.element;
    (element?.querySelector("button") ?? this.log.querySelector(`[data-id="${id}"] .bubble`))?.focus({ preventScroll: true });
    if (!card) return;
    this.stuck = false; // the card is what is looked at now, not the latest message
    card.filled.then(() => requestAnimationFrame(() => element.scrollIntoView({ block: "nearest" })));
  }

  fill(text) { this.composer.fill(text); }

  // What the guide asks for here, if anything: the phone is marked, and the latest button to press, or that which sends.
  ask(step) {
    this.element.classList.toggle("asked", Boolean(step));
    this.composer.sendButton.classList.toggle("hint", Boolean(step?.write.vi) && this.composer.written);
    for (const button of this.log.querySelectorAll(".hint")) button.classList.remove("hint");
    for (const words of new Set(step ? [step.press[language], step.press.vi, step.press.en] : [])) {
      const button = words && wanted(this.log, words);
      if (button) return button.classList.add("hint");
    }
    return undefined;
  }

  happened(kind, what) {
    if (kind === "menus") return this.composer.show(this.chat, this.group);
    if (what.chat_id !== this.seat.chat) return undefined;
    if (kind === "answer") return this.answered(what);
    if (kind === "action") return this.busy();
    const fromBot = kind === "message" && what.message.from.is_bot;
    // what came a moment ago was shown from its beginning; the reader has not gone anywhere
    const stick = this.atBottom() || performance.now() - this.begunAt < TOGETHER_MS;
    if (fromBot) this.idle();
    this.render();
    if (fromBot && stick) this.toBottom();
    if (kind === "edited" && what.message.message_id === this.pressedOn) this.point(this.pressedOn);
    if (kind === "message" && what.message.from.id === this.seat.person) this.toBottom();
    else if (fromBot && stick) this.beginAt(what.message.message_id);
    else if (kind === "message" && !stick) this.jump.hidden = false;
    return undefined;
  }

  busy() {
    this.subtitle.textContent = t("typing");
    this.subtitle.className = "typing";
    clearTimeout(this.typing);
    this.typing = setTimeout(() => this.idle(), TYPING_MS);
  }

  async press(message, button, element) {
    if (button.url) return this.open(button.url);
    if (button.copy_text) return this.copy(button.copy_text.text);
    element.classList.add("waiting");
    this.pressedOn = message.message_id;
    const done = () => element.classList.remove("waiting");
    const { query_id: query } = (await this.tell(() => api.press(
      this.seat.person, this.seat.chat, message.message_id, button.callback_data ?? button.text,
    ))) || {};
    if (!query || this.world.answered.has(query)) return done();
    this.pressed.set(query, done);
    return setTimeout(done, PATIENCE_MS);
  }

  answered({ query_id: query, person_id: person, text, show_alert: alert, url }) {
    this.pressed.get(query)?.();
    this.pressed.delete(query);
    if (person !== this.seat.person) return;
    if (url) this.open(url);
    if (text && alert) this.showAlert(text);
    else if (text) this.showToast(text);
  }

  open(url) {
    if (this.world.startCode(url) !== null) return this.follow(this.seat.person, url);
    return window.open(url, "_blank", "noopener,noreferrer");
  }

  async follow(person, url) {
    const done = await this.tell(() => api.follow(person, url));
    if (!done) return;
    if (person !== this.seat.person) this.showToast(t("opened_on", { name: nameAndCaption(this.world.person(person)) }));
    else if (this.group) this.onSeat({ person, chat: person });
  }

  async tell(act) {
    try {
      return (await act()) ?? true;
    } catch (error) {
      this.showToast(error.message);
      return null;
    }
  }

  async copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      this.showToast(t("copied"));
    } catch {
      this.showToast(text);
    }
  }

  showToast(text) {
    this.toast.textContent = text;
    this.toast.classList.add("shown");
    clearTimeout(this.toasting);
    this.toasting = setTimeout(() => this.toast.classList.remove("shown"), TOAST_MS);
  }

  showAlert(text) {
    const close = h("button", { type: "button", onclick: () => { this.alert.hidden = true; this.composer.input.focus(); } }, t("understood"));
    const box = h("div", { class: "alert-box", role: "alertdialog", "aria-modal": "true", "aria-label": this.world.bot.first_name },
      h("strong", {}, this.world.bot.first_name), h("p", {}, text), close);
    box.addEventListener("keydown", (event) => { if (event.key === "Escape") close.click(); });
    this.alert.replaceChildren(box);
    this.alert.hidden = false;
    close.focus();
  }

  show(id) {
    const element = this.log.querySelector(`[data-id="${id}"]`);
    if (!element) return this.showToast(t("gone"));
    element.scrollIntoView({ block: "center", behavior: "smooth" });
    element.classList.remove("flash");
    requestAnimationFrame(() => element.classList.add("flash"));
    return undefined;
  }

  // What is longer than the screen is read from its beginning.
  beginAt(id) {
    const element = this.log.querySelector(`[data-id="${id}"]`);
    if (!element || element.offsetHeight < this.log.clientHeight) return;
    this.stuck = false;
    this.log.scrollTop = element.offsetTop - 8;
    this.placed = this.log.scrollTop;
    this.begunAt = performance.now();
    this.jump.hidden = false;
  }

  // What a press has changed above what is seen must not look as if nothing had happened.
  point(id) {
    const element = this.log.querySelector(`[data-id="${id}"]`);
    if (!element || element.getBoundingClientRect().top >= this.log.getBoundingClientRect().top) return;
    this.stuck = false;
    this.show(id);
  }

  atBottom() {
    return this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < NEAR_BOTTOM;
  }

  toBottom() {
    this.stuck = true;
    this.log.scrollTop = this.log.scrollHeight;
    this.jump.hidden = true;
  }

  scrolled() {
    if (this.log.clientHeight !== this.height) return; // it is not the reader who moved
    if (this.log.scrollTop !== this.placed) this.begunAt = -TOGETHER_MS;
    this.stuck = this.atBottom();
    if (this.stuck) this.jump.hidden = true;
  }

  // Arrow keys go from message to message; Tab then reaches what can be done with it.
  walk(event) {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const bubbles = [...this.log.querySelectorAll(".bubble")];
    const at = bubbles.indexOf(event.target);
    if (!step || !bubbles.length || (at < 0 && event.target !== this.log)) return;
    event.preventDefault();
    const next = at < 0 ? bubbles.length - 1 : Math.min(Math.max(at + step, 0), bubbles.length - 1);
    bubbles[next].focus();
  }
}

// In the latest message that offers them: the button with these words, whatever sign stands before them; else the
// first with them in it. `bot/play.py` presses by the same rule.
function wanted(log, words) {
  const board = [...log.querySelectorAll(".keyboard")].findLast((one) => one.textContent.includes(words));
  const within = [...(board?.querySelectorAll("button") ?? [])].filter((one) => one.textContent.includes(words));
  return within.find(({ textContent: label }) => label === words || label.slice(label.indexOf(" ") + 1) === words) ?? within[0];
}

function albumsOf(messages) {
  const albums = new Map();
  for (const message of messages) {
    if (message.media_group_id) albums.set(message.media_group_id, [...(albums.get(message.media_group_id) ?? []), message]);
  }
  return albums;
}

function iconButtonFace() {
  const face = iconButton("more", t("more"));
  return face.firstChild;
}
