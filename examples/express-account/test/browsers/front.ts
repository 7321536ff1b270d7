import { once } from "node:events";
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A server of the tests' own before the shop: it adds pages to the shop's, and can keep requests from it. */
export interface Front {
  url: string;
  /** Paths whose fetch requests end without an answer, as behind a broken network. */
  readonly blocked: Set<string>;
  close(): void;
}

const popupButton = `<retent-cancel-button mode="popup" return-to="/">Leave in a window</retent-cancel-button>`;

interface Page {
  body: string;
  headers?: Record<string, string>;
}

/** By path: what the page holds, and the headers that it is sent with. */
const pages: Record<string, Page> = {
  "/kept": {
    body: `<retent-cancel-button return-to="/">Leave from here</retent-cancel-button><p id="state">New page</p>
<script>
addEventListener("pageshow", ({ persisted }) => { if (persisted) state.textContent = "Kept page"; });
</script>`,
  },
  "/popup": { body: popupButton },
  // The window loses its opener once it is on another origin, and then seems closed.
  "/cut-off-popup": { body: popupButton, headers: { "cross-origin-opener-policy": "same-origin" } },
  // A sandbox without allow-popups: the browser itself opens no window.
  "/no-popups": {
    body: popupButton,
    headers: { "content-security-policy": "sandbox allow-scripts allow-same-origin allow-forms" },
  },
  "/bound": {
    body: `<a href="/api/retent/cancel" data-retent-cancel data-return-to="/">Leave by a link</a>`,
  },
};

/** @param shopPort where the shop listens */
export async function openFront(shopPort: number): Promise<Front> {
  const blocked = new Set<string>();
  const server = createServer((received, response) => {
    const page = pages[received.url ?? ""];
    if (page) sendPage(response, page);
    else if (blocked.has(received.url ?? "") && received.headers["sec-fetch-dest"] === "empty")
      received.destroy();
    else passOn(received, response, shopPort);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    blocked,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function sendPage(response: ServerResponse, { body, headers }: Page): void {
  response.writeHead(200, { "content-type": "text/html; charset=utf-8", ...headers });
  response.end(`<!doctype html><html lang="en"><title>Membership</title>
<script type="module" src="/api/retent/button.js"></script><h1>Membership</h1>${body}</html>`);
}

function passOn(received: IncomingMessage, response: ServerResponse, port: number): void {
  const { method, url, headers } = received;
  const forwarded = request({ host: "127.0.0.1", port, method, path: url, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  forwarded.on("error", () => response.destroy());
  received.pipe(forwarded);
}
