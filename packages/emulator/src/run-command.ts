import { parseArgs } from "node:util";
import { createEmulator } from "./create-emulator.ts";
import { type EmulatorOptions, emulatorDefaults } from "./options.ts";

const help = `retent-emulator: a local RetentBase, with the API, the hosted pages and an inspector

  --port NUMBER            default ${emulatorDefaults.port}; 0 takes a free one
  --host ADDRESS           loopback only, default ${emulatorDefaults.host}
  --api-key KEY            default ${emulatorDefaults.apiKey}
  --signing-secret SECRET  at least 32 bytes, default ${emulatorDefaults.signingSecret}
  --workspace-key KEY      default ${emulatorDefaults.workspaceKey}
  --plan PLAN              advanced or core, default ${emulatorDefaults.plan}
  --shop-name NAME         what the hosted pages call the merchant, default "${emulatorDefaults.shopName}"
  --state FILE             keep sessions and events in this file over a restart
  --help                   show this
`;

const flags = {
  port: { type: "string" },
  host: { type: "string" },
  "api-key": { type: "string" },
  "signing-secret": { type: "string" },
  "workspace-key": { type: "string" },
  plan: { type: "string" },
  "shop-name": { type: "string" },
  state: { type: "string" },
  help: { type: "boolean" },
} as const;

/** What the command needs of the process that it runs in. */
export interface CommandHost {
  args: string[];
  environment: Record<string, string | undefined>;
  stdout: (text: string) => void;
  stderr: (text: string) => void;
  /** Resolves when the process is asked to stop. */
  stopped: Promise<unknown>;
}

/** Runs the `retent-emulator` command until it is stopped; resolves to the exit code. */
export async function runCommand(host: CommandHost): Promise<number> {
  try {
    if (host.environment.NODE_ENV === "production") {
      throw new Error("this is a stand-in for development and does not run with NODE_ENV=production");
    }
    const { values } = parseArgs({ args: host.args, options: flags });
    if (values.help) {
      host.stdout(help);
      return 0;
    }
    const emulator = await createEmulator(toOptions(values));
    host.stdout(`RetentBase emulator: ${emulator.url}\n`);
    await host.stopped;
    await emulator.close();
    return 0;
  } catch (error) {
    host.stderr(`retent-emulator: ${describe(error)}\n`);
    return 1;
  }
}

type Values = { [name in Exclude<keyof typeof flags, "help">]?: string | undefined };

function toOptions(values: Values): EmulatorOptions {
  if (values.port !== undefined && !/^\d+$/.test(values.port)) {
    throw new Error("--port: use a whole number from 0 to 65535");
  }
  const given = {
    port: values.port === undefined ? undefined : Number(values.port),
    host: values.host,
    apiKey: values["api-key"],
    signingSecret: values["signing-secret"],
    workspaceKey: values["workspace-key"],
    plan: values.plan as EmulatorOptions["plan"],
    shopName: values["shop-name"],
    stateFile: values.state,
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

function describe(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/\s*\n\s*/g, " ").replace(/^createEmulator: /, "");
}
