// The panel beside the phones: scenes, what is to come, trouble. One of them is seen at a time.

import { h } from "./dom.js";
import { t } from "./words.js";

const KEPT = "dondoc-part";

// `parts`: [key, element, shown()] in order; shown() is called each time the part is brought up.
export class Panel {
  constructor(parts) {
    this.element = document.getElementById("panel");
    this.parts = parts;
    this.badges = new Map();
    this.tabs = parts.map(([key], at) => {
      const badge = h("span", { class: "badge", hidden: true });
      this.badges.set(key, badge);
      return h("button", {
        type: "button", role: "tab", id: `part-tab-${key}`, "aria-controls": `part-${key}`,
        onclick: () => this.bringUp(at), onkeydown: (event) => this.move(event, at),
      }, h("span", {}, t(key)), badge);
    });
    this.bodies = parts.map(([key, element]) => h(
      "div", { class: "part", role: "tabpanel", id: `part-${key}`, "aria-labelledby": `part-tab-${key}`, tabindex: "0" }, element,
    ));
    this.element.replaceChildren(h("div", { class: "part-tabs", role: "tablist", "aria-label": t("panel") }, ...this.tabs), ...this.bodies);
    this.bringUp(Math.min(Number(sessionStorage.getItem(KEPT)) || 0, parts.length - 1));
  }

  count(key, n) {
    const badge = this.badges.get(key);
    badge.hidden = n === 0;
    badge.textContent = n;
  }

  bringUp(at) {
    this.tabs.forEach((tab, other) => {
      tab.setAttribute("aria-selected", String(other === at));
      tab.tabIndex = other === at ? 0 : -1;
      this.bodies[other].hidden = other !== at;
    });
    sessionStorage.setItem(KEPT, String(at)); // for a page loaded again, in the other language
    this.parts[at][2]();
  }

  move(event, at) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const next = (at + step + this.tabs.length) % this.tabs.length;
    this.bringUp(next);
    this.tabs[next].focus();
  }
}
