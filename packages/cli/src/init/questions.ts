import { existsSync } from "node:fs";
import { join } from "node:path";
import { CommandError } from "../command-error.ts";
import { formatProblem } from "../environment/configuration-error.ts";
import { findPublicUrlProblem } from "../environment/url-problems.ts";
import { type Framework, frameworks, type Project } from "./project.ts";

/** What the three questions of `retent init` were answered. */
export interface Answers {
  framework: Framework;
  /** Where the site is reached, without a slash at its end. */
  publicUrl: string;
  /** Where our files go, from the project's folder on, with slashes; empty for the folder itself. */
  folder: string;
}

/** A question, and what an answer to it means. */
export interface Question<Answer> {
  /** The flag that answers it. */
  flag: "framework" | "public-url" | "folder";
  text: string;
  standard: string;
  /** @throws {CommandError} for an answer that can't be used */
  parse(answer: string): Answer;
}

/** @throws {CommandError} for a project on none of the frameworks, unless the flag has named one */
export function frameworkQuestion(project: Project, isAnswered: boolean): Question<Framework> {
  const standard = frameworks.find((name) => project.packages.has(name));
  if (!standard && !isAnswered) {
    throw new CommandError(
      "init: package.json names none of express, hono and next: install one, or say which with --framework",
    );
  }
  return {
    flag: "framework",
    text: "Which framework: express, hono or next?",
    standard: standard ?? "express",
    parse(answer) {
      const wanted = answer.toLowerCase().replace(/\.?js$/, "");
      const framework = frameworks.find((name) => name === wanted);
      if (framework) return framework;
      throw new CommandError("--framework: say express, hono or next");
    },
  };
}

export const publicUrlQuestion: Question<string> = {
  flag: "public-url",
  text: "Where do you reach the site while you work on it?",
  standard: "http://localhost:3000",
  parse(answer) {
    const problem = findPublicUrlProblem(answer);
    if (problem) throw new CommandError(`--public-url ${formatProblem(problem)}`);
    const { href } = new URL(answer);
    // It goes into a settings file and a tag, where quotes, dollars and spaces have meanings of their own.
    if (/^[\w.~:/[\]-]+$/.test(href)) return href.replace(/\/+$/, "");
    throw new CommandError("--public-url holds special characters: use letters, digits and .~:/- alone");
  },
};

export function folderQuestion(project: Project, framework: Framework): Question<string> {
  const has = (path: string) => existsSync(join(project.folder, path));
  const source = framework === "next" ? `${appFolder(project).replace(/app$/, "")}lib` : "src";
  return {
    flag: "folder",
    text: "Into which folder of the project shall the server's code go?",
    standard: framework === "next" || has(source) ? source : ".",
    parse(answer) {
      const names = answer.split("/").filter((name) => name !== "" && name !== ".");
      // A name that starts with a dot leads out of the project, or to where tools keep their own things.
      const isFine = names.every((name) => /^[\w-][\w.-]*$/.test(name) && name !== "node_modules");
      if (isFine && !answer.startsWith("/")) return names.join("/");
      throw new CommandError(
        "--folder: name a folder inside the project, like src/server, with letters, digits and .-_ alone",
      );
    },
  };
}

/**
 * The folder of Next.js's App Router.
 *
 * @throws {CommandError} where there is none
 */
export function appFolder({ folder }: Project): "app" | "src/app" {
  const found = (["app", "src/app"] as const).find((path) => existsSync(join(folder, path)));
  if (found) return found;
  throw new CommandError(
    "init: there is neither app nor src/app: the routes are written for the App Router of Next.js",
  );
}
