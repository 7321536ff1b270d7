import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { parse } from "yaml";

const folder = fileURLToPath(new URL("..", import.meta.url));

interface Template {
  Resources: {
    Shop: {
      Metadata: {
        BuildProperties: {
          EntryPoints: string[];
          Format: "esm";
          OutExtension: string[];
          External: string[];
          Banner: string[];
        };
      };
      Properties: { Handler: string };
    };
  };
}

/** Bundles the function as `sam build` does by template.yaml, and returns the file of its handler. */
export async function bundleLambda(outdir: string): Promise<string> {
  const template = await readFile(join(folder, "template.yaml"), "utf8");
  const tag = (name: string) => ({ tag: name, resolve: (text: string) => text });
  const { Metadata, Properties } = (
    parse(template, { customTags: [tag("!Ref"), tag("!GetAtt")] }) as Template
  ).Resources.Shop;
  const { EntryPoints, Format, OutExtension, External, Banner } = Metadata.BuildProperties;
  const outExtension = toObject(OutExtension);
  await build({
    absWorkingDir: folder,
    entryPoints: EntryPoints,
    bundle: true,
    platform: "node",
    format: Format,
    outExtension,
    external: External,
    banner: toObject(Banner),
    outdir,
    logLevel: "error",
  });
  return join(outdir, `${Properties.Handler.replace(/\.handler$/, "")}${outExtension[".js"]}`);
}

/** `name=value` each. */
function toObject(pairs: readonly string[]): Record<string, string> {
  return Object.fromEntries(pairs.map((pair) => [pair.split("=", 1)[0], pair.slice(pair.indexOf("=") + 1)]));
}
