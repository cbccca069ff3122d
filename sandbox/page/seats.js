// Who can hold a phone: each person for themselves, or as a member of a group.

import { h } from "./dom.js";
import { nameAndCaption } from "./message.js";
import { t } from "./words.js";

export function seatOptions(world) {
  const people = [...world.people.values()].map((person) => h("option", { value: `${person.id}:${person.id}` }, nameAndCaption(person)));
  const groups = [...world.groups.values()].map((group) => h(
    "optgroup",
    { label: t("group", { title: group.title }) },
    ...group.members.map((id) => h("option", { value: `${id}:${group.id}` }, `${group.title} – ${world.person(id).name}`)),
  ));
  return [h("optgroup", { label: t("private_chat") }, ...people), ...groups];
}

export function seatFrom(value) {
  const [person, chat] = value.split(":").map(Number);
  return { person, chat };
}

export function initials(title) {
  return title.split(/\s+/).slice(0, 2).map((word) => word[0]).join("").toUpperCase();
}
