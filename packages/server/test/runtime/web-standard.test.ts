import { isBuiltin } from "node:module";
import { fileURLToPath } from "node:url";
import { createEmulator } from "@retent/emulator";
import { startWorkerd } from "@retent/test-support/start-workerd";
import { build } from "vite";
import { expect, onTestFinished, test } from "vitest";
import { createBrowser } from "../browser.ts";
import { answerQuestions } from "../hosted-page.ts";
import { sendTo } from "../transport.ts";

/** The built core in a worker, with all that it needs in one file, and what of Node.js it asks for. */
async function bundleWorker(): Promise<{ code: string; imports: string[]; builtins: string[] }> {
  const builtins: string[] = [];
  const output = await build({
    configFile: false,
    logLevel: "error",
    build: {
      write: false,
      minify: false,
      target: "es2022",
      lib: { entry: fileURLToPath(new URL("worker.ts", import.meta.url)), formats: ["es"] },
      // The languages of the pages are loaded when they are needed, and belong to the core too.
      rolldownOptions: { output: { codeSplitting: false } },
    },
    plugins: [
      {
        name: "node-builtins",
        // Before Vite puts an empty module in their place, which would hide them.
        enforce: "pre",
        resolveId(id, importer) {
          if (!isBuiltin(id)) return null;
          builtins.push(`${id} by ${importer}`);
          return { id, external: true };
        },
      },
    ],
  });
  const chunks = [output].flat().flatMap((result) => ("output" in result ? result.output : []));
  const [chunk, ...others] = chunks.filter((file) => file.type === "chunk");
  if (!chunk || others.length > 0) throw new Error("expected a bundle of one file");
  const imports = [...chunk.imports, ...chunk.dynamicImports].filter((file) => file !== chunk.fileName);
  return { code: chunk.code, imports, builtins };
}

/** The core on workerd, with the emulator as its RetentBase. */
async function openWorker() {
  const { code, imports, builtins } = await bundleWorker();
  expect(builtins).toEqual([]);
  expect(imports).toEqual([]);
  const emulator = await createEmulator({ port: 0, returnHosts: ["shop.example"] });
  onTestFinished(() => emulator.close());
  const variables = {
    PUBLIC_URL: "https://shop.example/api/retent",
    RETENTBASE_URL: emulator.url,
    RETENTBASE_API_KEY: emulator.apiKey,
    RETENTBASE_SIGNING_SECRET: emulator.signingSecret,
    RETENTBASE_WORKSPACE_KEY: emulator.workspaceKey,
  };
  const worker = await startWorkerd({ code, variables });
  onTestFinished(() => worker.remove());
  const browser = createBrowser(sendTo(worker.port), "https://shop.example/api/retent");
  /** What the runtime's timer would set off. */
  const drain = async () => (await browser.get("https://shop.example/timer")).json();
  return { emulator, browser, drain };
}

test("on a runtime that has web standards alone, customers leave with RetentBase and without it", async () => {
  const { emulator, browser, drain } = await openWorker();
  expect(await (await browser.get("/health")).json()).toEqual({ status: "ok" });
  expect(await drain()).toEqual([]);

  const link = await (await browser.postJson("/cancel-link", {})).json();
  expect(link).toMatchObject({ fallback: null });
  const { url, eventId } = link as { url: string; eventId: string };
  const token = await answerQuestions(url, "decline");
  const posts = await Promise.all([1, 2, 3].map(() => browser.postJson("/result", { token })));
  for (const response of posts) {
    expect(await response.json()).toMatchObject({ status: "settled", outcome: "churned" });
  }

  emulator.addFault({ endpoint: "cancel-link", status: 503 });
  const started = await browser.postForm("/cancel-link");
  const page = await (await browser.get(started.headers.get("location") ?? "")).text();
  const event = /name="event" value="([^"]+)"/.exec(page)?.[1] ?? "";
  expect((await browser.postForm("/cancel", { event })).status).toBe(303);
  expect(await (await browser.get(`/cancel?event=${event}`)).text()).toContain(
    "We have received your cancellation",
  );

  await drain();
  expect(
    emulator
      .state()
      .events.map((told) => [told.eventId, told.outcome])
      .sort(),
  ).toEqual(
    [
      [eventId, "churned"],
      [event, "churned"],
    ].sort(),
  );
});
