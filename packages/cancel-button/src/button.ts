import { bindElements } from "./bind-elements.ts";
import { RetentCancelButton } from "./cancel-button.ts";
import { isSameOrigin } from "./navigable-url.ts";
import { registerCancelButton } from "./register-cancel-button.ts";

// Held in a variable, since a bundler takes `new URL(…, import.meta.url)` for the name of a file to include.
const scriptUrl = import.meta.url;
const folder = scriptUrl.replace(/\/[^/?#]*([?#].*)?$/, "");
RetentCancelButton.defaultEndpoint = folder;
// Beside a copy on another host, such as a CDN's, there is no server, and that host must never receive a customer's token.
if (!isSameOrigin(scriptUrl))
  RetentCancelButton.findServer = async () => {
    try {
      return (await import(/* @vite-ignore */ `${folder}/server.js`)).endpoint;
    } catch {
      throw new Error(`no server at ${folder}: set endpoint by script`);
    }
  };
registerCancelButton();
bindElements();
