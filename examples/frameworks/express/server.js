import session from "cookie-session";
import express from "express";
import { accountPage } from "trial-site";
import { retent, retentRoutes } from "./retent.js";

const app = express();
app.use(session({ keys: [process.env.SESSION_SECRET], sameSite: "lax" }));
app.use("/api/retent", retentRoutes);
retent.start();
app.use(express.json(), express.urlencoded());

app.post("/sign-in", (request, response) => {
  request.session.userId = request.body.userId;
  response.redirect("/");
});
app.get("/", (request, response) => {
  response.send(accountPage(request.session.userId));
});
app.listen(process.env.PORT, "127.0.0.1");
