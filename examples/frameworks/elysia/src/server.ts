import { Elysia, t } from "elysia";
import { accountPage } from "trial-site";
import { retent, retentRoutes } from "./retent";

const secret = process.env.SESSION_SECRET ?? "";
const app = new Elysia({ cookie: { secrets: secret, sign: ["customer"] } });
app.use(retentRoutes);
retent.start();

app.post(
  "/sign-in",
  ({ body, cookie, redirect }) => {
    cookie.customer?.set({ value: body.userId, httpOnly: true, sameSite: "lax", path: "/" });
    return redirect("/");
  },
  { body: t.Object({ userId: t.String() }) },
);
app.get("/", ({ cookie, set }) => {
  set.headers["content-type"] = "text/html; charset=utf-8";
  const userId = cookie.customer?.value;
  return accountPage(typeof userId === "string" ? userId : undefined);
});
app.listen({ hostname: "127.0.0.1", port: Number(process.env.PORT) });
