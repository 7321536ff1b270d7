import { randomBytes } from "node:crypto";
import { fileURLToPath } from "node:url";
import type { Retent } from "@retent/server";
import { toExpress } from "@retent/server/express";
import cookieSession from "cookie-session";
import express, { type Express, type Request as ExpressRequest } from "express";
import type { Billing } from "./billing.ts";
import type { Settings } from "./settings.ts";

const files = fileURLToPath(new URL("../", import.meta.url));

/** Customers whose name makes the emulator misbehave, to be tried from the page's foot. */
const specialCustomers = ["user_timeout", "user_503", "user_429", "user_drop"];

/** The shop: an account page, and the cancel routes below `/api/retent`. */
export function createApp(settings: Settings, billing: Billing, retent: Retent<ExpressRequest>): Express {
  const app = express();
  app.disable("x-powered-by");
  app.set("views", `${files}views`);
  app.set("view engine", "ejs");
  app.use((_request, response, next) => {
    response.set({
      // Without script the button is a form, and Chromium holds the redirect to the hosted page against form-action.
      "content-security-policy": `default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; form-action 'self' ${settings.cancelUrl}; base-uri 'none'; frame-ancestors 'none'`,
      "x-content-type-options": "nosniff",
      "referrer-policy": "same-origin",
    });
    next();
  });
  app.use(express.static(`${files}public`));
  app.use(
    cookieSession({ name: "session", keys: [settings.sessionSecret], httpOnly: true, sameSite: "lax" }),
  );

  app.use("/api/retent", toExpress(retent));

  app.get("/", (request, response) => {
    // The flow ends on the site's own name, where the cookies of another one are not sent.
    const site = new URL(settings.siteUrl);
    if (request.host !== site.host) return response.redirect(302, site.href);
    // Every new browser is a new customer here; a real shop would ask to sign in.
    request.session ??= {};
    request.session.userId ??= newCustomer();
    const userId: string = request.session.userId;
    response.set("cache-control", "no-store");
    response.render("account", {
      userId,
      subscription: billing.subscriptionOf(userId),
      specialCustomers,
      formatDate,
    });
  });

  app.post("/sign-in-as", express.urlencoded({ extended: false }), (request, response) => {
    const wanted: unknown = request.body?.customer;
    const userId = specialCustomers.find((customer) => customer === wanted) ?? newCustomer();
    billing.startAfresh(userId);
    request.session = { userId };
    response.redirect(303, "/");
  });

  return app;
}

function newCustomer(): string {
  return `user_${randomBytes(4).toString("hex")}`;
}

/** A date never breaks over two lines. */
function formatDate(date: Date): string {
  const format = new Intl.DateTimeFormat("en", { dateStyle: "long", timeZone: "UTC" });
  return format.format(date).replaceAll(" ", "\u00a0");
}
