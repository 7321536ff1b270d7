import type { Declaration } from "../../src/declarations/declaration.ts";
import type { DeclarationStore } from "../../src/declarations/declaration-store.ts";
import type { MailMessage } from "../../src/mail/mailer.ts";
import { publicUrl, type ServerUnderTest, startServer } from "../server-under-test.ts";

type Options = Parameters<typeof startServer>[0];

/** A server that offers the pages of every law, and a customer who is not signed in. */
export async function startDeclared({ declarations, ...options }: Partial<NonNullable<Options>> = {}) {
  const mails: MailMessage[] = [];
  const server = await startServer({
    declarations: { presets: ["de", "fr", "eu-withdrawal"], ...declarations },
    mail: { from: "Shop <hello@shop.example>", send: async (message) => void mails.push(message) },
    ...options,
  });
  server.session.customer = null;
  return { ...server, mails };
}

export const german = {
  preset: "de",
  kind: "ordinary",
  name: "Ada Example",
  contract: "Team",
  email: "ada@example.com",
};

export const french = {
  preset: "fr",
  name: "Ada Exemple",
  contract: "Team",
  email: "ada@example.com",
};

/** The hidden fields that a page's form brings back. */
export function readHidden(page: string): Record<string, string> {
  const inputs = [...page.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)];
  return Object.fromEntries(inputs.map(([, name = "", value = ""]) => [name, value]));
}

/** The names of the fields that a customer sees, in their order. */
export function readFields(page: string): string[] {
  const names = [...page.matchAll(/<(?:input|textarea)[^>]* name="([^"]+)"/g)]
    .filter(([tag]) => !tag.includes('type="hidden"'))
    .map(([, name = ""]) => name);
  return [...new Set(names)];
}

/** Opens a law's page, fills it in and sends it. */
export async function declare(
  { browser }: Pick<ServerUnderTest, "browser">,
  fields: Record<string, string>,
  query = "",
) {
  const page = await (await browser.get(`/cancel?preset=${fields.preset}${query}`)).text();
  return browser.postForm("/declaration", { ...readHidden(page), step: "send", ...fields });
}

/** The page that a response leads to. */
export async function follow({ browser }: Pick<ServerUnderTest, "browser">, response: Response) {
  const location = response.headers.get("location") ?? "";
  return (await browser.get(new URL(location, publicUrl).href)).text();
}

/** All declarations, newest first. */
export function listDeclarations({ store }: Pick<ServerUnderTest, "store">): Promise<Declaration[]> {
  return (store as unknown as DeclarationStore).listDeclarations({ environment: "sandbox", limit: 100 });
}

/** The only declaration that there is. */
export async function theDeclaration(server: Pick<ServerUnderTest, "store">): Promise<Declaration> {
  const [declaration, another] = await listDeclarations(server);
  if (!declaration || another) throw new Error("there is not exactly one declaration");
  return declaration;
}

/** The address that a mail asks to open; empty if there is none. */
export function readLink(mail: MailMessage | undefined): string {
  return /^https:\S+\/declaration\/confirm\?\S+$/m.exec(mail?.text ?? "")?.[0] ?? "";
}

/** Opens the link of the mail, and presses its button. */
export async function confirmByMail(
  server: Pick<ServerUnderTest, "browser" | "retent"> & { mails: readonly MailMessage[] },
): Promise<Response> {
  await server.retent.drainOnce();
  const url = readLink(server.mails[0]);
  const page = await (await server.browser.get(url)).text();
  return server.browser.postForm("/declaration/confirm", readHidden(page));
}
