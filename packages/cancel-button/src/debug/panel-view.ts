import { createElement } from "../create-element.ts";
import type { PanelFinding, PanelReport } from "./panel-report.ts";
import { panelStyles } from "./panel-styles.ts";

/** The panel's elements, in a shadow tree of their own: neither the page's styles nor the button's reach them. */
export interface PanelView {
  show(report: PanelReport): void;
  hide(): void;
}

/** What failed comes first. */
const order = ["failed", "warning", "ok"] as const;
const labels = { failed: "Problem", warning: "Warning", ok: "OK" } as const;

/** @param check called by the panel's button */
export function createPanelView(root: ParentNode, check: () => void): PanelView {
  const summary = createElement("summary", {});
  const list = createElement("ul", {});
  const settings = createElement("dl", {});
  const again = createElement("button", { type: "button" }, "Check again");
  const status = createElement("p", {});
  status.setAttribute("role", "status");
  const details = createElement("details", { open: true }, summary, list, settings, again, status);
  const section = createElement("section", {}, details);
  section.setAttribute("aria-label", "Retent’s sandbox panel");
  // It takes the focus of a click on its text, which would otherwise go to the cancel button.
  const holder = createElement("div", { lang: "en", dir: "ltr", tabIndex: -1 });
  const shadow = holder.attachShadow({ mode: "open" });
  shadow.append(section);
  adoptStyles(shadow);
  again.addEventListener("click", () => {
    status.textContent = "Checking…";
    check();
  });

  return {
    show(report) {
      const isChecked = status.textContent !== "";
      const { findings } = report;
      summary.textContent = `Sandbox: ${count(findings)}`;
      list.replaceChildren(...order.flatMap((status) => having(findings, status)).map(toItem));
      settings.replaceChildren(...report.settings.map(toRow));
      root.append(holder);
      if (isChecked) status.textContent = `Checked: ${count(findings)}.`;
    },
    hide() {
      holder.remove();
    },
  };
}

function count(findings: PanelFinding[]): string {
  const named = (["failed", "warning"] as const).map((status) => {
    const { length } = having(findings, status);
    return length ? `${length} ${labels[status].toLowerCase()}${length === 1 ? "" : "s"}` : "";
  });
  return named.filter(Boolean).join(", ") || "everything works";
}

function having(findings: PanelFinding[], status: PanelFinding["status"]): PanelFinding[] {
  return findings.filter((finding) => finding.status === status);
}

function toItem({ name, status, text, remedy, docs }: PanelFinding): HTMLElement {
  const label = createElement("b", { className: status }, labels[status]);
  const item = createElement(
    "li",
    {},
    label,
    " ",
    createElement("strong", {}, name),
    `: ${toSentence(text)}`,
  );
  if (status === "ok") return item;
  if (remedy) item.append(createElement("span", {}, ` What to do: ${toSentence(remedy)}`));
  // A place in a package's README: the package is published with it, at no address that this file could know.
  if (/^[\w-]+#[\w-]+$/.test(docs)) item.append(` See the README of @retent/${docs}.`);
  return item;
}

function toSentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

function toRow([name, value]: [string, string]): HTMLElement {
  return createElement("div", {}, createElement("dt", {}, name), createElement("dd", {}, value));
}

/** In Safari before 16.4 the panel has no styles. */
function adoptStyles(shadow: ShadowRoot): void {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(panelStyles);
    shadow.adoptedStyleSheets = [sheet];
  } catch {}
}
