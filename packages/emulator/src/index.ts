export { createEmulator, type Emulator } from "./create-emulator.ts";
export { type Fault, faultEndpoints } from "./faults/fault.ts";
export { magicUsers } from "./faults/magic-users.ts";
export type { EmulatorState } from "./inspector/snapshot.ts";
export { type EmulatorOptions, emulatorDefaults } from "./options.ts";
