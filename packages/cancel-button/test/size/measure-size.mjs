// Prints the bytes of the button, of a bare Lit element built in the same way and of the languages; fails above the limits.
import { readdirSync } from "node:fs";
import { weigh } from "./weigh.mjs";

/**
 * What the button may weigh beyond a bare Lit element, in bytes after brotli. What made it more than 2,950: the
 * endpoint and fields of the form inside, popups that an opener policy has cut off and the words for them, elements
 * that are moved or replaced, a token behind a route, what a button looks like under the pointer, regions that write
 * a language in another way, the warning of an endpoint without a server, the names of thirty-two languages, links to
 * the pages that laws prescribe, the import of the sandbox panel, forms that htmx would send, buttons that a parser left
 * of a form inside another, and a script that comes after a bundle. Watching a popup, the panel, hints for developers
 * and setting those links are files of their own, since few pages need them.
 */
const maxExtraBytes = 3600;
/** What any language but English may weigh, in bytes after brotli. Greek needs two bytes for a letter. */
const maxLanguageBytes = 430;

const button = weigh("dist/button.js");
const bare = weigh("node_modules/.cache/size/bare-element.js");
const extra = button.brotli - bare.brotli;
console.log("bytes               minified    gzip  brotli");
for (const [name, bytes] of [
  ["button.js", button],
  ["bare Lit element", bare],
]) {
  const columns = [bytes.minified, bytes.gzip, bytes.brotli]
    .map((number) => String(number).padStart(8))
    .join("");
  console.log(`${name.padEnd(20)}${columns}`);
}
console.log(`button.js is ${extra} bytes over the bare element after brotli; the limit is ${maxExtraBytes}.`);

const languages = readdirSync("dist/languages").filter((file) => file.endsWith(".js"));
const sizes = languages.map((file) => weigh(`dist/languages/${file}`).brotli);
console.log(
  `The ${sizes.length} other languages are ${Math.min(...sizes)} to ${Math.max(...sizes)} bytes each; the limit is ${maxLanguageBytes}.`,
);

const isSmall =
  extra <= maxExtraBytes && sizes.length > 0 && sizes.every((bytes) => bytes <= maxLanguageBytes);
process.exit(isSmall ? 0 : 1);
