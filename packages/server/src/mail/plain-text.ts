import type { Html } from "@retent/retentbase/internal";

const characters: Record<string, string> = {
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#39;": "'",
  "&amp;": "&",
};

/** What a fact's value reads as without markup: what is small stands in brackets. */
export function toPlainText(value: Html | string): string {
  if (typeof value === "string") return value;
  return value.markup
    .replaceAll("<small>", " (")
    .replaceAll("</small>", ")")
    .replace(/<[^>]*>/g, "")
    .replace(/&(?:lt|gt|quot|amp|#39);/g, (entity) => characters[entity] ?? entity)
    .trim();
}
