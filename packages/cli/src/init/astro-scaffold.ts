import { posix } from "node:path";
import type { Project } from "./project.ts";
import type { Answers } from "./questions.ts";
import { getExtension, importPath, routeFilesScaffold } from "./route-files.ts";
import type { Scaffold } from "./scaffold.ts";
import { getModuleStyle } from "./server-source.ts";
import { sharedModule } from "./shared-module.ts";

/** The server's module and an endpoint for every method. */
export function astroScaffold(project: Project, answers: Answers): Scaffold {
  const { typed } = getModuleStyle(project);
  const extension = getExtension(project);
  const module = posix.join(answers.folder, "retent");
  const serverFile = `${module}.${extension}`;
  const routeFolder = "src/pages/api/retent";
  const server = sharedModule(project, {
    imports: [typed('import type { APIContext } from "astro";')],
    parameter: { name: "context", type: "APIContext" },
    startsAtFirst: true,
    example: "return context.locals.user ? { userId: context.locals.user.id } : null;",
  });
  const endpoint = `${typed('import type { APIRoute } from "astro";\n')}import { getRetent } from "${importPath(project, routeFolder, module)}";

export const prerender = false;

/** The cancel routes, for every method. */
export const ALL${typed(": APIRoute")} = (context) =>
  getRetent().fetch(context.request, context, context.clientAddress);
`;
  return routeFilesScaffold(answers, {
    serverFile,
    files: [
      { path: serverFile, content: server },
      { path: `${routeFolder}/[...path].${extension}`, content: endpoint },
    ],
    mount: 'by an adapter, such as @astrojs/node with mode: "standalone", in astro.config.mjs',
    development: "During development: node --env-file=.env node_modules/.bin/astro dev",
    production: "node --env-file=.env dist/server/entry.mjs",
    tagNote: ", the script with is:inline",
  });
}
