import { posix } from "node:path";
import type { Project } from "./project.ts";
import type { Answers } from "./questions.ts";
import { getExtension, importPath, routeFilesScaffold } from "./route-files.ts";
import type { Scaffold } from "./scaffold.ts";
import { getModuleStyle } from "./server-source.ts";
import { sharedModule } from "./shared-module.ts";

/** The server's module, an endpoint for every method, and the start of the outbox by a hook. */
export function svelteKitScaffold(project: Project, answers: Answers): Scaffold {
  const { typed } = getModuleStyle(project);
  const extension = getExtension(project);
  const module = posix.join(answers.folder, "retent");
  const serverFile = `${module}.${extension}`;
  const routeFolder = "src/routes/api/retent/[...path]";
  const server = sharedModule(project, {
    imports: [typed('import type { RequestEvent } from "@sveltejs/kit";')],
    parameter: { name: "event", type: "RequestEvent" },
    example: "return event.locals.user ? { userId: event.locals.user.id } : null;",
  });
  const endpoint = `import { getRetent } from "${importPath(project, routeFolder, module)}";
${typed('import type { RequestHandler } from "./$types";\n')}
/** The cancel routes, for every method. */
export const fallback${typed(": RequestHandler")} = (event) =>
  getRetent().fetch(event.request, event, event.getClientAddress());
`;
  const hooks = `import { building } from "${findEnvironmentModule(project)}";
import { getRetent } from "${importPath(project, "src", module)}";

/** SvelteKit calls this when the server starts: outcomes reach RetentBase while it runs. */
export function init()${typed(": void")} {
  if (!building) getRetent().start();
}
`;
  return routeFilesScaffold(answers, {
    serverFile,
    files: [
      { path: serverFile, content: server },
      { path: `${routeFolder}/+server.${extension}`, content: endpoint },
      { path: `src/hooks.server.${extension}`, content: hooks, marker: "getRetent" },
    ],
    development: "During development: node --env-file=.env node_modules/vite/bin/vite.js dev",
    production: "node --env-file=.env build",
    tagNote: ", the script into its <svelte:head>",
  });
}

/** SvelteKit 3 has renamed it. */
function findEnvironmentModule({ packages }: Project): string {
  const [major = "3"] = /\d+/.exec(packages.get("@sveltejs/kit") ?? "") ?? [];
  return Number(major) < 3 ? "$app/environment" : "$app/env";
}
