// The Worker that variables and secrets alone configure: those of the `retent` command, see docs/cloudflare.md.
import { createNotifier } from "@retent/server/notifications";
import {
  buildFromEnvironment,
  ConfigurationError,
  createBilling,
  type Environment,
  readEnvironment,
} from "./command.ts";
import { createRetentObject, type RetentObjectOptions } from "./create-retent-object.ts";

/** A Worker's variables, secrets and bindings. */
interface Env {
  CANCELLATIONS: {
    idFromName(name: string): unknown;
    get(id: unknown): { fetch(request: Request): Promise<Response> };
  };
}

/** The one object that has everything. */
const objectName = "retent";

const noMail =
  "remove it: a Worker does not send by SMTP. To send mails, write your own Worker, and give createRetentObject mail: { send, from }";

/** Variables of the command that mean nothing here, and what to do. */
const unused = {
  ...{
    RETENT_DATABASE_URL: "remove it",
    RETENT_DATABASE_SCHEMA: "remove it",
    RETENT_TRUST_PROXY: "remove it",
  },
  ...{ HOST: "remove it", PORT: "remove it" },
  ...{ RETENT_SMTP_URL: noMail, RETENT_MAIL_FROM: noMail, RETENT_MAIL_REPLY_TO: noMail },
  // Without mail nothing could be confirmed; the pages are left out of the file.
  RETENT_DECLARATIONS: noMail,
};

/** The Durable Object class that `wrangler.jsonc` names. */
export class Cancellations extends createRetentObject(readOptions) {}

export default {
  fetch(request: Request, { CANCELLATIONS: objects }: Env): Promise<Response> {
    return objects.get(objects.idFromName(objectName)).fetch(request);
  },
};

async function readOptions(env: Env): Promise<RetentObjectOptions<Env>> {
  const variables = findVariables(env);
  const configuration = readEnvironment(variables);
  const { options, notify, warnings } = configuration;
  for (const message of warnings) console.warn(`retent: ${message}`);
  const billing = await createBilling(configuration, { fetch, now: Date.now });
  const notifier =
    notify && buildFromEnvironment("createNotifier", () => createNotifier({ ...notify, fetch }));
  return { ...options, ...billing, ...(notifier && { notifier }) };
}

/** @throws {ConfigurationError} for what a Worker needs and a server does not, and the other way round */
function findVariables(env: Env): Environment {
  const variables = Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
  const faults = [
    ...(variables.RETENT_PUBLIC_URL === undefined
      ? [
          {
            variable: "RETENT_PUBLIC_URL",
            message: "is missing",
            remedy: "set it to the Worker's address, such as https://retent.example.workers.dev",
          },
        ]
      : []),
    ...Object.entries(unused)
      .filter(([variable]) => variables[variable] !== undefined)
      .map(([variable, remedy]) => ({ variable, message: "is not used on Cloudflare", remedy })),
  ];
  if (faults.length > 0) throw new ConfigurationError(faults);
  return variables;
}
