// What a package owes to those who install it: manifests and types that resolve, the names that it promises, nothing unused, and that
// it works once it is packed and installed. With --write, the list of public names is written anew.
import { buildAll } from "../build-all.mjs";
import { checkPackages } from "../check/check-packages.mjs";

await buildAll();
const { passed, failed } = await checkPackages({ writes: process.argv.includes("--write") });
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
