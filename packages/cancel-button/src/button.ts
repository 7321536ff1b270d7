import { bindElements } from "./bind-elements.ts";
import { RetentCancelButton } from "./cancel-button.ts";
import { isSameOrigin } from "./navigable-url.ts";
import { registerCancelButton } from "./register-cancel-button.ts";

// Held in a variable, since a bundler takes `new URL(…, import.meta.url)` for the name of a file to include.
const scriptUrl = import.meta.url;
// What the server delivers ends with a line that names the endpoint. A copy on another host, such as a CDN's, can't know where the
// server is, and that host must never receive a customer's token.
RetentCancelButton.defaultEndpoint = isSameOrigin(scriptUrl)
  ? scriptUrl.replace(/\/[^/?#]*([?#].*)?$/, "")
  : "";
registerCancelButton();
bindElements();
