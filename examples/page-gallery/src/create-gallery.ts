import express, { type Express } from "express";
import { openOffice } from "./office.ts";
import { otherStates, states } from "./states.ts";

/** How the server answers the script of the return page, by the state that the page is in. */
const answers: Record<string, { result?: number; diagnostics?: number }> = {
  "return-undecided": { diagnostics: 403 },
  "return-refused": { result: 400, diagnostics: 403 },
  "return-unreachable": { result: 503 },
};

/** Serves each state under its name: `/receipt-ends?lang=de`. */
export function createGallery(): Express {
  const app = express();
  app.disable("x-powered-by");
  app.get("/", (_request, response) => {
    const links = Object.keys({ ...states, ...otherStates }).map((name) => {
      const hash = name.startsWith("return-") && name !== "return-undecided" ? "#ci_result_token=a" : "";
      return `<li><a href="/${name}${hash}">${name}</a></li>`;
    });
    response.send(
      `<!doctype html><title>Page gallery</title><h1>Page gallery</h1><ul>${links.join("")}</ul>`,
    );
  });
  app.get("/:state", async (request, response, next) => {
    const show = { ...states, ...otherStates }[request.params.state];
    if (!show) return next();
    const page = await show(String(request.query.lang ?? "en"));
    response.status(page.status);
    for (const name of ["content-type", "content-security-policy", "referrer-policy"]) {
      const value = page.headers.get(name);
      if (value !== null) response.set(name, value);
    }
    response.send(await page.text());
  });
  // What the set-up page frames.
  app.get(["/api/retent/admin/setup", "/api/retent/button.js"], async (request, response) => {
    const { pathname, search } = new URL(request.url, "http://localhost");
    const path = pathname.endsWith("/setup") ? `/setup${search}` : "/../button.js";
    const answer = await openOffice(path, { isEmpty: true });
    for (const name of ["content-type", "content-security-policy"]) {
      const value = answer.headers.get(name);
      if (value !== null) response.set(name, value);
    }
    response.send(await answer.text());
  });
  app.post("/api/retent/:route", (request, response) => {
    const state = new URL(request.get("referer") ?? "http://localhost/").pathname.slice(1);
    const { result, diagnostics } = answers[state] ?? {};
    const status = request.params.route === "result" ? result : diagnostics;
    // Without a status the page waits, as it does for a moment in front of every customer.
    if (status !== undefined) response.status(status).json({ code: "of_the_gallery" });
  });
  return app;
}
