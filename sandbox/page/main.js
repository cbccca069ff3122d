// Three phones side by side, one at a time on a narrow screen; the clock, the guide and the panel around them.

import { choices } from "./choices.js";
import { Clock } from "./clock.js";
import { h } from "./dom.js";
import { Ladder } from "./ladder.js";
import { Panel } from "./panel.js";
import { Phone } from "./phone.js";
import { Scenes } from "./scenes.js";
import { swipes } from "./swipe.js";
import { Trouble } from "./trouble.js";
import { t, translate } from "./words.js";
import { World } from "./world.js";

const KEPT = "dondoc-phone";

const world = new World();
const phones = [];
const tabs = [];
const narrow = matchMedia("(max-width: 900px)");
const clock = new Clock(() => ladder.soon());
const ladder = new Ladder(clock, (count) => panel.count("coming", count));
const trouble = new Trouble(world, () => phones.forEach((phone) => phone.idle()));
const scenes = new Scenes({
  turn: (turn) => clock.turn(turn),
  fill: (person, chat, text) => onPhone(person, chat).fill(text),
  turnTo: onPhone,
  bringUp: (person, chat) => {
    const phone = onPhone(person, chat);
    if (!narrow.matches) phone.composer.input.focus(); // on a real phone the keyboard would cover it
  },
  name: (person, chat) => (person === chat ? world.person(person)?.name : world.groups.get(chat)?.title) ?? "",
  ready: (step) => phones.some((phone) => sits(phone, step) && phone.composer.written),
  send: (person, chat) => onPhone(person, chat).composer.submit(),
  asked: (step) => phones.forEach((phone) => phone.ask(sits(phone, step) ? step : null)),
});
const panel = new Panel([
  ["scenes", scenes.element, () => {}],
  ["coming", ladder.element, () => ladder.soon()],
  ["trouble", trouble.element, () => trouble.show()],
]);
let current = 0;
let epoch = null;

translate(document);
choices();

world.listeners.add((kind, what) => {
  if (kind === "state") told();
  else {
    phones.forEach((phone, index) => {
      phone.happened(kind, what);
      const unseen = kind === "message" && what.message.from.is_bot && what.chat_id === phone.seat.chat && index !== current;
      if (unseen) badge(index, (phone.unseen += 1));
    });
  }
  if (kind === "trouble") trouble.show();
  if (kind === "guide") scenes.advance(what.done);
  if (kind === "message" || kind === "edited") {
    clock.passed(what.message.edit_date ?? what.message.date);
    scenes.happened();
    ladder.soon();
  }
});
world.connect((online) => { document.getElementById("offline").hidden = online; });

function told() {
  if (!phones.length) open();
  const anew = epoch !== null && epoch !== world.epoch;
  epoch = world.epoch;
  phones.forEach((phone, index) => phone.stay(anew ? world.shown[index] ?? phone.seat : valid(phone.seat), anew));
  if (anew) {
    world.alive = true;
    remember();
  }
  label();
  trouble.show();
  if (!world.backstage) return;
  scenes.fetch().then(() => clock.sync()).then(() => ladder.soon());
}

function open() {
  document.title = `${world.bot.first_name} – ${t("title")}`;
  firstSeats().forEach((seat, index) => {
    const phone = new Phone(world, seat, (next) => reseat(index, next), () => scenes.happened());
    phone.element.id = `phone-${index}`;
    addTab(`phone-${index}`, index);
    phones.push(phone);
  });
  document.getElementById("phones").replaceChildren(...phones.map((phone) => phone.element));
  if (world.backstage) {
    panel.element.hidden = false;
    addTab("panel", phones.length);
    tabs.at(-1).replaceChildren(h("span", {}, t("scenes")), h("span", { class: "badge", hidden: true }));
    clock.start();
  }
  document.getElementById("tabs").replaceChildren(...tabs);
  swipes(document.querySelector(".stage"), () => narrow.matches, (step) => {
    const next = current + step;
    if (next >= 0 && next < tabs.length) bringUp(next);
  });
  bringUp(Math.min(Number(sessionStorage.getItem(KEPT)) || 0, tabs.length - 1));
}

function addTab(controls, index) {
  const tab = h("button", { type: "button", role: "tab", "aria-controls": controls, onclick: () => bringUp(index) });
  tab.addEventListener("keydown", (event) => move(event, index));
  tabs.push(tab);
}

// The phone that this person holds, brought up; if nobody sees it, the first one becomes it.
function onPhone(person, chat) {
  let index = phones.findIndex((phone) => phone.seat.chat === chat && (chat < 0 || phone.seat.person === person));
  if (index < 0) {
    index = 0;
    reseat(0, { person, chat });
  }
  bringUp(index);
  return phones[index];
}

const sits = (phone, step) => Boolean(step) && phone.seat.chat === step.chat && (step.chat < 0 || phone.seat.person === step.person);

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
  remember();
  label();
  scenes.shape = null;
  scenes.happened();
}

function remember() {
  history.replaceState(null, "", `#${phones.map(({ seat: { person, chat } }) => (person === chat ? person : `${person}@${chat}`)).join(",")}`);
}

function label() {
  phones.forEach((phone, index) => {
    tabs[index].replaceChildren(h("span", {}, phone.shortName), h("span", { class: "badge", hidden: true }));
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
  sessionStorage.setItem(KEPT, String(index)); // for a page loaded again, in the other language
  document.body.classList.toggle("panel-current", index === phones.length);
  tabs.forEach((tab, other) => {
    tab.setAttribute("aria-selected", String(other === index));
    tab.tabIndex = other === index ? 0 : -1;
    phones[other]?.element.classList.toggle("current", other === index);
  });
  if (!phones[index]) return;
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
