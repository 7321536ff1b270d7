// A file of its own, which is loaded by the script tag only where `data-identity-from` names a tool.

// biome-ignore lint/suspicious/noExplicitAny: what the tools put on the page has no types here.
type Tool = any;

type Token = string | null | undefined;

/** How each tool's documented script gives the token of the customer who is signed in. */
const tools: Record<string, () => Token | Promise<Token>> = {
  // https://go.outseta.com/support/kb/articles/XQYMXqQP/the-jwt-access-token
  outseta: () => find("Outseta").getAccessToken(),
  // https://developers.memberstack.com/dom-package/authentication
  memberstack: () => find("$memberstackDom").getMemberCookie(),
  // https://clerk.com/docs/js-frontend/reference/objects/session
  async clerk() {
    const clerk = find("Clerk");
    if (!clerk.loaded) await clerk.load();
    return clerk.session?.getToken();
  },
  // https://auth0.com/docs/libraries/auth0-single-page-app-sdk: the page names its own client.
  auth0: () => findClient(["auth0Client", "auth0"], "getTokenSilently").getTokenSilently(),
  // https://supabase.com/docs/reference/javascript/auth-getsession: likewise.
  supabase: async () =>
    (await findClient(["supabaseClient", "supabase"], "auth").auth.getSession()).data.session?.access_token,
  // https://firebase.google.com/docs/web/modular-upgrade: the namespaced script; modules are on no page.
  firebase: () => find("firebase").auth().currentUser?.getIdToken(),
};

/**
 * Returns the token of the tool that an element's `data-identity-from` names: of a known one, or of the page's
 * function of that name. Only a script tag may name a function: sanitizers of HTML keep other elements' attributes,
 * so an attacker may have written them.
 *
 * @throws {Error} if there is no such tool or function on the page
 */
export async function getToken({ localName, dataset }: HTMLElement): Promise<Token> {
  const name = dataset.identityFrom ?? "";
  if (Object.hasOwn(tools, name)) return tools[name]?.();
  if (localName !== "script")
    throw new Error(`data-identity-from="${name}" is none of: ${Object.keys(tools).join(" ")}`);
  // As a method of what stands before the last dot: `shop.getToken`.
  const path = name.split(".");
  const method = path.pop() ?? "";
  const owner = path.reduce((object, part) => object?.[part], globalThis as Tool);
  if (typeof owner?.[method] === "function") return owner[method]();
  throw new Error(`data-identity-from: there is no function ${name} on this page`);
}

function find(name: string): Tool {
  const found = (globalThis as Tool)[name];
  if (found) return found;
  throw new Error(
    `data-identity-from: ${name} is not on this page: load its script before, on this page too`,
  );
}

/** The first of these that is a client, and not the library that makes clients. */
function findClient(names: string[], method: string): Tool {
  const client = names.map((name) => (globalThis as Tool)[name]).find((each) => each?.[method]);
  if (client) return client;
  throw new Error(`data-identity-from: make your client a global variable: window.${names[0]} = …`);
}
