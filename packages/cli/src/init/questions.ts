import { existsSync } from "node:fs";
import { join, posix } from "node:path";
import { CommandError } from "../command-error.ts";
import { formatProblem } from "../environment/configuration-error.ts";
import { findPublicUrlProblem } from "../environment/url-problems.ts";
import { type Framework, findFramework, frameworks, type Project } from "./project.ts";

/** The answers to the three questions of `retent init`. */
export interface Answers {
  framework: Framework;
  /** URL of the site, without a trailing slash. */
  publicUrl: string;
  /**
   * Folder for the new files, relative to the project and with slashes; empty for the project's folder
   * itself.
   */
  folder: string;
}

/** A question, and how an answer to it is read. */
export interface Question<Answer> {
  /** The flag that can give the answer. */
  flag: "framework" | "public-url" | "folder";
  text: string;
  standard: string;
  /** @throws {CommandError} for an answer that can't be used */
  parse(answer: string): Answer;
}

/** @throws {CommandError} for a project with none of the frameworks, unless the flag names one */
export function frameworkQuestion(project: Project, isAnswered: boolean): Question<Framework> {
  const standard = findFramework(project);
  if (!standard && !isAnswered) {
    throw new CommandError(
      "unsuitable_project",
      `init: package.json names none of ${frameworks.join(", ")}: install one, or name it with --framework`,
    );
  }
  return {
    flag: "framework",
    text: `Which framework: ${frameworks.join(", ")}?`,
    standard: standard ?? "express",
    parse(answer) {
      const wanted = answer.toLowerCase().replace(/\.?js$/, "");
      const framework = frameworks.find((name) => name === wanted);
      if (framework) return framework;
      throw new CommandError("usage", `--framework: must be one of ${frameworks.join(", ")}`);
    },
  };
}

/** The ports of development servers, where they are not 3000. */
const ports: Partial<Record<Framework, number>> = {
  astro: 4321,
  deno: 8000,
  "react-router": 5173,
  sveltekit: 5173,
};

export const publicUrlQuestion = (framework: Framework): Question<string> => ({
  flag: "public-url",
  text: "At which URL do you reach the site during development?",
  standard: `http://localhost:${ports[framework] ?? 3000}`,
  parse(answer) {
    const problem = findPublicUrlProblem(answer);
    if (problem) throw new CommandError("usage", `--public-url ${formatProblem(problem)}`);
    const { href } = new URL(answer);
    // It is written into an env file and a tag, in which quotes, dollars and spaces have special meanings.
    if (/^[\w.~:/[\]-]+$/.test(href)) return href.replace(/\/+$/, "");
    throw new CommandError(
      "usage",
      "--public-url holds special characters: use only letters, digits and .~:/-",
    );
  },
});

/** Where frameworks have the modules of their server. */
const serverFolders: Partial<Record<Framework, string>> = {
  astro: "src/lib",
  nuxt: "server/utils",
  "react-router": "app/lib",
  sveltekit: "src/lib/server",
  tanstack: "src/lib",
};

function findFolder(project: Project, framework: Framework): string {
  if (framework === "next") return posix.join(posix.dirname(findNextRoutes(project).folder), "lib");
  return serverFolders[framework] ?? (existsSync(join(project.folder, "src")) ? "src" : ".");
}

export function folderQuestion(project: Project, framework: Framework): Question<string> {
  return {
    flag: "folder",
    text: "Which folder should the server code go in?",
    standard: findFolder(project, framework),
    parse(answer) {
      const names = answer.split("/").filter((name) => name !== "" && name !== ".");
      // A name that starts with a dot leads out of the project, or into the folder of a tool.
      const isAllowed = names.every((name) => /^[\w-][\w.-]*$/.test(name) && name !== "node_modules");
      if (isAllowed && !answer.startsWith("/")) return names.join("/");
      throw new CommandError(
        "usage",
        "--folder: name a folder inside the project, like src/server, with only letters, digits and .-_",
      );
    },
  };
}

/** Where Next.js looks for routes. A project that has both routers gets the App Router's. */
export interface NextRoutes {
  folder: string;
  router: "app" | "pages";
}

/** @throws {CommandError} if the project has no routes */
export function findNextRoutes({ folder: root }: Project): NextRoutes {
  for (const router of ["app", "pages"] as const) {
    const folder = [router, `src/${router}`].find((path) => existsSync(join(root, path)));
    if (folder !== undefined) return { folder, router };
  }
  throw new CommandError(
    "unsuitable_project",
    "init: there is no app or pages folder, nor one of these in src: Next.js looks for routes there",
  );
}
