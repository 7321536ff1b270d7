import { findLocalSite } from "./local-site.ts";
import type { Answers } from "./questions.ts";

type Site = Pick<Answers, "framework" | "publicUrl">;

interface Variable {
  name: string;
  value: string;
  comment?: string;
  /** It is written as a comment, because the code has a better default. */
  isLeftOut?: boolean;
}

/**
 * The variables that the written module reads, with the local emulator's values, in the order of the file.
 */
function variables(site: Site): Variable[] {
  return [
    publicUrlVariable(site),
    {
      name: "RETENTBASE_API_KEY",
      value: "rb_local_emulator_api_key",
      comment: "The local emulator's key; in production, the one of your workspace.",
    },
    { name: "RETENTBASE_SIGNING_SECRET", value: "rb_local_emulator_signing_secret_0123456789" },
    { name: "RETENTBASE_WORKSPACE_KEY", value: "ws_local_emulator" },
    { name: "RETENTBASE_ENVIRONMENT", value: "sandbox", comment: "sandbox or prod." },
    {
      name: "RETENTBASE_API_URL",
      value: "http://127.0.0.1:4010",
      comment: "The emulator; without it, RetentBase itself.",
    },
    { name: "RETENTBASE_CANCEL_URL", value: "http://127.0.0.1:4010" },
    {
      name: "RETENT_DATABASE_URL",
      value: "sqlite:retent.db",
      comment: "Holds cancellations: keep it out of git, and back it up.",
    },
  ];
}

function publicUrlVariable(site: Site): Variable {
  const variable = { name: "RETENT_PUBLIC_URL", value: site.publicUrl };
  const comment = "URL of the site";
  if (!findLocalSite(site)) return { ...variable, comment: `${comment}.` };
  return { ...variable, comment: `${comment}; without it, this machine at PORT.`, isLeftOut: true };
}

/** The lines that `.env.example` lacks, or undefined if it has them all. */
export function missingVariables(existing: string, site: Site): string | undefined {
  const missing = variables(site).filter(
    // A variable that is commented out was left out on purpose.
    ({ name }) => !new RegExp(`^[ \\t]*(#[ \\t]*)?(export[ \\t]+)?${name}[ \\t]*=`, "m").test(existing),
  );
  if (missing.length === 0) return undefined;
  const lines = missing.map(({ name, value, comment, isLeftOut }) => {
    const line = `${isLeftOut ? "# " : ""}${name}=${value}\n`;
    return comment === undefined ? line : `# ${comment}\n${line}`;
  });
  const separator = existing === "" ? "" : existing.endsWith("\n") ? "\n" : "\n\n";
  return separator + lines.join("");
}
