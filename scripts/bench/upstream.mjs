// RetentBase that answers every call at once, in a process of its own: says its port, then answers until its parent has gone.
import { createServer } from "node:http";

let links = 0;
const server = createServer((request, response) => {
  request.resume();
  request.on("end", () => {
    const body = request.url === "/api/v1/cancel-link" ? JSON.stringify(createLink()) : "{}";
    response.setHeader("content-type", "application/json").end(body);
  });
});
server.listen(0, "127.0.0.1", () => process.send(server.address().port));
process.on("disconnect", () => process.exit());

function createLink() {
  links += 1;
  return {
    url: `http://127.0.0.1:${server.address().port}/c/${links}`,
    expires_at: new Date(Date.now() + 3_600_000).toISOString(),
    environment: "sandbox",
    session_id: `cs_${process.pid}_${links}`,
  };
}
