import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fromRoot } from "@retent/test-support/tools";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { findWorkflowFaults } from "./workflow-faults.ts";

interface Step {
  uses?: string;
  run?: string;
  if?: string;
  env?: Record<string, string>;
  with?: Record<string, string>;
}

interface Job {
  if?: string;
  needs?: string;
  uses?: string;
  permissions?: Record<string, string>;
  steps?: Step[];
}

const folder = fromRoot(".github/workflows");
const files = readdirSync(folder);
const read = (file: string) => readFileSync(`${folder}/${file}`, "utf8");
const ci = parse(read("ci.yml"));
const release = parse(read("release.yml"));
const jobs: Record<string, Job> = release.jobs;
const stepsOf = (name: string) => jobs[name]?.steps ?? [];

test.each(files)("GitHub's parser takes %s", async (file) => {
  expect(await findWorkflowFaults(read(file))).toEqual([]);
});

test.each([
  ["a wrong key", "timeout-minutes: 30", "timeout-minuts: 30"],
  ["a wrong permission", "attestations: write", "attestation: write"],
  ["an expression that does not end", "vars.IMAGE_USER || github.actor", "vars.IMAGE_USER ||"],
  ["a job that is not there", "needs: check", "needs: checks"],
])("it refuses %s", async (_, right, wrong) => {
  const text = read("release.yml");
  expect(text).toContain(right);
  expect(await findWorkflowFaults(text.replace(right, wrong))).not.toEqual([]);
});

test.each(files)("%s pins each action by its commit, and names the version", (file) => {
  const used = read(file).match(/\buses: (?!\.\/).*/g) ?? [];
  expect(used).not.toEqual([]);
  for (const each of used) expect(each).toMatch(/^uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
});

test("CI runs the one script, without rights to write", () => {
  expect(ci.permissions).toEqual({ contents: "read" });
  expect(ci.jobs.check.steps.map((step: Step) => step.run)).toContain("bash .ci/run");
  expect(existsSync(fromRoot(".ci/run"))).toBe(true);
});

test("a release is a version's tag, pushed by the repository's owner, that has passed CI", () => {
  expect(release.on).toEqual({ push: { tags: ["v[0-9]*"] } });
  expect(jobs.check).toMatchObject({
    if: "github.actor == (vars.RELEASER || github.repository_owner)",
    uses: "./.github/workflows/ci.yml",
  });
  const others = Object.entries(jobs).filter(([name]) => name !== "check");
  for (const [, job] of others) expect(job.needs).toBe("check");
});

test("no job of a release may do more than it has to", () => {
  expect(release.permissions).toEqual({});
  expect(jobs.packages?.permissions).toEqual({ contents: "read", "id-token": "write" });
  expect(jobs.image?.permissions).toEqual({
    contents: "read",
    packages: "write",
    "id-token": "write",
    attestations: "write",
  });
});

test("all packages are published with provenance, and no private one", () => {
  const manifests = readdirSync(fromRoot("packages")).map((name) =>
    JSON.parse(readFileSync(fromRoot(`packages/${name}/package.json`), "utf8")),
  );
  const published = manifests.filter((manifest) => !manifest.private);
  expect(published.length).toBeGreaterThan(4);
  for (const { publishConfig } of published) expect(publishConfig).toMatchObject({ provenance: true });
  expect(stepsOf("packages").at(-1)?.run).toContain("changeset publish");
});

test("the image is signed and attested by the digest that was pushed", () => {
  const uses = (action: string) => stepsOf("image").find((step) => step.uses?.startsWith(action))?.with;
  const digest = `\${{ steps.push.outputs.digest }}`;
  expect(uses("docker/build-push-action@")).toMatchObject({ provenance: "mode=max", sbom: true, push: true });
  expect(uses("actions/attest-build-provenance@")).toMatchObject({ "subject-digest": digest });
  const sign = stepsOf("image").find((step) => step.run?.startsWith("cosign sign"));
  expect(sign).toMatchObject({ run: 'cosign sign --yes "$IMAGE@$DIGEST"', env: { DIGEST: digest } });
});

test("every value of an event reaches a script as a variable, never as a part of it", () => {
  for (const file of files) {
    for (const job of Object.values<Job>(parse(read(file)).jobs)) {
      for (const step of job.steps ?? []) expect(step.run ?? "").not.toMatch(/\$\{\{/);
    }
  }
});
