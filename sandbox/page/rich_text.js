// Telegram's entities as elements. Offsets are UTF-16 code units, as in JavaScript's own strings.

import { h } from "./dom.js";
import { t } from "./words.js";

const SAFE = /^(?:https?|mailto|tel|tg):/i;
const TAGS = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", blockquote: "blockquote" };

// `actions`: follow(url) for links to the bot, command(text) for commands, startCode(url) to tell the former.
export function richText(text, entities, actions) {
  const sorted = [...(entities ?? [])].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return pieces(text, 0, text.length, sorted, actions);
}

export function linksIn(text, entities) {
  return (entities ?? [])
    .filter((entity) => entity.type === "url" || entity.type === "text_link")
    .map((entity) => address(entity, text.slice(entity.offset, entity.offset + entity.length)));
}

function pieces(text, from, to, entities, actions) {
  const nodes = [];
  const queue = [...entities];
  let at = from;
  while (queue.length) {
    const entity = queue.shift();
    const end = Math.min(entity.offset + entity.length, to);
    if (entity.offset > at) nodes.push(text.slice(at, entity.offset));
    const inside = queue.filter((other) => other.offset < end);
    const after = queue.filter((other) => other.offset >= end);
    for (const other of inside) {
      const rest = other.offset + other.length - end;
      if (rest > 0) after.unshift({ ...other, offset: end, length: rest });
    }
    const children = pieces(text, entity.offset, end, inside, actions);
    nodes.push(element(entity, text.slice(entity.offset, end), children, actions));
    at = end;
    queue.splice(0, queue.length, ...after);
  }
  if (at < to) nodes.push(text.slice(at, to));
  return nodes;
}

function element(entity, text, children, actions) {
  switch (entity.type) {
    case "url":
    case "text_link":
      return link(address(entity, text), children, actions);
    case "email":
      return h("a", { href: `mailto:${text}` }, ...children);
    case "bot_command":
      return h("button", { type: "button", class: "command", onclick: () => actions.command(text) }, ...children);
    case "pre":
      return h("pre", {}, h("code", { "data-language": entity.language }, ...children));
    case "spoiler":
      return spoiler(children);
    case "expandable_blockquote":
      return expandable(children);
    case "mention":
    case "text_mention":
    case "hashtag":
      return h("span", { class: "mention" }, ...children);
    default:
      return TAGS[entity.type] ? h(TAGS[entity.type], {}, ...children) : h("span", {}, ...children);
  }
}

function address(entity, text) {
  const url = entity.url ?? text;
  return /^[a-z]+:/i.test(url) ? url : `https://${url}`;
}

function link(url, children, actions) {
  if (!SAFE.test(url)) return h("span", {}, ...children);
  const ours = actions.startCode(url) !== null;
  const onclick = (event) => {
    event.preventDefault();
    actions.follow(url);
  };
  return h("a", { href: url, target: "_blank", rel: "noreferrer noopener", title: url, onclick: ours ? onclick : null }, ...children);
}

function spoiler(children) {
  const reveal = (event) => {
    if (event.type === "keydown" && event.key !== "Enter") return;
    event.currentTarget.classList.add("revealed");
    event.currentTarget.removeAttribute("aria-label");
  };
  return h("span", {
    class: "spoiler", role: "button", tabindex: "0", "aria-label": t("hidden_words"), onclick: reveal, onkeydown: reveal,
  }, ...children);
}

function expandable(children) {
  const quote = h("blockquote", { class: "expandable" }, ...children);
  quote.addEventListener("click", () => quote.classList.toggle("expanded"));
  return quote;
}
