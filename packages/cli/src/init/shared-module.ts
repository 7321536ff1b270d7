import type { Project } from "./project.ts";
import { applyDecisionSource, findCustomerSource, getModuleStyle, serverSource } from "./server-source.ts";

interface SharedParts {
  /** Import lines beside the core and the SQLite store. */
  imports?: string[];
  /** What the route passes to `identify`, with its type. Default: nothing */
  parameter?: { name: string; type: string };
  /** An example of `findCustomer`'s body. */
  example: string;
  /** `findCustomer` gets the request itself. Default: it gets `parameter` */
  takesRequest?: boolean;
  /** Nothing of the framework runs when its server starts, so the outbox starts with the first request. Default: false */
  startsAtFirst?: boolean;
}

/**
 * The module of a framework that has files for routes. It is opened when it is first needed, because a build
 * loads it too.
 */
export function sharedModule(
  project: Project,
  { imports = [], parameter, takesRequest, example, startsAtFirst }: SharedParts,
): string {
  const { typed } = getModuleStyle(project);
  const native = parameter ? `<${parameter.type}>` : "";
  const typedParameter = parameter && `${parameter.name}${typed(`: ${parameter.type}`)}`;
  const input = takesRequest ? `request${typed(": Request")}` : typedParameter;
  const signature = `async function findCustomer(${input ? `_${input}` : ""})${typed(": Promise<Customer | null>")}`;
  const server = serverSource(project, {
    binding: startsAtFirst ? "const retent =" : "return",
    ...(typedParameter && { parameter: typedParameter }),
  });
  const body = startsAtFirst ? `${server}\nretent.start();\nreturn retent;` : server;
  return `import { ${typed("type BillingAnswer, type CancellationResult, ")}createRetent${typed(", type Customer")}, OptionsError${typed(", type Retent")} } from "@retent/server";
${['import { createSqliteStore } from "@retent/server/sqlite";', ...imports].filter((line) => line !== "").join("\n")}

/**
 * One server for the whole process, because the framework may load this module more than once. A build does not
 * open it.${startsAtFirst ? " Outcomes reach RetentBase from the first request on." : ""}
 */
export function getRetent()${typed(`: Retent${native}`)} {
  const shared${typed(`: typeof globalThis & { retent?: Retent${native} }`)} = globalThis;
  shared.retent ??= openRetent();
  return shared.retent;
}

function openRetent()${typed(`: Retent${native}`)} {
  ${body.replaceAll("\n", "\n  ").replaceAll(/^ +$/gm, "")}
}

${findCustomerSource(signature, example)}

${applyDecisionSource(project)}
`;
}
