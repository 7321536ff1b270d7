import { bindElements } from "./bind-elements.ts";
import { RetentCancelButton } from "./cancel-button.ts";
import { registerCancelButton } from "./register-cancel-button.ts";

// The server delivers this script beside its routes. Held in a variable, since a bundler takes
// `new URL(…, import.meta.url)` for the name of a file to include.
const scriptUrl = import.meta.url;
RetentCancelButton.defaultEndpoint = scriptUrl.replace(/\/[^/?#]*([?#].*)?$/, "");
registerCancelButton();
bindElements();
