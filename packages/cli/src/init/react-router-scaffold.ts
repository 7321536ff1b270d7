import { posix } from "node:path";
import type { Project } from "./project.ts";
import type { Answers } from "./questions.ts";
import { getExtension, importPath, routeFilesScaffold } from "./route-files.ts";
import type { Scaffold } from "./scaffold.ts";
import { getModuleStyle } from "./server-source.ts";
import { sharedModule } from "./shared-module.ts";

/** The server's module and a resource route. */
export function reactRouterScaffold(project: Project, answers: Answers): Scaffold {
  const { typed } = getModuleStyle(project);
  const extension = getExtension(project);
  const module = posix.join(answers.folder, "retent.server");
  const serverFile = `${module}.${extension}`;
  const routeFile = `api.retent.$.${extension}`;
  const server = sharedModule(project, {
    takesRequest: true,
    startsAtFirst: true,
    example:
      'const session = await getSession(request.headers.get("cookie")); return session.has("userId") ? { userId: session.get("userId") } : null;',
  });
  const route = `import { getRetent } from "${importPath(project, "app/routes", module)}";

/** The cancel routes. */
export function loader({ request }${typed(": { request: Request }")})${typed(": Promise<Response>")} {
  return getRetent().fetch(request, undefined);
}

export const action = loader;
`;
  return routeFilesScaffold(answers, {
    serverFile,
    files: [
      { path: serverFile, content: server },
      { path: `app/routes/${routeFile}`, content: route },
    ],
    mount: `in app/routes.ts, unless it uses flatRoutes:\nroute("api/retent/*", "routes/${routeFile}"),`,
    development: "During development: node --env-file=.env node_modules/@react-router/dev/bin.js dev",
    production: "node --env-file=.env node_modules/@react-router/serve/bin.cjs build/server/index.js",
  });
}
