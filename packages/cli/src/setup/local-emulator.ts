import { localEmulatorApiKey } from "../environment/well-known-secrets.ts";
import { askVariable, type Setup, set } from "./ask.ts";

/**
 * The local emulator's key only works with the emulator, so its address is needed beside it. A key of
 * RetentBase's that replaces it is not for that address.
 */
export async function askEmulator(setup: Setup, apiKey: string): Promise<void> {
  const { env, values } = setup;
  if (apiKey !== localEmulatorApiKey) {
    if (values.RETENTBASE_API_KEY === localEmulatorApiKey)
      set(setup, { RETENTBASE_API_URL: undefined, RETENTBASE_CANCEL_URL: undefined });
    return;
  }
  const { RETENTBASE_API_URL: apiUrl, RETENTBASE_CANCEL_URL: cancelUrl } = env;
  if (apiUrl !== undefined)
    return set(setup, { RETENTBASE_API_URL: apiUrl, RETENTBASE_CANCEL_URL: cancelUrl ?? apiUrl });
  setup.print("  This is the local emulator's key, which works with the emulator alone.");
  await askVariable(setup, "RETENTBASE_API_URL", {
    text: "Address of the emulator",
    standard: "http://127.0.0.1:4010",
  });
  set(setup, { RETENTBASE_CANCEL_URL: cancelUrl ?? values.RETENTBASE_API_URL });
}
