// What a visitor chooses for themselves: language, light or dark, and on a small laptop whether the panel is open.

import { backstage } from "./api.js";
import { h, icon } from "./dom.js";
import { applyTheme, isDark } from "./theme.js";
import { language, switchLanguage, t } from "./words.js";

export function choices() {
  const theme = h("button", { type: "button", class: "icon-button", onclick: () => flip() });
  const flip = applyTheme(() => {
    theme.replaceChildren(icon(isDark() ? "sun" : "moon"));
    const label = t(isDark() ? "theme_light" : "theme_dark");
    theme.setAttribute("aria-label", label);
    theme.title = label;
  });
  const other = h("button", {
    type: "button", class: "language", lang: language === "vi" ? "en" : "vi", "data-short": language === "vi" ? "EN" : "VI",
    "aria-label": t("language"), title: t("language_hint"), onclick: async () => {
      other.disabled = true;
      await backstage("language", { language: other.lang });
      switchLanguage();
    },
  }, h("span", {}, t("language")));
  const besides = h("button", {
    type: "button", class: "besides", "aria-expanded": "false", "aria-controls": "panel",
    onclick: () => besides.setAttribute("aria-expanded", String(document.body.classList.toggle("panel-open"))),
  }, t("scenes"));
  document.getElementById("choices").replaceChildren(besides, other, theme);
}
