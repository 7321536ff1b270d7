import { Agent, request } from "node:http";
import { text } from "node:stream/consumers";
import { findProgram } from "./programs.mjs";
import { startNginx } from "./start-nginx.mjs";

export const fronts = [
  [
    "a client that keeps its connection",
    async (port) => createClient(port, { keepAlive: true, maxSockets: 1 }),
  ],
];
if (findProgram("nginx")) fronts.push(["nginx", openNginx]);
else console.log("There is no nginx: tested over a kept connection alone. `npm run programs` gets one.");

async function openNginx(port) {
  const nginx = await startNginx(port);
  const client = createClient(nginx.port, {});
  return {
    send: client.send,
    async close() {
      await client.close();
      await nginx.stop();
    },
  };
}

function createClient(port, options) {
  const agent = new Agent(options);
  return {
    send: ({ body, ...message }) =>
      new Promise((resolve, reject) => {
        const sent = request({ host: "127.0.0.1", port, agent, ...message }, (response) => {
          text(response).then((received) => resolve({ status: response.statusCode, text: received }), reject);
        });
        sent.on("error", reject);
        sent.end(body);
      }),
    close: async () => agent.destroy(),
  };
}
