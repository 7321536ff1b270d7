import { posix } from "node:path";
import type { Project } from "./project.ts";
import type { Answers } from "./questions.ts";
import { getExtension, importPath, routeFilesScaffold } from "./route-files.ts";
import type { Scaffold } from "./scaffold.ts";
import { sharedModule } from "./shared-module.ts";

/** The server's module and a server route. */
export function tanStackScaffold(project: Project, answers: Answers): Scaffold {
  const extension = getExtension(project);
  const module = posix.join(answers.folder, "retent.server");
  const serverFile = `${module}.${extension}`;
  const routeFolder = "src/routes/api/retent";
  const server = sharedModule(project, {
    takesRequest: true,
    startsAtFirst: true,
    example:
      "const session = await auth.api.getSession({ headers: request.headers }); return session ? { userId: session.user.id } : null;",
  });
  const route = `import { createFileRoute } from "@tanstack/react-router";
import { getRetent } from "${importPath(project, routeFolder, module)}";

/** The cancel routes, for every method. */
export const Route = createFileRoute("/api/retent/$")({
  server: {
    handlers: { ANY: ({ request }) => getRetent().fetch(request, undefined) },
  },
});
`;
  return routeFilesScaffold(answers, {
    serverFile,
    files: [
      { path: serverFile, content: server },
      { path: `${routeFolder}/$.${extension}`, content: route },
    ],
    development: "During development: node --env-file=.env node_modules/vite/bin/vite.js dev",
    production: "node --env-file=.env .output/server/index.mjs",
  });
}
