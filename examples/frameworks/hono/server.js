import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { getSignedCookie, setSignedCookie } from "hono/cookie";
import { accountPage } from "trial-site";
import { retent, retentRoutes } from "./retent.js";

const secret = process.env.SESSION_SECRET;
const app = new Hono();
app.route("/api/retent", retentRoutes);
retent.start();

app.post("/sign-in", async (context) => {
  const { userId } = await context.req.parseBody();
  await setSignedCookie(context, "customer", userId, secret, { httpOnly: true, sameSite: "Lax" });
  return context.redirect("/");
});
app.get("/", async (context) => {
  return context.html(accountPage(await getSignedCookie(context, secret, "customer")));
});
serve({ fetch: app.fetch, hostname: "127.0.0.1", port: Number(process.env.PORT) });
