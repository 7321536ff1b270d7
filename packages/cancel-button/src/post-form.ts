import { createElement } from "./create-element.ts";

/**
 * Posts fields by a navigation, as a form does, and omits empty ones. For a server on another origin: a
 * top-level navigation sends its cookies and needs no CORS, unlike `fetch`.
 *
 * @param target name of the window that navigates; empty for this one
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
