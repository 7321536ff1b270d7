// Prints the bytes of the server as a bundler makes it, with the libraries in it; fails above the limit.
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "vite";

/** What `import "@retent/server"` may load, in bytes after gzip: bundled and minified, with everything that it needs. */
const maxCoreBytes = 120_000;

const { output } = await build({
  configFile: false,
  logLevel: "warn",
  build: {
    ssr: fileURLToPath(import.meta.resolve("@retent/server")),
    write: false,
    minify: true,
    rolldownOptions: { external: ["pg", "stripe", "standardwebhooks"] },
  },
  ssr: { noExternal: true },
});
const chunks = new Map(output.map((chunk) => [chunk.fileName, chunk]));

/** A file and what it imports at once; what is loaded only when it is needed stays out. */
function loadedWith(fileName, loaded = new Set()) {
  const chunk = chunks.get(fileName);
  if (chunk === undefined || loaded.has(chunk)) return loaded;
  loaded.add(chunk);
  for (const imported of chunk.imports) loadedWith(imported, loaded);
  return loaded;
}

const weigh = (files) => [...files].reduce((sum, { code }) => sum + gzipSync(code, { level: 9 }).length, 0);
const core = weigh(loadedWith(output.find(({ isEntry }) => isEntry).fileName));
const all = weigh(chunks.values());
console.log(`@retent/server is ${core} bytes, bundled, after gzip; the limit is ${maxCoreBytes}.`);
console.log(
  `Another ${all - core} bytes are loaded when a page needs them: languages, the operator's pages.`,
);
process.exit(core <= maxCoreBytes ? 0 : 1);
