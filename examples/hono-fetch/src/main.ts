import { serveShop } from "@retent/example-shop/hono";
import app, { retent } from "./app.ts";

serveShop({ ...app, retent });
