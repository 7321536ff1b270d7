import { describe, expect, test } from "vitest";
import { startServer } from "../../server-under-test.ts";
import { declare, german, listDeclarations, readHidden, theDeclaration } from "../declaration-form.ts";
import { open } from "../operator-declarations.ts";
import { healthToken, operator, read } from "../operator-page.ts";

describe("the operator's list of declarations", () => {
  test("are listed by what has become of them, with what each waits for", async () => {
    const server = await open();
    await declare(server, german);
    const { text } = await read(server, "?view=declarations");
    for (const shown of ["Ada Example", "Germany, BGB §\u00a0312k", "Open (1)", "Find whose contract it is."])
      expect(text).toContain(shown);
    expect((await read(server, "?view=declarations&status=matched")).text).toContain("None.");
    expect(text).toContain("<td>Ordinary</td>");
    expect(text).toContain("The oldest first, times in UTC");
    const { id } = await theDeclaration(server);
    const why = { declaration: id, do: "reject", reason: "No such contract" };
    await server.browser.postForm("/admin", why, operator);
    expect((await read(server, "?view=declarations&status=rejected")).text).toContain(
      "<td><bdi>No such contract</bdi></td>",
    );
  });

  test("that are open come oldest first, and those that are done newest first", async () => {
    const server = await open();
    for (const name of ["Ada First", "Ben Second"]) {
      await declare(server, { ...german, name });
      server.clock.now += 60_000;
    }
    const listNames = async (status: string) => {
      const { text } = await read(server, `?view=declarations&status=${status}`);
      return [...text.matchAll(/Ada First|Ben Second/g)].map(String);
    };
    expect(await listNames("open")).toEqual(["Ada First", "Ben Second"]);
    for (const { id } of await listDeclarations(server))
      await server.browser.postForm("/admin", { declaration: id, do: "reject", reason: "x" }, operator);
    expect(await listNames("rejected")).toEqual(["Ben Second", "Ada First"]);
  });

  test("are not in the navigation of a server that takes none", async () => {
    const server = await startServer({ healthToken });
    expect((await read({ browser: server.browser })).text).not.toContain("Declarations");
    expect((await read(server, "?view=declarations")).status).toBe(404);
  });

  test("wait where it is not clear which of several subscriptions is meant", async () => {
    const server = await open();
    server.session.customer = {
      userId: "user_1",
      subscriptions: [
        { id: "sub_1", label: "Team" },
        { id: "sub_2", label: "Solo" },
      ],
    };
    const page = await (await server.browser.get("/cancel?preset=de")).text();
    expect(page).toContain("<bdi>Solo</bdi>");
    await server.browser.postForm("/declaration", { ...readHidden(page), step: "send", ...german });
    await server.retent.drainOnce();
    expect(server.billing).toHaveBeenCalledOnce();
    await declare(server, { ...german, name: "Ada Again", contract: "both" });
    await server.retent.drainOnce();
    expect(server.billing).toHaveBeenCalledOnce();
    expect((await read(server, "?view=declarations")).text).toContain("say which one is meant");
  });
});
