/** `Uint8Array<ArrayBuffer>`, which TypeScript before 5.7 can't write. */
type Bytes = ReturnType<Uint8Array["slice"]>;

/** A body as it arrives: what is needed of a `ReadableStream`. */
export interface BodySource {
  getReader(): {
    read(): Promise<{ done: false; value: Uint8Array } | { done: true; value?: Uint8Array | undefined }>;
    cancel(): Promise<void>;
  };
}

interface ReadOptions {
  /** Once it is aborted, the rest counts as not sent. */
  signal?: AbortSignal;
  /** Called with the length of every piece that arrives. */
  onBytes?: (length: number) => void;
}

/** The beginning of a body. */
interface BodyStart<T> {
  content: T;
  /** False if the body is longer than the limit: the rest was not read. */
  isWhole: boolean;
}

/** Reads a body up to a limit, so that the other side can't fill the memory. */
export async function readBytes(
  body: BodySource | null,
  maxBytes: number,
  { signal, onBytes }: ReadOptions = {},
): Promise<BodyStart<Bytes>> {
  if (!body) return { content: new Uint8Array(), isWhole: true };
  const reader = body.getReader();
  // `read` resolves as at the end of the body once the reader was cancelled.
  const stop = () => void reader.cancel().catch(() => {});
  signal?.addEventListener("abort", stop, { once: true });
  if (signal?.aborted) stop();
  const chunks: Uint8Array[] = [];
  let room = maxBytes;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return { content: join(chunks), isWhole: true };
      chunks.push(value.subarray(0, room));
      room -= value.byteLength;
      if (room < 0) {
        await reader.cancel();
        return { content: join(chunks), isWhole: false };
      }
      onBytes?.(value.byteLength);
    }
  } finally {
    signal?.removeEventListener("abort", stop);
  }
}

/** The same as text. */
export async function readText(body: BodySource | null, maxBytes: number): Promise<BodyStart<string>> {
  const { content, isWhole } = await readBytes(body, maxBytes);
  return { content: new TextDecoder().decode(content), isWhole };
}

function join(chunks: readonly Uint8Array[]): Bytes {
  const all = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.byteLength, 0));
  let offset = 0;
  for (const chunk of chunks) {
    all.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return all;
}
