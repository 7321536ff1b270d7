import { type Html, html } from "@retent/retentbase/internal";
import { documentPage } from "../pages/document-page.ts";
import type { SessionRecord } from "../workspace/records.ts";

export interface HostedPage {
  title: string;
  /** Undefined where the link leads to no session. */
  session: SessionRecord | undefined;
  body: Html;
  /** The body has its own way back. */
  onlyBody?: boolean;
}

/** The frame around every step: the shop that the customer comes from, one card, and always a way back. */
export function hostedPage(shopName: string, { title, session, body, onlyBody = false }: HostedPage): Html {
  return documentPage({
    title,
    className: "hosted",
    body: html`
      ${session && html`<header class="site">${shopName}</header>`}
      <main class="card">
        ${body}
        ${
          session &&
          !onlyBody &&
          html`<p class="way-back"><a href="${session.returnUrl}">Back to my account without cancelling</a></p>`
        }
      </main>
      <footer class="quiet">Emulated by Retent${session && html` · ${session.environment}`}</footer>`,
  });
}
