import { readSettings } from "@retent/example-shop";
import { serveShop } from "@retent/example-shop/hono";
import { createShop } from "./shop.ts";

serveShop(createShop(readSettings(process.env)));
