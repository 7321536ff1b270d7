import { posix } from "node:path";
import { routesPath } from "./button-tag.ts";
import type { Project } from "./project.ts";
import { type Answers, appFolder } from "./questions.ts";
import type { Scaffold } from "./scaffold.ts";
import { applyDecisionSource, findCustomerSource, getModuleStyle, serverSource } from "./server-source.ts";

/**
 * The server's module, a route handler, the start of the outbox, the button, and the configuration of
 * Next.js.
 */
export function nextScaffold(project: Project, { publicUrl, folder }: Answers): Scaffold {
  const { typed } = getModuleStyle(project);
  const extension = project.usesTypeScript ? "ts" : "js";
  const app = appFolder(project);
  const serverFile = posix.join(folder, `retent.${extension}`);
  const routeFolder = `${app}/api/retent/[...path]`;
  const instrumentationFolder = posix.dirname(app);
  // Next.js resolves TypeScript files without their extension, but JavaScript modules only with it.
  const importFrom = (from: string) => {
    const path = posix.relative(from, posix.join(folder, project.usesTypeScript ? "retent" : "retent.js"));
    return path.startsWith(".") ? path : `./${path}`;
  };
  const server = `import { ${typed("type BillingAnswer, type CancellationResult, ")}createRetent${typed(", type Customer")}, OptionsError${typed(", type Retent")} } from "@retent/server";
import { createSqliteStore } from "@retent/server/sqlite";

/**
 * One server for the whole process, because Next.js loads this module more than once. A build does not open
 * it.
 */
export function getRetent()${typed(": Retent")} {
  const shared${typed(": typeof globalThis & { retent?: Retent }")} = globalThis;
  shared.retent ??= openRetent();
  return shared.retent;
}

function openRetent()${typed(": Retent")} {
  ${serverSource(project, { binding: "return" }).replaceAll("\n", "\n  ").replaceAll(/^ +$/gm, "")}
}

${findCustomerSource(`async function findCustomer()${typed(": Promise<Customer | null>")}`, "const session = await auth(); return session?.user?.id ? { userId: session.user.id } : null;")}

${applyDecisionSource(project)}
`;
  const route = `import { getRetent } from "${importFrom(routeFolder)}";

/** The cancel routes. */
function handle(request${typed(": Request")})${typed(": Promise<Response>")} {
  return getRetent().fetch(request, undefined);
}

export { handle as GET, handle as HEAD, handle as OPTIONS, handle as POST };
`;
  const instrumentation = `/** Next.js calls this when the server starts: outcomes reach RetentBase while it runs. */
export async function register()${typed(": Promise<void>")} {
  if (process.env.NEXT_RUNTIME === "nodejs") {
    const { getRetent } = await import("${importFrom(instrumentationFolder)}");
    getRetent().start();
  }
}
`;
  const config = `/** @type {import("next").NextConfig} */
export default {
  // It is not bundled, because it uses node:sqlite.
  serverExternalPackages: ["@retent/server"],
};
`;
  const buttonFile = posix.join(folder, `retent-cancel-button.${project.usesTypeScript ? "tsx" : "jsx"}`);
  return {
    serverFile,
    files: [
      { path: serverFile, content: server },
      { path: `${routeFolder}/route.${extension}`, content: route },
      { path: posix.join(instrumentationFolder, `instrumentation.${extension}`), content: instrumentation },
      { path: "next.config.mjs", content: config, marker: "@retent/server" },
      { path: buttonFile, content: buttonSource(routesPath(publicUrl), typed) },
    ],
    mount: "",
    settings: "Copy the lines of .env.example into .env, which Next.js loads",
    tag: `into your account page: <RetentCancelButton />, from ${buttonFile}`,
    typePackages: ["@types/node", "@types/react"],
  };
}

function buttonSource(path: string, typed: (type: string) => string): string {
  return `import { createElement } from "react";

/** The cancel button. Without JavaScript, the form inside does the same. */
export function RetentCancelButton({ returnTo = "/" }${typed(": { returnTo?: string }")}) {
  return (
    <>
      <script async type="module" src="${path}/button.js" />
      {createElement(
        "retent-cancel-button",
        { "return-to": returnTo },
        <form method="post" action="${path}/cancel-link" data-turbo="false">
          <button type="submit">Cancel subscription</button>
        </form>,
      )}
    </>
  );
}
`;
}
