// Where one writes: text, a file, a reply, an edit, a command from the menu.

import { h, icon, iconButton } from "./dom.js";
import { fullName, preview } from "./message.js";

const TALLEST = 140;

// `actions`: send(text, replyTo), sendFile(file, options), edit(message, text), start(), unblock(), commands().
export class Composer {
  constructor(actions) {
    this.actions = actions;
    this.replyTo = null;
    this.editing = null;
    this.file = null;
    this.chosen = 0;
    this.input = h("textarea", { rows: "1", "aria-label": "Nhắn tin cho bot", placeholder: "Nhắn tin…", enterkeyhint: "send" });
    this.input.addEventListener("input", () => this.typed());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("paste", (event) => this.pasted(event));
    this.picker = h("input", { type: "file", hidden: true, onchange: () => this.attach(this.picker.files[0]) });
    this.menuButton = h("button", {
      type: "button", class: "icon-button slash", "aria-label": "Các lệnh của bot", title: "Các lệnh của bot",
      "aria-expanded": "false", onclick: () => this.toggleMenu(),
    }, "/");
    this.keyboardButton = iconButton("keyboard", "Bàn phím của bot", () => this.toggleKeyboard());
    this.sendButton = iconButton("send", "Gửi", () => this.submit());
    this.sendButton.classList.add("send");
    this.menu = h("div", { class: "menu", role: "menu", "aria-label": "Các lệnh", hidden: true });
    this.context = h("div", { class: "context", hidden: true });
    this.keys = h("div", { class: "reply-keyboard", hidden: true });
    this.start = h("button", { type: "button", class: "start", onclick: () => actions.start() }, "Bắt đầu");
    this.unblock = h("button", { type: "button", class: "start", onclick: () => actions.unblock() }, "Bỏ chặn bot");
    const attach = iconButton("attach", "Đính kèm tệp hoặc ảnh", () => this.picker.click());
    this.element = h(
      "form",
      { class: "composer" },
      this.menu, this.start, this.unblock, this.context,
      h("div", { class: "writing" }, this.menuButton, this.input, this.keyboardButton, attach, this.sendButton, this.picker),
      this.keys,
    );
    this.element.addEventListener("submit", (event) => event.preventDefault());
  }

  show(chat, group) {
    this.input.disabled = chat.closed;
    this.input.setAttribute("aria-label", group ? `Nhắn tin vào nhóm ${group.title}` : "Nhắn tin cho bot");
    this.input.placeholder = chat.closed ? "Không nhắn vào đây được nữa" : "Nhắn tin…";
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
    this.setContext("edit", "Chỉnh lại tin nhắn", preview(message));
    this.grow();
  }

  attach(file) {
    if (!file) return;
    this.file = file;
    const image = ["image/png", "image/jpeg", "image/gif"].includes(file.type);
    this.asPhoto = h("input", { type: "checkbox" });
    this.asPhoto.checked = image;
    const choice = image ? h("label", {}, this.asPhoto, " gửi dạng ảnh") : null;
    this.setContext("attach", file.name, choice ?? "Tệp đính kèm; lời nhắn bên dưới là chú thích");
  }

  setContext(name, title, detail) {
    this.context.hidden = false;
    const cancel = iconButton("close", "Bỏ", () => { this.clear(); this.input.focus(); });
    this.context.replaceChildren(
      icon(name), h("div", { class: "context-text" }, h("strong", {}, title), h("span", {}, detail)), cancel,
    );
    this.input.focus();
  }

  clear() {
    if (this.editing) this.input.value = "";
    this.replyTo = this.editing = this.file = null;
    this.picker.value = "";
    this.context.hidden = true;
    this.grow();
  }

  async submit() {
    const text = this.input.value.trim();
    if (!text && !this.file) return;
    const { replyTo, editing, file } = this;
    const asPhoto = Boolean(file) && this.asPhoto.checked;
    this.input.value = "";
    this.editing = null;
    this.clear();
    this.hideMenu();
    const id = replyTo?.message_id;
    const done = editing
      ? await this.actions.edit(editing, text)
      : file ? await this.actions.sendFile(file, { caption: text, asPhoto, replyTo: id }) : await this.actions.send(text, id);
    if (!done && !this.input.value) this.input.value = text;
    this.grow();
  }

  typed() {
    this.grow();
    const command = /^\/(\w*)$/.exec(this.input.value);
    if (!command) return this.hideMenu();
    this.openMenu(this.actions.commands().filter((one) => one.command.startsWith(command[1].toLowerCase())));
  }

  grow() {
    this.input.style.height = "auto";
    this.input.style.height = `${Math.min(this.input.scrollHeight, TALLEST)}px`;
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
    const file = [...(event.clipboardData?.files ?? [])][0];
    if (!file) return;
    event.preventDefault();
    this.attach(file);
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
