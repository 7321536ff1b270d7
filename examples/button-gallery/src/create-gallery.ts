import { fileURLToPath } from "node:url";
import express, { type Express } from "express";

const pages = fileURLToPath(new URL("../public", import.meta.url));
const button = fileURLToPath(new URL("..", import.meta.resolve("@retent/cancel-button/button.js")));

/** The page, and the button's files as the package has them, under the strictest policy that the page can have. */
export function createGallery(): Express {
  const app = express();
  app.disable("x-powered-by");
  app.use((_request, response, next) => {
    response.set(
      "content-security-policy",
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; frame-ancestors 'none'",
    );
    next();
  });
  // What the server would answer to a result.
  app.post("/button/result", (_request, response) => {
    response.json({
      status: "settled",
      outcome: "churned",
      effectiveAt: "2030-06-30",
      environment: "sandbox",
      returnTo: "/",
      confirmed: true,
    });
  });
  app.use("/button", express.static(`${button}dist`));
  app.use(express.static(pages));
  return app;
}
