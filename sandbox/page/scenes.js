// The scenes to choose from, and the guide through the one that is played.
//
// How far one has come is told by the bot's side, which hears all that the bot says. So a page loaded again, or a
// second one, shows the same step.

import { backstage } from "./api.js";
import { shortMoment } from "./dates.js";
import { h, icon } from "./dom.js";
import { language, t, told } from "./words.js";

const GUIDED = "vao-viec";

// `actions`: turn(clock turn), fill(person, chat, text), send, turnTo and bringUp(person, chat), name(person, chat),
// asked(step), ready(step): whether words for it stand in the box.
export class Scenes {
  constructor(actions) {
    this.actions = actions;
    this.scenes = [];
    this.faults = [];
    this.playing = null;
    this.setting = null;
    this.done = 0;
    this.hidden = false;
    this.finished = new Set();
    this.guide = document.getElementById("guide");
    this.list = h("div", { class: "scene-list" });
    this.element = h("div", {}, h("p", { class: "lead" }, t("scenes_about")), this.list);
  }

  async fetch() {
    const answer = await backstage("scenes");
    // a visitor's earlier choice; asked for once, for another page may have made another
    const differs = answer?.playing && answer.language !== language && !this.agreed;
    if (answer?.playing) this.agreed = true;
    this.set(differs ? await backstage("language", { language }) : answer);
  }

  set(answer) {
    if (!answer?.scenes) return;
    this.scenes = answer.scenes;
    this.faults = answer.faults ?? [];
    if (!answer.playing) this.setting ??= "";
    else if (this.setting === "") this.setting = null;
    this.playing = answer.playing;
    this.done = answer.done;
    this.show();
  }

  async play(key) {
    this.hidden = false;
    this.setting = key;
    this.show();
    this.set(await backstage("scene", { key }));
    this.setting = null;
    this.show();
    const first = this.scene?.steps[0];
    if (first) this.actions.turnTo(first.person, first.chat);
    if (document.activeElement === document.body) this.guide.querySelector("button")?.focus();
  }

  get scene() { return this.scenes.find((one) => one.key === this.playing); }

  show() {
    this.list.replaceChildren(
      ...this.faults.map((fault) => h("p", { class: "verdict bad", role: "alert" }, fault)),
      ...this.scenes.map((scene) => this.card(scene)),
    );
    this.happened();
  }

  card(scene) {
    const current = scene.key === this.playing;
    const label = current ? t("replay") : t("play");
    return h(
      "article", { class: `scene${current ? " current" : ""}` },
      h("h2", {}, told(scene.title), h("small", {}, scene.steps.length ? t("steps", { n: scene.steps.length }) : t("free")),
        current ? h("span", { class: "now" }, t("playing")) : null),
      h("p", {}, told(scene.about)),
      h("button", {
        type: "button", class: current ? "plain-button" : "go", disabled: this.setting !== null,
        "aria-label": `${label}: ${told(scene.title)}`, onclick: () => this.play(scene.key),
      }, this.setting === scene.key ? t("setting_scene") : label),
    );
  }

  advance(done) {
    this.done = done;
    this.happened();
  }

  // Something happened in the world: what is asked for may have to be marked anew.
  happened() {
    const scene = this.scene;
    const shown = !this.hidden && (scene || this.setting !== null) && this.scenes.length > 1;
    this.guide.hidden = !shown;
    if (!shown) return this.actions.asked(null);
    const { done } = this;
    const step = this.setting === null ? scene?.steps[done] ?? null : null;
    this.actions.asked(step);
    const ready = Boolean(step?.write.vi) && this.actions.ready(step);
    const shape = `${scene?.key} ${done} ${this.setting} ${ready}`;
    if (shape === this.shape) return undefined;
    this.shape = shape;
    const held = this.guide.contains(document.activeElement);
    if (this.setting !== null) this.guide.replaceChildren(h("p", { class: "say" }, t("setting_scene")));
    else if (!scene.steps.length) this.invite();
    else if (done === scene.steps.length) this.finish(scene);
    else this.ask(scene, done, ready);
    if (held) (this.guide.querySelector("button") ?? this.guide).focus(); // whoever goes by the keyboard stays here
    return undefined;
  }

  invite() {
    const guided = [this.scenes.find((one) => one.key === GUIDED), ...this.scenes]
      .find((one) => one?.steps.length && !this.finished.has(one.key));
    this.guide.hidden = !guided;
    if (!guided) return;
    const title = told(guided.title);
    this.guide.replaceChildren(
      h("p", { class: "say" }, guided.key === GUIDED ? t("start_hint", { title }) : told(guided.about)),
      h("div", { class: "do" }, this.button(t("start_now", { title }), () => this.play(guided.key)), this.hide()),
    );
  }

  ask(scene, done, ready) {
    const step = scene.steps[done];
    const before = scene.steps[done - 1];
    const words = told(step.write);
    const name = this.actions.name(step.person, step.chat);
    this.guide.replaceChildren(
      h("div", { class: "progress" },
        h("b", {}, t("step", { n: done + 1, of: scene.steps.length })),
        h("span", { class: "dots", "aria-hidden": "true" }, ...scene.steps.map((_, n) => h("i", { class: n < done ? "done" : n === done ? "now" : "" })))),
      h("div", { class: "words" },
        before && told(before.then) ? h("p", { class: "then" }, icon("tick"), told(before.then)) : null,
        h("p", { class: "say" }, ready ? t("press_send") : told(step.say))),
      h("div", { class: "do" },
        step.clock ? this.button(clockLabel(step.clock), () => this.letTimePass(step)) : null,
        ready ? this.button(t("send"), () => this.actions.send(step.person, step.chat)) : null,
        words && !ready ? this.button(t("fill", { text: words }), () => this.actions.fill(step.person, step.chat, words)) : null,
        h("button", { type: "button", class: "plain-button where", onclick: () => this.actions.bringUp(step.person, step.chat), title: t("show_phone") },
          step.chat < 0 ? t("group", { title: name }) : t("on_phone", { name })),
        this.hide()),
    );
  }

  finish(scene) {
    this.finished.add(scene.key);
    const last = scene.steps.at(-1);
    const next = this.scenes[this.scenes.indexOf(scene) + 1];
    this.guide.replaceChildren(
      h("div", { class: "words" },
        told(last.then) ? h("p", { class: "then" }, icon("tick"), told(last.then)) : null,
        h("p", { class: "say" }, t("finished", { title: told(scene.title) }))),
      h("div", { class: "do" },
        next ? this.button(t("next_scene", { title: told(next.title) }), () => this.play(next.key)) : null,
        h("button", { type: "button", class: "plain-button", onclick: () => this.play(scene.key) }, t("replay")), this.hide()),
    );
  }

  letTimePass(step) {
    this.actions.bringUp(step.person, step.chat);
    return this.actions.turn(clockTurn(step));
  }

  button(label, onclick) { return h("button", { type: "button", class: "go", title: label, onclick }, label); }

  hide() {
    return h("button", {
      type: "button", class: "icon-button", "aria-label": t("hide"), title: t("hide"),
      onclick: () => { this.hidden = true; this.happened(); },
    }, icon("close"));
  }
}

function clockTurn({ clock, answered_in: chat }) {
  if (clock === "next") return { next: true, chat };
  return clock.startsWith("P") ? { forward: clock } : { to: clock };
}

function clockLabel(clock) {
  if (clock === "next") return t("do_next");
  return clock.startsWith("P") ? t("do_forward") : t("do_until", { moment: shortMoment(new Date(clock)) });
}
