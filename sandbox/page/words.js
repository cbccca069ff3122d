// The page's own words, in the language that was chosen. What the bot says is the bot's.

const KEPT = "dondoc-language";
export const language = localStorage.getItem(KEPT) === "en" ? "en" : "vi";
const words = (await (await fetch("/page/words.json")).json())[language];

export function t(key, values = {}) {
  return (words[key] ?? key).replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

// A sentence that comes in both languages, as those of a scene do.
export const told = (sentence) => sentence[language] || sentence.vi;

export function switchLanguage() {
  localStorage.setItem(KEPT, language === "vi" ? "en" : "vi");
  location.reload();
}

export function translate(root) {
  document.documentElement.lang = language;
  for (const element of root.querySelectorAll("[data-t]")) element.textContent = t(element.dataset.t);
  for (const element of root.querySelectorAll("[data-t-label]")) element.setAttribute("aria-label", t(element.dataset.tLabel));
}
