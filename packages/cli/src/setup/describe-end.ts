import { isLoopbackHost } from "@retent/retentbase/internal";
import { readUnfinished } from "../environment.ts";
import { readVariables, type Setup, type Taken } from "./ask.ts";
import { findLineNumber } from "./env-text.ts";

/** What was not asked, one default a line. */
export function describeTaken(taken: readonly Taken[]): string {
  const width = Math.max(...taken.map(({ what }) => what.length));
  const lines = taken.map(({ what, meaning }) => `  ${what.padEnd(width)}  ${meaning}`);
  return ["\nTaken for you (retent setup --all asks):", ...lines].join("\n");
}

/** @param text what the file holds now */
export function describeNextSteps(setup: Setup, path: string, text: string): string {
  const { publicUrl, healthToken } = readUnfinished(readVariables(setup)).options;
  const isLocal = isLoopbackHost(new URL(publicUrl).hostname);
  const steps = [
    `Start the server:  npx retent serve --env-file ${path}${
      isLocal
        ? ""
        : `\n     On a host that has a form for variables, paste the lines of ${path} there instead.`
    }`,
    healthToken === undefined
      ? `Print what to paste into your page:  npx retent snippet --env-file ${path}`
      : `Open ${publicUrl}/admin/setup in your browser.\n     Name: anything. Password: ${describePlace(text, path)}.`,
  ];
  return `Written: ${path}. It holds secrets: you alone may read it, and it must not get into version control.

What to do next:
${steps.map((step, index) => `  ${index + 1}. ${step}`).join("\n")}

To check everything in a terminal instead: npx retent doctor --env-file ${path}`;
}

/** Where the password is. What is printed may be seen or kept. */
function describePlace(text: string, path: string): string {
  const name = "RETENT_HEALTH_TOKEN";
  const line = findLineNumber(text, name);
  return line === undefined ? `${name} of this process` : `what follows ${name}= in line ${line} of ${path}`;
}
