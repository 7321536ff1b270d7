import { RetentCancelButton } from "./cancel-button.ts";

RetentCancelButton.define();
