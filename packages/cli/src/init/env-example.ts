/** The variables that the written module reads, with the local emulator's values, in the order of the file. */
function variables(publicUrl: string): [name: string, value: string, comment?: string][] {
  return [
    ["RETENT_PUBLIC_URL", publicUrl, "Where the site is reached."],
    [
      "RETENTBASE_API_KEY",
      "rb_local_emulator_api_key",
      "The local emulator's; your workspace's in production.",
    ],
    ["RETENTBASE_SIGNING_SECRET", "rb_local_emulator_signing_secret_0123456789"],
    ["RETENTBASE_WORKSPACE_KEY", "ws_local_emulator"],
    ["RETENTBASE_ENVIRONMENT", "sandbox", "sandbox, or prod."],
    ["RETENTBASE_API_URL", "http://127.0.0.1:4010", "The emulator's; left out, RetentBase's own."],
    ["RETENTBASE_CANCEL_URL", "http://127.0.0.1:4010"],
    ["RETENT_DATABASE_URL", "sqlite:retent.db", "What is under way; keep it out of git and in your backups."],
  ];
}

/** The lines that `.env.example` lacks, or undefined where it has them all. */
export function missingVariables(existing: string, publicUrl: string): string | undefined {
  const missing = variables(publicUrl).filter(
    // One that is commented out was left out on purpose.
    ([name]) => !new RegExp(`^[ \\t]*(#[ \\t]*)?(export[ \\t]+)?${name}[ \\t]*=`, "m").test(existing),
  );
  if (missing.length === 0) return undefined;
  const lines = missing.map(
    ([name, value, comment]) => `${comment === undefined ? "" : `# ${comment}\n`}${name}=${value}\n`,
  );
  const separator = existing === "" ? "" : existing.endsWith("\n") ? "\n" : "\n\n";
  return separator + lines.join("");
}
