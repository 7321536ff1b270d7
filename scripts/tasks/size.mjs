// Prints the bytes of button.js beside those of a bare Lit element; fails above the limit.
import { measureSize } from "../measure-size.mjs";

process.exit((await measureSize()) ? 0 : 1);
