import { readFileSync } from "node:fs";
import { brotliCompressSync, gzipSync } from "node:zlib";

/** Bytes of a file, as they are and compressed. */
export function weigh(path) {
  const code = readFileSync(path);
  return {
    minified: code.byteLength,
    gzip: gzipSync(code).byteLength,
    brotli: brotliCompressSync(code).byteLength,
  };
}
