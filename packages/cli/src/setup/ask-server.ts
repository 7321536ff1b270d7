import { checkStore } from "../doctor/check-store.ts";
import { readUnfinished } from "../environment.ts";
import { askChoice, askVariable, readVariables, type Setup, set } from "./ask.ts";
import { generateSecret } from "./generate.ts";
import { askOrTake, noteDefault } from "./take.ts";

/** Where cancellations are kept, and what opens the operator's page. */
export async function askServer(setup: Setup): Promise<void> {
  if (setup.asksAll) await askDatabase(setup);
  else
    noteDefault(
      setup,
      "RETENT_DATABASE_URL",
      "sqlite:retent.db",
      "cancellations are kept in this file beside the server",
    );
  if (setup.asksAll) setup.print("\nYour operator's page");
  await askOrTake(
    setup,
    "RETENT_HEALTH_TOKEN",
    {
      text: "Password of the operator's page, the health check and the metrics (hidden)",
      generate: generateSecret,
      isOptional: true,
    },
    "password of the operator's page",
  );
}

async function askDatabase(setup: Setup): Promise<void> {
  setup.print("\nYour data");
  const { RETENT_DATABASE_URL: known = "sqlite:" } = setup.values;
  const kind = await askChoice(
    setup,
    "Where are cancellations kept?",
    { sqlite: "in a file beside the server", postgres: "in PostgreSQL, which several servers can share" },
    known.startsWith("sqlite:") ? "sqlite" : "postgres",
  );
  const isSqlite = kind === "sqlite";
  if (known.startsWith("sqlite:") !== isSqlite) set(setup, { RETENT_DATABASE_URL: undefined });
  if (isSqlite) set(setup, { RETENT_DATABASE_SCHEMA: undefined });
  await askVariable(setup, "RETENT_DATABASE_URL", {
    text: isSqlite ? "File, after sqlite:" : "URL, as postgres://USER:PASSWORD@HOST/DATABASE (hidden)",
    ...(isSqlite && { standard: "sqlite:retent.db" }),
    isShown: isSqlite,
    check: async () => [await checkStore(readUnfinished(readVariables(setup)).database)],
  });
}
