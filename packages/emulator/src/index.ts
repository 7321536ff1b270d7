export { createEmulator, type Emulator } from "./create-emulator.ts";
export { type ActiveFault, type Fault, type FaultEndpoint, faultEndpoints } from "./faults/fault.ts";
export { type MagicUser, magicUsers } from "./faults/magic-users.ts";
export type { EmulatorState } from "./inspector/snapshot.ts";
export { type EmulatorOptions, emulatorDefaults } from "./options.ts";
export type { RequestRecord } from "./workspace/create-request-log.ts";
export type { EventRecord, EventUpdate, SessionRecord, SessionStatus } from "./workspace/records.ts";
