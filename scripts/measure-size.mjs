import { readdirSync, readFileSync } from "node:fs";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { fromRoot } from "@retent/test-support/tools";
import { buildForBrowsers } from "./build-all.mjs";

/** What the button may weigh beyond a bare Lit element, in bytes after brotli. */
const maxExtraBytes = 2950;
/** What any language but English may weigh, in bytes after brotli. */
const maxLanguageBytes = 400;

/** Builds the button and a bare Lit element in the same way, prints their bytes, and says whether the button is small enough. */
export async function measureSize() {
  await Promise.all(["button-script", "button-languages", "bare-element"].map(buildForBrowsers));
  const button = weigh("packages/cancel-button/dist/button.js");
  const bare = weigh("packages/cancel-button/node_modules/.cache/size/bare-element.js");
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
  console.log(
    `button.js is ${extra} bytes over the bare element after brotli; the limit is ${maxExtraBytes}.`,
  );
  return measureLanguages() && extra <= maxExtraBytes;
}

function measureLanguages() {
  const folder = "packages/cancel-button/dist/languages";
  const languages = readdirSync(fromRoot(folder)).filter((file) => file.endsWith(".js"));
  const sizes = languages.map((file) => weigh(`${folder}/${file}`).brotli);
  console.log(
    `The ${sizes.length} other languages are ${Math.min(...sizes)} to ${Math.max(...sizes)} bytes each; the limit is ${maxLanguageBytes}.`,
  );
  return sizes.length > 0 && sizes.every((bytes) => bytes <= maxLanguageBytes);
}

/** Bytes of a file of the project, as they are and compressed. */
export function weigh(path) {
  const code = readFileSync(fromRoot(path));
  return {
    minified: code.byteLength,
    gzip: gzipSync(code).byteLength,
    brotli: brotliCompressSync(code).byteLength,
  };
}
