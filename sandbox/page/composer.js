// Where one writes: text, a file, a reply, an edit, a command from the menu.

import { h, icon, iconButton } from "./dom.js";
import { fullName, preview } from "./message.js";
import { t } from "./words.js";

const TALLEST = 140;
const PICTURES = ["image/png", "image/jpeg", "image/gif"];

// `actions`: send(text, replyTo), sendFile(file, options), edit(message, text), start(), unblock(), commands(),
// written(): called when the words in the box have changed.
export class Composer {
  constructor(actions) {
    this.actions = actions;
    this.replyTo = null;
    this.editing = null;
    this.files = [];
    this.chosen = 0;
    this.input = h("textarea", { rows: "1", "aria-label": t("write_to_bot"), placeholder: t("write"), enterkeyhint: "send" });
    this.input.addEventListener("input", () => this.typed());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("paste", (event) => this.pasted(event));
    this.picker = h("input", {
      type: "file", multiple: true, hidden: true, onchange: () => this.attach([...this.picker.files]),
    });
    this.menuButton = h("button", {
      type: "button", class: "icon-button slash", "aria-label": t("commands"), title: t("commands"),
      "aria-expanded": "false", onclick: () => this.toggleMenu(),
    }, "/");
    this.keyboardButton = iconButton("keyboard", t("bot_keyboard"), () => this.toggleKeyboard());
    this.sendButton = iconButton("send", t("send"), () => this.submit());
    this.sendButton.classList.add("send");
    this.menu = h("div", { class: "menu", role: "menu", "aria-label": t("commands"), hidden: true });
    this.context = h("div", { class: "context", hidden: true });
    this.keys = h("div", { class: "reply-keyboard", hidden: true });
    this.start = h("button", { type: "button", class: "start", onclick: () => actions.start() }, t("start"));
    this.unblock = h("button", { type: "button", class: "start", onclick: () => actions.unblock() }, t("unblock"));
    const attach = iconButton("attach", t("attach"), () => this.picker.click());
    this.element = h(
      "form",
      { class: "composer" },
      this.menu, this.start, this.unblock, this.context,
      h("div", { class: "writing" }, this.menuButton, this.input, this.keyboardButton, attach, this.sendButton, this.picker),
      this.keys,
    );
    this.element.addEventListener("submit", (event) => event.preventDefault());
  }

  get written() { return this.input.value.trim() !== ""; }

  show(chat, group) {
    this.input.disabled = chat.closed;
    this.input.setAttribute("aria-label", group ? t("write_to_group", { title: group.title }) : t("write_to_bot"));
    this.input.placeholder = chat.closed ? t("closed") : t("write");
    this.start.hidden = Boolean(group) || chat.open || chat.closed;
    this.unblock.hidden = !chat.blocked;
    this.menuButton.hidden = this.actions.commands().length === 0;
    this.showKeys(chat.keyboard);
  }

  showKeys(keyboard) {
    const rows = keyboard?.keyboard ?? [];
    const shape = JSON.stringify(rows);
    this.keyboardButton.hidden = rows.length === 0;
    this.input.placeholder = keyboard?.input_field_placeholder || this.input.placeholder;
    if (shape === this.shape) return;
    this.shape = shape;
    this.keys.hidden = rows.length === 0;
    this.keys.replaceChildren(...rows.map((row) => h("div", { class: "keyboard-row" }, ...row.map((button) => h(
      "button", { type: "button", onclick: () => this.actions.send(button.text, null) }, button.text,
    )))));
  }

  toggleKeyboard() { this.keys.hidden = !this.keys.hidden; }

  reply(message) {
    this.clear();
    this.replyTo = message;
    this.setContext("reply", fullName(message.from), preview(message));
  }

  edit(message) {
    this.clear();
    this.editing = message;
    this.input.value = message.text ?? message.caption;
    this.setContext("edit", t("edit"), preview(message));
    this.grow();
  }

  // Several at once make an album.
  attach(files) {
    if (!files.length) return;
    this.files = files;
    const images = files.every((file) => PICTURES.includes(file.type));
    this.asPhoto = h("input", { type: "checkbox" });
    this.asPhoto.checked = images;
    const choice = images ? h("label", {}, this.asPhoto, ` ${t("as_photo")}`) : null;
    const title = files.length > 1 ? t("files", { n: files.length }) : files[0].name;
    this.setContext("attach", title, choice ?? t("attached"));
  }

  // Words that somebody proposed, to be sent or changed.
  fill(text) {
    this.clear();
    this.input.value = text;
    this.grow();
    this.input.focus();
  }

  setContext(name, title, detail) {
    this.context.hidden = false;
    const cancel = iconButton("close", t("cancel"), () => { this.clear(); this.input.focus(); });
    this.context.replaceChildren(
      icon(name), h("div", { class: "context-text" }, h("strong", {}, title), h("span", {}, detail)), cancel,
    );
    this.input.focus();
  }

  clear() {
    if (this.editing) this.input.value = "";
    this.replyTo = this.editing = null;
    this.files = [];
    this.picker.value = "";
    this.context.hidden = true;
    this.grow();
  }

  async submit() {
    const text = this.input.value.trim();
    if (!text && !this.files.length) return;
    const { replyTo, editing, files } = this;
    const asPhoto = files.length > 0 && this.asPhoto.checked;
    this.input.value = "";
    this.editing = null;
    this.clear();
    this.hideMenu();
    const id = replyTo?.message_id;
    const done = editing
      ? await this.actions.edit(editing, text)
      : files.length ? await this.sendAll(files, { caption: text, asPhoto, replyTo: id }) : await this.actions.send(text, id);
    if (!done && !this.input.value) this.input.value = text;
    this.grow();
  }

  async sendAll(files, { caption, asPhoto, replyTo }) {
    const album = files.length > 1 ? String(Date.now()) : "";
    for (const [at, file] of files.entries()) {
      if (!await this.actions.sendFile(file, { caption: at ? "" : caption, asPhoto, replyTo, album })) return false;
    }
    return true;
  }

  typed() {
    this.grow();
    const command = /^\/(\w*)$/.exec(this.input.value);
    if (!command) return this.hideMenu();
    this.openMenu(this.actions.commands().filter((one) => one.command.startsWith(command[1].toLowerCase())));
  }

  grow() {
    this.actions.written();
    this.input.style.height = "auto";
    if (!this.input.offsetParent) return; // on a phone that is not seen nothing has a height
    this.input.style.height = `${Math.min(this.input.scrollHeight, TALLEST)}px`;
    this.input.style.overflowY = this.input.scrollHeight > TALLEST ? "auto" : "hidden";
  }

  key(event) {
    const items = [...this.menu.children];
    const open = !this.menu.hidden && items.length > 0;
    if (open && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      this.chosen = (this.chosen + (event.key === "ArrowDown" ? 1 : items.length - 1)) % items.length;
      this.markChosen();
    } else if (open && event.key === "Tab" && !event.shiftKey) {
      event.preventDefault();
      this.input.value = `/${items[this.chosen].dataset.command} `;
      this.hideMenu();
    } else if (event.key === "Escape") {
      if (open) this.hideMenu();
      else this.clear();
    } else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.submit();
    }
  }

  pasted(event) {
    const files = [...(event.clipboardData?.files ?? [])];
    if (!files.length) return;
    event.preventDefault();
    this.attach(files);
  }

  toggleMenu() {
    if (!this.menu.hidden) return this.hideMenu();
    this.openMenu(this.actions.commands());
    this.input.focus();
  }

  openMenu(commands) {
    this.chosen = 0;
    this.menu.replaceChildren(...commands.map((one) => h(
      "button",
      { type: "button", role: "menuitem", "data-command": one.command, onclick: () => this.pick(one) },
      h("b", {}, `/${one.command}`), h("span", {}, one.description),
    )));
    this.menu.hidden = commands.length === 0;
    this.menuButton.setAttribute("aria-expanded", String(!this.menu.hidden));
    this.markChosen();
  }

  markChosen() {
    [...this.menu.children].forEach((item, index) => item.classList.toggle("chosen", index === this.chosen));
    this.menu.children[this.chosen]?.scrollIntoView({ block: "nearest" });
  }

  hideMenu() {
    this.menu.hidden = true;
    this.menuButton.setAttribute("aria-expanded", "false");
  }

  pick(command) {
    this.hideMenu();
    this.input.value = "";
    this.actions.send(`/${command.command}`, null);
  }
}
