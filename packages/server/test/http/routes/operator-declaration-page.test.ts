import { describe, expect, test } from "vitest";
import { declare, german, listDeclarations, theDeclaration } from "../declaration-form.ts";
import { open, press } from "../operator-declarations.ts";
import { operator, read } from "../operator-page.ts";

describe("the operator's declarations", () => {
  test("are for the operator alone", async () => {
    const server = await open();
    await declare(server, german);
    const { id } = await theDeclaration(server);
    expect((await server.browser.get(`/admin?declaration=${id}`)).status).toBe(401);
    const posted = await server.browser.postForm("/admin", { declaration: id, do: "match", user: "user_1" });
    expect(posted.status).toBe(401);
    const foreign = await press(server, { do: "match", user: "user_1" }, { "sec-fetch-site": "cross-site" });
    expect(foreign.status).toBe(403);
    expect(await theDeclaration(server)).toMatchObject({ status: "open", userId: null });
  });

  test("show what was declared, word for word", async () => {
    const server = await open();
    await declare(server, { ...german, contract: "<i>Team</i>" });
    const { id } = await theDeclaration(server);
    const { text } = await read(server, `?declaration=${id}`);
    for (const shown of ["Vertrag kündigen", "jetzt kündigen", "Bezeichnung des Vertrags", "ada@example.com"])
      expect(text).toContain(shown);
    expect(text).toContain("&lt;i&gt;Team&lt;/i&gt;");
  });

  test("of a person who is no customer are given out and erased by the operator", async () => {
    const server = await open();
    await declare(server, german);
    const { id } = await theDeclaration(server);
    expect((await read(server, `?user=${id}&view=export`)).text).toContain("ada@example.com");
    await server.retent.drainOnce();
    const asked = await read(server, `?user=${id}&confirm=erase`);
    expect(asked.text).toContain("neither matched nor rejected");
    await press(server, { do: "reject", reason: "There is no such contract." });
    await server.retent.drainOnce();
    const erased = await server.browser.postForm(`/admin?user=${id}`, { do: "erase" }, operator);
    expect(erased.status).toBe(303);
    expect(await listDeclarations(server)).toEqual([]);
    expect(await server.store.listByEvent(id)).toEqual([]);
  });
});
