import { createElement } from "./create-element.ts";

/** One for the page, so that approaching buttons again leaves no more behind. */
let link: HTMLLinkElement | undefined;

/**
 * Lets the browser open a connection to the server when a pointer, which a touch begins with too, or the focus
 * reaches an element. Nothing is sent over it. The link has no `crossorigin`, since requests to the page's own
 * origin and forms both send cookies, and browsers share no connection between these and others. There is none
 * for the hosted page's host: browsers would not use it for a navigation to another site.
 */
export function preconnectOnApproach(element: EventTarget, getUrl: () => string | undefined): void {
  for (const type of ["pointerover", "focusin"])
    element.addEventListener(type, () => {
      const { connection } = navigator as { connection?: { saveData?: boolean } };
      const href = getUrl();
      if (!href || connection?.saveData) return;
      link ??= createElement("link", { rel: "preconnect" });
      // Connects again if the server has closed the connection meanwhile.
      document.head?.append(Object.assign(link, { href }));
    });
}
