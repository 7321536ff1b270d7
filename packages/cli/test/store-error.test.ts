import { StoreError } from "@retent/server";
import { expect, test } from "vitest";
import { explainStoreError } from "../src/store-error.ts";

const postgres = "postgres://retent@db.shop.example/retent";

test("a certificate that is not trusted has its own remedy", () => {
  const cause = Object.assign(new Error("self-signed certificate"), { code: "DEPTH_ZERO_SELF_SIGNED_CERT" });
  expect(explainStoreError(new StoreError("unavailable", "store: unavailable", { cause }), postgres)).toEqual(
    {
      cause: "the PostgreSQL database can't be used: self-signed certificate",
      remedy: expect.stringMatching(/^add sslrootcert=FILE to RETENT_DATABASE_URL/),
    },
  );
});

test("without a cause the store's own message is shown", () => {
  const error = new StoreError("unavailable", "the store is closed");
  expect(explainStoreError(error, postgres).cause).toBe(
    "the PostgreSQL database can't be used: the store is closed",
  );
  expect(explainStoreError(error, "sqlite:retent.db").cause).toBe(
    "the SQLite file retent.db can't be used: the store is closed",
  );
});
