// Light or dark: as the machine has it, until somebody chooses.

const KEPT = "dondoc-theme";
const machine = matchMedia("(prefers-color-scheme: dark)");

export const isDark = () => document.documentElement.dataset.theme === "dark";

export function applyTheme(onChange) {
  const apply = () => {
    document.documentElement.dataset.theme = localStorage.getItem(KEPT) ?? (machine.matches ? "dark" : "light");
    onChange();
  };
  machine.addEventListener("change", apply);
  apply();
  return () => {
    localStorage.setItem(KEPT, isDark() ? "light" : "dark");
    apply();
  };
}
