import cookie from "@fastify/cookie";
import formbody from "@fastify/formbody";
import Fastify from "fastify";
import { accountPage } from "trial-site";
import { retent, retentRoutes } from "./retent.js";

const app = Fastify();
app.register(cookie, { secret: process.env.SESSION_SECRET });
app.register(formbody);
app.register(retentRoutes);
retent.start();

app.post("/sign-in", (request, reply) => {
  reply.setCookie("customer", request.body.userId, { httpOnly: true, sameSite: "lax", signed: true });
  reply.redirect("/");
});
app.get("/", (request, reply) => {
  const { value } = request.unsignCookie(request.cookies.customer ?? "");
  reply.type("text/html").send(accountPage(value));
});
await app.listen({ host: "127.0.0.1", port: Number(process.env.PORT) });
