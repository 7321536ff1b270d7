import { posix } from "node:path";
import type { Project } from "./project.ts";
import type { Answers } from "./questions.ts";
import { getExtension, importPath, routeFilesScaffold } from "./route-files.ts";
import type { Scaffold } from "./scaffold.ts";
import { getModuleStyle } from "./server-source.ts";
import { sharedModule } from "./shared-module.ts";

/** The server's module, an event handler, the start of the outbox by a plugin of the server, and the tag's name. */
export function nuxtScaffold(project: Project, answers: Answers): Scaffold {
  const { typed } = getModuleStyle(project);
  const extension = getExtension(project);
  const module = posix.join(answers.folder, "retent");
  const serverFile = `${module}.${extension}`;
  const routeFolder = "server/api/retent";
  const server = sharedModule(project, {
    imports: [typed('import type { H3Event } from "h3";')],
    parameter: { name: "event", type: "H3Event" },
    example: "const { user } = await getUserSession(event); return user ? { userId: user.id } : null;",
  });
  const handler = `import { getRetent } from "${importPath(project, routeFolder, module)}";

/** The cancel routes. */
export default defineEventHandler((event) =>
  getRetent().fetch(toWebRequest(event), event, getRequestIP(event)),
);
`;
  const plugin = `import { getRetent } from "${importPath(project, "server/plugins", module)}";

/** Nitro calls this when the server starts: outcomes reach RetentBase while it runs. */
export default defineNitroPlugin((nitro) => {
  if (import.meta.prerender) return;
  getRetent().start();
  nitro.hooks.hook("close", () => getRetent().stop());
});
`;
  const config = `export default defineNuxtConfig({
  vue: { compilerOptions: { isCustomElement: (tag) => tag === "retent-cancel-button" } },
});
`;
  return routeFilesScaffold(answers, {
    serverFile,
    files: [
      { path: serverFile, content: server },
      { path: `${routeFolder}/[...path].${extension}`, content: handler },
      { path: `server/plugins/retent.${extension}`, content: plugin },
      { path: `nuxt.config.${extension}`, content: config, marker: "retent-cancel-button" },
    ],
    development: "Nuxt loads it during development",
    production: "node --env-file=.env .output/server/index.mjs",
    tagNote: ", the script by useHead({ script: [{ type: 'module', src }] })",
  });
}
