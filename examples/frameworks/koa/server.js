import Router from "@koa/router";
import Koa from "koa";
import bodyParser from "koa-bodyparser";
import { accountPage } from "trial-site";
import { retent, retentRoutes } from "./retent.js";

const app = new Koa({ keys: [process.env.SESSION_SECRET] });
app.use(retentRoutes);
retent.start();
app.use(bodyParser());

const router = new Router();
router.post("/sign-in", (context) => {
  context.cookies.set("customer", context.request.body.userId, { sameSite: "lax", signed: true });
  context.redirect("/");
});
router.get("/", (context) => {
  context.body = accountPage(context.cookies.get("customer", { signed: true }));
});
app.use(router.routes());
app.listen(process.env.PORT, "127.0.0.1");
