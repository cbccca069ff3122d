// Three phones side by side, one at a time on a narrow screen.

import { Clock } from "./clock.js";
import { h } from "./dom.js";
import { Phone } from "./phone.js";
import { World } from "./world.js";

const world = new World();
const phones = [];
const tabs = [];
const clock = new Clock();
let current = 0;

world.listeners.add((kind, what) => {
  if (kind === "state") {
    if (!phones.length) open();
    phones.forEach((phone) => phone.stay(valid(phone.seat)));
    label();
  } else {
    phones.forEach((phone, index) => {
      phone.happened(kind, what);
      const unseen = kind === "message" && what.message.from.is_bot && what.chat_id === phone.seat.chat && index !== current;
      if (unseen) badge(index, (phone.unseen += 1));
    });
  }
  if (kind === "message" || kind === "edited") clock.soon();
});
world.connect((online) => { document.getElementById("offline").hidden = online; });

function open() {
  document.title = `${world.bot.first_name} – bản chạy thử`;
  firstSeats().forEach((seat, index) => {
    const phone = new Phone(world, seat, (next) => reseat(index, next));
    phone.element.id = `phone-${index}`;
    const tab = h("button", { type: "button", role: "tab", "aria-controls": `phone-${index}`, onclick: () => bringUp(index) });
    tab.addEventListener("keydown", (event) => move(event, index));
    phones.push(phone);
    tabs.push(tab);
  });
  document.getElementById("phones").replaceChildren(...phones.map((phone) => phone.element));
  document.getElementById("tabs").replaceChildren(...tabs);
  bringUp(0);
  if (world.backstage) clock.start();
}

// The address remembers who holds which phone: #1001,1003,1001@-100200
function firstSeats() {
  const remembered = decodeURIComponent(location.hash.slice(1)).split(",").filter(Boolean).map((text) => {
    const [person, chat] = text.split("@").map(Number);
    return { person, chat: chat ?? person };
  });
  return world.shown.map((seat, index) => valid(remembered[index] ?? seat));
}

// A group may have become a supergroup meanwhile, and then has another number.
function valid(seat) {
  if (world.person(seat.person) && (seat.chat === seat.person || world.groups.get(seat.chat)?.members.includes(seat.person))) return seat;
  const group = [...world.groups.values()].find((one) => one.members.includes(seat.person));
  if (seat.chat < 0 && group) return { person: seat.person, chat: group.id };
  return world.shown[0];
}

function reseat(index, seat) {
  phones[index].sit(seat);
  history.replaceState(null, "", `#${phones.map(({ seat: { person, chat } }) => (person === chat ? person : `${person}@${chat}`)).join(",")}`);
  label();
}

function label() {
  phones.forEach((phone, index) => {
    tabs[index].replaceChildren(h("span", {}, phone.name), h("span", { class: "badge", hidden: true }));
    phone.unseen = 0;
  });
}

function badge(index, count) {
  const mark = tabs[index].lastChild;
  mark.hidden = count === 0;
  mark.textContent = count;
}

function bringUp(index) {
  current = index;
  phones.forEach((phone, other) => {
    const chosen = other === index;
    phone.element.classList.toggle("current", chosen);
    tabs[other].setAttribute("aria-selected", String(chosen));
    tabs[other].tabIndex = chosen ? 0 : -1;
  });
  phones[index].unseen = 0;
  if (tabs[index].lastChild) badge(index, 0);
  phones[index].toBottom();
}

function move(event, index) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  const next = (index + step + tabs.length) % tabs.length;
  bringUp(next);
  tabs[next].focus();
}
