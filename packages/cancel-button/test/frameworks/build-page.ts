import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { compile } from "svelte/compiler";
import { build, type Plugin, type Rolldown } from "vite";

const pages = fileURLToPath(new URL("pages/", import.meta.url));

const svelte: Plugin = {
  name: "svelte",
  transform: (code, id) => (id.endsWith(".svelte") ? compile(code, { generate: "client" }).js : undefined),
};

const forReact18 = [{ find: /^(react|react-dom)(?=\/|$)/, replacement: "$1-18" }];

interface Target {
  isReact18?: boolean;
  /** Warns in the console, as while a page is developed. */
  isDevelopment?: boolean;
}

function configure(entry: string, { isReact18 = false, isDevelopment = false }: Target) {
  const mode = isDevelopment ? "development" : "production";
  // Vite, and what it resolves, depend on this more than on the mode.
  process.env.NODE_ENV = mode;
  return {
    root: pages,
    configFile: false as const,
    logLevel: "error" as const,
    mode,
    define: {
      "process.env.NODE_ENV": JSON.stringify(mode),
      __VUE_OPTIONS_API__: "true",
      __VUE_PROD_DEVTOOLS__: "false",
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: "false",
    },
    plugins: [svelte],
    resolve: {
      alias: [
        ...(isReact18 ? forReact18 : []),
        { find: /^vue$/, replacement: "vue/dist/vue.esm-bundler.js" },
      ],
    },
    input: join(pages, entry),
  };
}

/** The script of a page, as its framework's users would bundle it. */
export async function buildPage(entry: string, target: Target = {}): Promise<string> {
  const { input, ...config } = configure(entry, target);
  const output = (await build({
    ...config,
    build: {
      write: false,
      minify: false,
      modulePreload: false,
      rolldownOptions: { input, output: { codeSplitting: false } },
    },
  })) as Rolldown.RolldownOutput;
  return output.output[0].code;
}

/** What a server sends of the page. */
export async function renderOnServer(target: Target): Promise<string> {
  const { input, ...config } = configure("react-server.tsx", target);
  // Below the package, so that the page finds its libraries.
  const cache = join(pages, "../../../node_modules/.cache");
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, "ssr-"));
  try {
    await build({
      ...config,
      ssr: { noExternal: [/^react/, "@retent/cancel-button"] },
      build: { ssr: input, outDir: folder, rolldownOptions: { output: { entryFileNames: "server.mjs" } } },
    });
    return (await import(pathToFileURL(join(folder, "server.mjs")).href)).html;
  } finally {
    await rm(folder, { recursive: true });
  }
}
