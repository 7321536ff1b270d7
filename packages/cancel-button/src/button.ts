import { bindElements } from "./bind-elements.ts";
import { RetentCancelButton } from "./cancel-button.ts";
import { isSameOrigin } from "./navigable-url.ts";

// In a variable, since bundlers treat `new URL(…, import.meta.url)` as a file to include.
const scriptUrl = import.meta.url;
const folder = scriptUrl.replace(/\/[^/?#]*([?#].*)?$/, "");
// A bundle may have defined the element first: its class gets what the page has not set there.
const Button = (customElements.get("retent-cancel-button") ??
  RetentCancelButton) as typeof RetentCancelButton;
const isUnset = Button.defaultEndpoint === RetentCancelButton.defaultEndpoint;
if (isUnset) Button.defaultEndpoint = folder;
// A copy on another host, such as a CDN, has no server beside it, and that host must never receive a
// customer's token.
if (isUnset && !isSameOrigin(scriptUrl))
  Button.findServer = async () => {
    try {
      return (await import(/* @vite-ignore */ `${folder}/server.js`)).endpoint;
    } catch {
      throw new Error(`no server at ${folder}: set endpoint by script`);
    }
  };
// No line of script is needed where an attribute names the tool, on the script tag or on any element.
Button.defaultIdentity ??= async () => {
  if (document.querySelector("[data-identity-from]")) return (await import("./identity-tools.ts")).getToken();
};
// Few pages have such links.
if (document.querySelector("[data-retent-declare]"))
  import("./declaration-links.ts").then(({ setDeclarationLinks }) =>
    setDeclarationLinks(Button.findServer ?? (() => Button.defaultEndpoint)),
  );
RetentCancelButton.define();
bindElements();
