import { RetentCancelButton } from "./cancel-button.ts";
import { quietLit } from "./quiet-lit.ts";

quietLit();
RetentCancelButton.define();
