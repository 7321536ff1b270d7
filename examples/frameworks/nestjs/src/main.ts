import "reflect-metadata";
import { NestFactory } from "@nestjs/core";
import session from "cookie-session";
import { AppModule } from "./app.module.js";
import { retent, retentRoutes } from "./retent.js";

const app = await NestFactory.create(AppModule);
app.use(session({ keys: [String(process.env.SESSION_SECRET)], sameSite: "lax" }));
app.use("/api/retent", retentRoutes);
retent.start();
await app.listen(Number(process.env.PORT), "127.0.0.1");
