import { createElement } from "./create-element.ts";

/**
 * Posts fields by leaving the page, as a form would; empty ones are left out. For a server on another origin: a
 * top-level navigation carries its cookies and needs no CORS, where `fetch` would have neither.
 *
 * @param target name of the window that leaves; empty for this one
 */
export function postForm(action: string, fields: object, target = ""): void {
  const form = createElement("form", { method: "post", action, target });
  for (const [name, value] of Object.entries(fields)) {
    if (value) form.append(createElement("input", { type: "hidden", name, value }));
  }
  document.body.append(form);
  form.submit();
  form.remove();
}
