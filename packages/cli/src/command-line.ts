import { createRedact } from "@retent/retentbase/internal";
import { isStoreError } from "@retent/server/internal";
import { CommandError } from "./command-error.ts";
import { eraseData } from "./commands/customer-erase.ts";
import { exportData } from "./commands/customer-export.ts";
import { listOutbox } from "./commands/outbox-list.ts";
import { retryOutbox } from "./commands/outbox-retry.ts";
import { setOutboxAside } from "./commands/outbox-set-aside.ts";
import { serve } from "./commands/serve.ts";
import { addEnvFile } from "./env-file.ts";
import { ConfigurationError } from "./environment/configuration-error.ts";
import { readSecrets } from "./environment/secrets.ts";
import { type Environment, readDatabase } from "./environment.ts";
import { type Flags, parseFlags, quote, refuseForeignFlags } from "./flags.ts";
import { formatServeHelp, helpText } from "./help.ts";
import type { Host } from "./host.ts";
import { describeError } from "./log/describe-error.ts";
import { explainStoreError } from "./store-error.ts";
import { readVersion } from "./version.ts";

type Command = (host: Host) => Promise<number>;

/**
 * Runs one command of `retent`. Never rejects.
 *
 * @param args the arguments after `retent` on the command line
 * @returns the exit status
 */
export async function run(args: readonly string[], host: Host): Promise<number> {
  let { env } = host;
  try {
    const { command, envFile } = parseCommand(args);
    if (envFile !== undefined) env = addEnvFile(host, envFile);
    // Copying the host would open its standard input.
    return await command(Object.create(host, { env: { value: env } }));
  } catch (error) {
    const redact = createRedact(readSecrets(env));
    host.stderr.write(redact(`retent: ${describe(error, env)}\n`));
    return 1;
  }
}

function describe(error: unknown, env: Environment): string {
  if (error instanceof ConfigurationError) return `the environment can't be used\n${error.message}`;
  if (error instanceof CommandError) return error.message;
  if (isStoreError(error)) {
    const { cause, remedy } = explainStoreError(error, readDatabase(env).url);
    return `${cause} – ${remedy}`;
  }
  return `something went wrong: ${JSON.stringify(describeError(error, { withDetail: false }))}`;
}

/**
 * Parses the arguments into a command that is ready to run, and the env file that it reads.
 *
 * @throws {CommandError} for an unknown command or flag
 */
export function parseCommand(args: readonly string[]): { command: Command; envFile: string | undefined } {
  const { flags, words } = parseFlags(args);
  const command = toCommand(words, flags);
  // Setup makes the file that other commands read.
  return { command, envFile: words[0] === "setup" ? undefined : flags["env-file"] };
}

function toCommand([name, ...rest]: readonly string[], flags: Flags): Command {
  if (flags.help) return print(name === "serve" ? formatServeHelp() : helpText);
  if (flags.version) return print(`${readVersion()}\n`);
  refuseForeignFlags(name === "outbox" ? `outbox ${rest[0]}` : name, flags);
  if (name === "outbox") return parseOutbox(rest, flags);
  if (name === "export" || name === "erase") return parseCustomer(name, rest, flags);
  if (name === "snippet") {
    refuseMore("snippet", rest);
    return async (host) => {
      const { snippet } = await import("./commands/snippet.ts");
      return snippet(host, flags);
    };
  }
  if (name === "doctor") {
    refuseMore("doctor", rest);
    return async (host) => {
      const { doctor } = await import("./commands/doctor.ts");
      return doctor(host, { readsToken: flags.token === true });
    };
  }
  if (name === "setup") {
    refuseMore("setup", rest);
    return async (host) => {
      const { setup } = await import("./commands/setup.ts");
      return setup(host, flags["env-file"], { asksAll: flags.all === true });
    };
  }
  if (name === "init") {
    refuseMore("init", rest);
    return async (host) => {
      const { init } = await import("./commands/init.ts");
      return init(host, flags);
    };
  }
  const command = name === undefined ? undefined : commands[name];
  if (!command) {
    const what = name === undefined ? "name a command" : `unknown command ${quote(name)}`;
    throw new CommandError("usage", `${what}; see retent --help`);
  }
  refuseMore(String(name), rest);
  return command;
}

function parseOutbox([action, ...rest]: string[], { dead, "set-aside": setAside, limit }: Flags): Command {
  if (action === "retry") return (host) => retryOutbox(host, rest);
  if (action === "set-aside") {
    if (rest.length === 0)
      throw new CommandError("usage", "outbox set-aside: name an event id; see retent --help");
    return (host) => setOutboxAside(host, rest);
  }
  if (action !== "list")
    throw new CommandError(
      "usage",
      "expected: outbox list, outbox retry or outbox set-aside; see retent --help",
    );
  refuseMore("outbox list", rest);
  if (dead && setAside)
    throw new CommandError("usage", "use --dead or --set-aside, not both; see retent --help");
  const state = dead ? "dead" : setAside ? "set_aside" : undefined;
  return (host) => listOutbox(host, { limit: parseLimit(limit), ...(state && { state }) });
}

function parseCustomer(name: "export" | "erase", [userId, ...rest]: string[], flags: Flags): Command {
  if (!userId) throw new CommandError("usage", `${name}: name a user id; see retent --help`);
  refuseMore(name, rest);
  if (name === "export") return (host) => exportData(host, userId, flags.out);
  return (host) => eraseData(host, userId, { yes: flags.yes === true, force: flags.force === true });
}

const commands: Record<string, Command | undefined> = Object.assign(Object.create(null), {
  serve,
});

function print(text: string): Command {
  return async ({ stdout }) => {
    stdout.write(text);
    return 0;
  };
}

function refuseMore(command: string, rest: readonly string[]): void {
  if (rest[0] !== undefined)
    throw new CommandError("usage", `${command} does not take ${quote(rest[0])}; see retent --help`);
}

function parseLimit(limit: string | undefined): number {
  if (limit === undefined) return 100;
  if (/^[1-9]\d{0,5}$/.test(limit)) return Number(limit);
  throw new CommandError("usage", "--limit: must be an integer above 0");
}
