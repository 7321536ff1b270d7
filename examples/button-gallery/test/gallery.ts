import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { test as base } from "@playwright/test";
import { createGallery } from "../src/create-gallery.ts";

/** The gallery on a port of its own, and what its pages did against their policy or wrote to the console. */
export interface Gallery {
  url: string;
  complaints: string[];
}

export const test = base.extend<{ gallery: Gallery }>({
  gallery: async ({ page }, use) => {
    const server = createGallery().listen(0, "127.0.0.1");
    await once(server, "listening");
    const complaints: string[] = [];
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    await use({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, complaints });
    server.closeAllConnections();
    server.close();
  },
});

export { expect } from "@playwright/test";
