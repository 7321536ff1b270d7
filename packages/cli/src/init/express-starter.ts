import { buttonTag, routesPath } from "./button-tag.ts";
import type { WantedFile } from "./scaffold.ts";

/** An empty project's site: one account page, and one customer to try it with. */
export function starterFile(serverFile: string, publicUrl: string): WantedFile {
  const { hostname, port } = new URL(publicUrl);
  const isLocal = hostname === "localhost" || hostname === "127.0.0.1";
  return {
    path: serverFile.endsWith(".mjs") ? "server.mjs" : "server.js",
    content: `import express from "express";
import { retent, retentRoutes } from "./${serverFile}";

if (process.env.RETENTBASE_ENVIRONMENT === "prod") {
  throw new Error("Every visitor is customer_1 here: put your own sign-in in its place first.");
}
const app = express();

// Stands in for your sign-in, so that there is a customer to try it with.
app.use((request, _response, next) => {
  request.user = { id: "customer_1" };
  next();
});
app.use("${routesPath(publicUrl)}", retentRoutes);
retent.start();

app.get("/", (_request, response) => {
  response.send(\`<!doctype html>
<html lang="en">
<meta name="viewport" content="width=device-width">
<title>Your account</title>
<h1>Your account</h1>
${buttonTag(publicUrl)}
</html>\`);
});

const port = Number(process.env.PORT || ${isLocal && port !== "" ? port : 3000});
const server = app.listen(port, "127.0.0.1");
server.on("listening", () => console.log(\`The account page: \${process.env.RETENT_PUBLIC_URL}\`));
server.on("error", (error) => {
  console.error(
    error.code === "EADDRINUSE"
      ? \`Port \${port} is taken: stop what listens there, or set PORT and the port in RETENT_PUBLIC_URL.\`
      : error.message,
  );
  process.exit(1);
});
`,
  };
}

/** Whom the starter's stand-in for a sign-in names. */
export const starterCustomerSource = `/**
 * Says who is signed in: whom the sign-in of the server has found.
 * Never believe what the browser claims, such as a user id in a query, a field or a header.
 */
function findCustomer(request) {
  return request.user ? { userId: request.user.id } : null;
}`;
