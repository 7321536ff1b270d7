import { fileURLToPath } from "node:url";
import { build } from "vite";

/** One module with everything in it, as a Worker takes it. */
export async function bundle(file: string): Promise<string> {
  const output = await build({
    configFile: false,
    logLevel: "error",
    resolve: { conditions: ["workerd", "worker", "module", "default"] },
    build: {
      write: false,
      minify: false,
      target: "es2022",
      lib: { entry: fileURLToPath(new URL(file, import.meta.url)), formats: ["es"] },
      rolldownOptions: { output: { codeSplitting: false } },
    },
  });
  const chunks = [output].flat().flatMap((result) => ("output" in result ? result.output : []));
  const [chunk, ...others] = chunks.filter((each) => each.type === "chunk");
  if (!chunk || others.length > 0) throw new Error("expected a bundle of one file");
  return chunk.code;
}
