// One message as a bubble.

import { fileUrl } from "./api.js";
import { clockTime } from "./dates.js";
import { h, icon, iconButton } from "./dom.js";
import { linksIn, richText } from "./rich_text.js";
import { t, told } from "./words.js";

const TALLEST = 340;

// `view`: { own, group, joined, state, album, world }; `album`: all that were sent together, or none.
// `actions`: what the phone does when things are pressed.
export function messageElement(message, view, actions) {
  const service = serviceText(message);
  if (service) return h("p", { class: "service", "data-id": message.message_id }, service);
  const kind = view.own ? "own" : "other";
  const text = message.text ?? message.caption ?? "";
  const entities = message.entities ?? message.caption_entities;
  const bubble = h(
    "div",
    { class: "bubble", tabindex: "-1" },
    view.group && !view.own && !view.joined ? sender(message) : null,
    message.reply_to_message ? quote(message.reply_to_message, actions) : null,
    view.album.length > 1 ? album(view.album) : media(message),
    text ? h("div", { class: "text" }, ...richText(text, entities, actions)) : null,
    ...invitations(text, entities, view, actions),
    foot(message, view, actions),
  );
  return h(
    "article",
    {
      class: `message ${kind}${view.joined ? " joined" : ""}`,
      "data-id": message.message_id,
      "aria-label": `${view.own ? t("me") : fullName(message.from)}, ${clockTime(message.date * 1000)}`,
    },
    h("div", { class: "line" }, bubble, tools(message, view, actions)),
    keyboard(message, actions),
  );
}

export const fullName = (user) => [user.first_name, user.last_name].filter(Boolean).join(" ");

export function preview(message) {
  const text = message.text ?? message.caption;
  if (text) return text.replace(/\s+/g, " ").slice(0, 120);
  return message.photo ? t("photo") : message.document?.file_name ?? t("message");
}

function serviceText(message) {
  const who = fullName(message.from);
  if (message.migrate_to_chat_id || message.migrate_from_chat_id) return t("supergroup");
  if (message.new_chat_members) return t("joined", { who, whom: message.new_chat_members.map(fullName).join(", ") });
  if (message.left_chat_member) return t("left", { who: fullName(message.left_chat_member) });
  return null;
}

function sender(message) {
  return h("div", { class: `sender tint-${message.from.id % 6}` }, fullName(message.from));
}

function quote(replied, actions) {
  const go = () => actions.show(replied.message_id);
  return h(
    "button",
    { type: "button", class: "quote", onclick: go },
    h("span", { class: "quote-name" }, fullName(replied.from)),
    h("span", { class: "quote-text" }, preview(replied)),
  );
}

// Pictures and files that were sent together stand together.
function album(messages) {
  const photos = messages.every((one) => one.photo);
  return h("div", { class: photos ? "album" : "" }, ...messages.map(media));
}

function media(message) {
  if (message.photo) {
    const photo = message.photo.at(-1);
    const image = h("img", {
      src: fileUrl(photo.file_id), width: photo.width, height: photo.height, alt: message.caption ? "" : t("photo"),
    });
    const frame = h("a", { class: "photo", href: fileUrl(photo.file_id), target: "_blank", rel: "noopener", "aria-label": t("open_photo") }, image);
    frame.style.width = `${Math.min(photo.width, (TALLEST * photo.width) / photo.height)}px`;
    frame.style.maxWidth = "calc(100% + 14px)";
    return frame;
  }
  if (!message.document) return null;
  const { file_id, file_name, file_size } = message.document;
  return h(
    "a",
    { class: "document", href: fileUrl(file_id), download: file_name },
    h("span", { class: "document-icon" }, icon("file")),
    h("span", { class: "document-name" }, file_name ?? t("file"), h("small", {}, bytes(file_size))),
  );
}

function bytes(count) {
  const units = ["B", "KB", "MB"];
  const power = Math.min(Math.floor(Math.log2(Math.max(count, 1)) / 10), 2);
  return `${(count / 1024 ** power).toLocaleString("vi-VN", { maximumFractionDigits: 1 })} ${units[power]}`;
}

// A link to the bot is meant for somebody else: let it be carried to their phone.
function invitations(text, entities, view, actions) {
  const links = new Set(linksIn(text, entities).filter((url) => view.world.startCode(url)));
  return [...links].map((url) => {
    const people = [...view.world.people.values()];
    const choose = h(
      "select",
      { "aria-label": t("carry_label"), onchange: (event) => carry(event.target, url, actions) },
      h("option", { value: "" }, t("carry")),
      ...people.map((person) => h("option", { value: person.id }, nameAndCaption(person))),
    );
    const copy = h("button", { type: "button", onclick: () => actions.copy(url) }, t("copy_link"));
    return h("div", { class: "invitation" }, copy, choose);
  });
}

function carry(select, url, actions) {
  if (select.value) actions.carry(Number(select.value), url);
  select.value = "";
}

export function nameAndCaption(person) {
  const caption = told(person.caption);
  return caption ? `${person.name} (${caption})` : person.name;
}

function foot(message, view, actions) {
  const moment = new Date(message.date * 1000);
  const open = () => actions.behind(message);
  return h(
    "div",
    { class: "foot" },
    view.world.backstage ? h("button", { type: "button", class: "to-behind", onclick: open }, t("behind")) : null,
    message.edit_date ? h("span", {}, t("edited")) : null,
    h("time", { datetime: moment.toISOString() }, clockTime(moment)),
    view.own ? delivery(view.state) : null,
  );
}

function delivery(state) {
  const title = t(state);
  return h("span", { class: "state", title, role: "img", "aria-label": title }, icon(state === "taken" ? "ticks" : "tick"));
}

function tools(message, view, actions) {
  const buttons = [iconButton("reply", t("reply"), () => actions.reply(message))];
  if (view.own && (message.text || message.caption)) buttons.push(iconButton("edit", t("edit"), () => actions.edit(message)));
  if (view.own) buttons.push(iconButton("trash", t("delete"), () => actions.remove(message)));
  return h("div", { class: "tools" }, ...buttons);
}

function keyboard(message, actions) {
  const rows = message.reply_markup?.inline_keyboard;
  if (!rows?.length) return null;
  return h(
    "div",
    { class: "keyboard" },
    ...rows.map((row) => h(
      "div",
      { class: "keyboard-row" },
      ...row.map((button) => h(
        "button",
        { type: "button", onclick: (event) => actions.press(message, button, event.currentTarget) },
        button.text,
      )),
    )),
  );
}
