import { bindElements } from "./bind-elements.ts";
import { RetentCancelButton } from "./cancel-button.ts";
import { isSameOrigin } from "./navigable-url.ts";

// In a variable, since bundlers treat `new URL(…, import.meta.url)` as a file to include.
const scriptUrl = import.meta.url;
const folder = scriptUrl.replace(/\/[^/?#]*([?#].*)?$/, "");
RetentCancelButton.defaultEndpoint = folder;
// A copy on another host, such as a CDN, has no server beside it, and that host must never receive a
// customer's token.
if (!isSameOrigin(scriptUrl))
  RetentCancelButton.findServer = async () => {
    try {
      return (await import(/* @vite-ignore */ `${folder}/server.js`)).endpoint;
    } catch {
      throw new Error(`no server at ${folder}: set endpoint by script`);
    }
  };
// No line of script is needed where an attribute names the tool, on the script tag or on any element.
RetentCancelButton.defaultIdentity = async () => {
  if (document.querySelector("[data-identity-from]")) return (await import("./identity-tools.ts")).getToken();
};
// Few pages have such links.
if (document.querySelector("[data-retent-declare]"))
  import("./declaration-links.ts").then(({ setDeclarationLinks }) =>
    setDeclarationLinks(RetentCancelButton.findServer ?? (() => folder)),
  );
RetentCancelButton.define();
bindElements();
