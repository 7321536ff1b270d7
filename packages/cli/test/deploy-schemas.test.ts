import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { fromRoot } from "@retent/test-support/tools";
import { DCLinter } from "dclint";
import { afterAll, describe, expect, test } from "vitest";
import { parseAllDocuments } from "yaml";

const run = promisify(execFile);

// Inside the package, so that the types are found from there.
const cache = fromRoot("packages/cli/node_modules/.cache");
mkdirSync(cache, { recursive: true });
const folder = mkdtempSync(join(cache, "deploy-"));

afterAll(() => rmSync(folder, { recursive: true }));

describe("deploy/compose/compose.yaml", () => {
  const text = readFileSync(fromRoot("deploy/compose/compose.yaml"), "utf8");

  /** What the schema of the Compose specification does not allow. */
  function findFaults(compose: string): string[] {
    const file = join(folder, "compose.yaml");
    writeFileSync(file, compose);
    const linter = new DCLinter({ rules: {}, quiet: true, debug: false, exclude: [] });
    const results: { messages: { rule: string; message: string }[] }[] = linter.lintFiles([file], false);
    const messages = results.flatMap((result) => result.messages);
    return messages.filter(({ rule }) => rule === "invalid-schema").map(({ message }) => message);
  }

  test("follows the Compose specification's schema", () => {
    expect(findFaults(text)).toEqual([]);
  });

  test.each([
    ["a wrong key", "read_only:", "readonly:"],
    ["a wrong type", "read_only: true", "read_only: [true]"],
    ["a wrong key further in", "format: raw", "fromat: raw"],
  ])("%s would be found", (_, right, wrong) => {
    expect(text).toContain(right);
    expect(findFaults(text.replace(right, wrong))).not.toEqual([]);
  });
});

describe("deploy/kubernetes.yaml", () => {
  const text = readFileSync(fromRoot("deploy/kubernetes.yaml"), "utf8");

  /** What the types of Kubernetes' own API do not allow, by TypeScript, which refuses unknown keys, too. */
  async function findFaults(manifests: string): Promise<string[]> {
    const checks = parseAllDocuments(manifests).map((document, index) => {
      const object = document.toJS();
      const module = object.apiVersion === "v1" ? "core/v1" : object.apiVersion;
      return [
        `import type { ${object.kind} as Kind${index} } from "kubernetes-types/${module}";`,
        `export const object${index}: Kind${index} = ${JSON.stringify(object)};`,
      ].join("\n");
    });
    const file = join(folder, "kubernetes.ts");
    writeFileSync(file, checks.join("\n"));
    const resolution = ["--module", "esnext", "--moduleResolution", "bundler", "--types", ""];
    const args = ["--noEmit", "--ignoreConfig", "--strict", ...resolution, file];
    const tsc = fromRoot("node_modules/typescript/bin/tsc");
    return run(process.execPath, [tsc, ...args]).then(
      () => [],
      (error) => error.stdout.trim().split("\n"),
    );
  }

  test("follows the types of Kubernetes' API", async () => {
    expect(await findFaults(text)).toEqual([]);
  });

  test.each([
    ["a wrong key", "replicas:", "replcas:"],
    ["a wrong type", "replicas: 1", "replicas: '1'"],
    ["a wrong key further in", "runAsNonRoot:", "runAsNonroot:"],
    ["an unknown kind", "kind: Service", "kind: Servce"],
  ])("%s would be found", async (_, right, wrong) => {
    expect(text).toContain(right);
    expect(await findFaults(text.replace(right, wrong))).not.toEqual([]);
  });
});
