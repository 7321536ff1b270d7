import { type VariableName, variableNames, variables } from "./environment/variables.ts";

/** The output of `retent --help`. */
export const helpText = `Usage: retent COMMAND

  init [--yes] [--dry-run]          add the server to your project, after showing every file
       [--framework NAME] [--public-url URL] [--folder FOLDER]
  setup [--all] [--env-file FILE]   ask for what only you can know, try each answer, and write retent.env;
                                    with --all also ask for what has a default
  serve                             run the server, configured by environment variables
  doctor [--token]                  check configuration, store, RetentBase and billing, and say what to do;
                                    with --token also explain a result token from the standard input
  snippet [--lang LANGUAGE]         print the tag to paste into a page, with its integrity hash
       [--builder NAME] [--identity TOOL] [--label TEXT] [--variant NAME] [--size NAME] [--mode NAME]
       [--preset LAW]               a name that does not exist is answered with those that do
  outbox list [--dead | --set-aside] [--limit N]
                                    show what has not reached RetentBase yet, or what was set aside
  outbox retry [EVENT_ID…]          send dead rows again; without ids all of them
  outbox set-aside EVENT_ID…        close these events' dead or failing rows without sending them
  export USER_ID [--out FILE]       everything that is stored about a customer, as JSON
  erase USER_ID [--yes] [--force]   remove it, after asking; with --force also while work is left, which is then lost

  --env-file FILE                   for every command but init: also read environment variables from this file
  --help, --version

retent serve --help lists the environment variables.
`;

/** The output of `retent serve --help`. */
export function formatServeHelp(): string {
  return `Usage: retent serve [--env-file FILE]

Runs the server until SIGTERM or SIGINT. Environment variables configure it, and those of the file that
are not set in the environment:

${variableNames.map(formatVariable).join("\n")}`;
}

function formatVariable(name: VariableName): string {
  const { meaning, secret, isList } = variables[name];
  const marks = [...(secret ? ["secret"] : []), ...(isList ? ["comma-separated"] : [])];
  const suffix = marks.length > 0 ? ` (${marks.join(", ")})` : "";
  return `  ${name}${suffix}\n      ${meaning}\n      If unset: ${findDefault(name)}\n`;
}

/** What a variable is if it is not set, as text. Code is in backticks. */
export function findDefault(name: VariableName): string {
  const { schema, whenUnset } = variables[name];
  const { success, data } = schema.safeParse(undefined);
  return success ? (whenUnset ?? `\`${data}\``) : "required";
}
