// What people do, told to the server. Every call throws an Error with a sentence to show.

import { t } from "./words.js";

async function post(path, body) {
  const headers = body instanceof FormData ? {} : { "Content-Type": "application/json" };
  const answer = await fetch(path, {
    method: "POST", headers, body: body instanceof FormData ? body : JSON.stringify(body),
  }).catch(() => { throw new Error(t("failed")); });
  const said = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(said.error ?? t("failed"));
  return said;
}

export const send = (person, chat, text, replyTo) => post("/page/send", { person, chat, text, reply_to: replyTo });
export const press = (person, chat, message, button) => post("/page/press", { person, chat, message, button });
export const edit = (person, chat, message, text) => post("/page/edit", { person, chat, message, text });
export const remove = (person, chat, message) => post("/page/delete", { person, chat, message });
export const block = (person, blocked) => post("/page/block", { person, blocked });
export const trouble = (name, on) => post("/page/trouble", { switch: name, on });
export const follow = (person, url) => post("/page/follow", { person, url });

export function sendFile(person, chat, file, { caption, asPhoto, replyTo, album }) {
  const form = new FormData();
  form.append("person", person);
  form.append("chat", chat);
  form.append("caption", caption);
  form.append("as_photo", asPhoto);
  if (replyTo) form.append("reply_to", replyTo);
  if (album) form.append("album", album);
  form.append("file", file, file.name);
  return post("/page/file", form);
}

export const fileUrl = (fileId) => `/page/file/${encodeURIComponent(fileId)}`;

// What people sent and what reached them; null when nobody answers.
export async function ledger() {
  const answer = await fetch("/page/ledger").catch(() => null);
  return answer?.ok ? answer.json() : null;
}

// The bot's side; null when there is none or it cannot answer now.
export async function backstage(path, body) {
  const request = body ? { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) } : {};
  const answer = await fetch(`/backstage/${path}`, request).catch(() => null);
  return answer?.ok ? answer.json() : null;
}
