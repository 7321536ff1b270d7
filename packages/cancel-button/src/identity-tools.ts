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
  auth0: () =>
    findClient(
      ["auth0Client", "auth0"],
      (each) => typeof each.getTokenSilently === "function",
    ).getTokenSilently(),
  // https://supabase.com/docs/reference/javascript/auth-getsession: likewise.
  async supabase() {
    const isClient = (each: Tool) => typeof each.auth?.getSession === "function";
    const { data } = await findClient(["supabaseClient", "supabase"], isClient).auth.getSession();
    return data.session?.access_token;
  },
  // https://firebase.google.com/docs/web/modular-upgrade: the namespaced script; modules are on no page.
  firebase: () => find("firebase").auth().currentUser?.getIdToken(),
};

/**
 * Returns the token of the tool that `data-identity-from` names: of a known one, or of the page's function of that
 * name. The script tag's counts first, and only there may it name a function and fail: sanitizers of HTML keep other
 * elements' attributes, so an attacker may have written them.
 *
 * @throws {Error} if the script tag names what is not on the page
 */
export async function getToken(): Promise<Token> {
  const script = document.querySelector<HTMLElement>("script[data-identity-from]");
  const element = script ?? document.querySelector<HTMLElement>("[data-identity-from]");
  const name = element?.dataset.identityFrom ?? "";
  const tool = Object.hasOwn(tools, name) ? tools[name] : undefined;
  if (script) return tool ? tool() : callFunction(name);
  try {
    if (tool) return await tool();
    throw new Error(`data-identity-from="${name}" is none of: ${Object.keys(tools).join(" ")}`);
  } catch (cause) {
    // The server may know the customer by a session.
    console.warn("retent:", cause);
    return undefined;
  }
}

/** As a method of what stands before the last dot: `shop.getToken`. */
function callFunction(name: string): Token | Promise<Token> {
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

/** The first of these that is a client, and neither the library that makes clients nor an element of that name. */
function findClient(names: string[], isClient: (each: Tool) => boolean): Tool {
  const client = names.map((name) => (globalThis as Tool)[name]).find((each) => each && isClient(each));
  if (client) return client;
  throw new Error(`data-identity-from: make your client a global variable: window.${names[0]} = …`);
}
