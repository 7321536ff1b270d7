import { registerCancelButton } from "./register-cancel-button.ts";

registerCancelButton();
