import { type Shop, toAda, toAdaWithTwo } from "./shop.ts";
import { readFields, type Show, show } from "./show.ts";

const stranger = { customer: null, declares: true };

const german = {
  kind: "ordinary",
  name: "Ada Beispiel",
  contract: "Team",
  end: "2030-06-20",
  email: "ada@mail.example",
};
const french = {
  name: "Ada Exemple",
  contract: "Team",
  email: "ada@mail.example",
  reason: "Je déménage dans un pays où le service n’est pas proposé.",
};
const names: Record<string, string> = { de: "Ada Beispiel", ar: "آدا مثال" };
const toName = (language: string) => names[language] ?? "Ada Example";

/** Opens a law's page, and sends it with these fields. */
async function declare(shop: Shop, preset: string, fields: Record<string, string>): Promise<Response> {
  const page = await (await shop.get(`/cancel?preset=${preset}`)).text();
  return shop.post("/declaration", { ...readFields(page), step: "send", ...fields });
}

function withdraw(shop: Shop, language: string): Promise<Response> {
  const name = toName(language);
  return declare(shop, "eu-withdrawal", { name, contract: "Team", email: "ada@mail.example" });
}

/** The pages that laws prescribe, from the empty form to the answer to the mail. */
export const declarationStates: Record<string, Show> = {
  "declare-germany": show((shop) => shop.get("/cancel?preset=de"), stranger),
  "declare-germany-faults": show(
    (shop) =>
      declare(shop, "de", { kind: "for_cause", name: "Ada Beispiel", email: "ada@", end: "2029-12-31" }),
    stranger,
  ),
  "declare-germany-signed-in": show((shop) => shop.get("/cancel?preset=de"), {
    declares: true,
    customer: { ...toAda("de"), accountName: "Ada Beispiel", email: "ada@mail.example" },
  }),
  "declare-france": show((shop) => shop.get("/cancel?preset=fr"), stranger),
  "declare-france-faults": show((shop) => declare(shop, "fr", { name: "Ada Exemple" }), stranger),
  "declare-france-summary": show((shop) => declare(shop, "fr", { ...french, step: "summary" }), stranger),
  "declare-withdrawal": show((shop) => shop.get("/cancel?preset=eu-withdrawal"), stranger),
  "declare-withdrawal-faults": show((shop) => declare(shop, "eu-withdrawal", {}), stranger),
  "declare-withdrawal-signed-in": show(
    (shop) => shop.get("/cancel?preset=eu-withdrawal"),
    (language) => ({
      declares: true,
      customer: { ...toAdaWithTwo(language), accountName: toName(language), email: "ada@mail.example" },
    }),
  ),
  declared: show(withdraw, stranger),
  "declared-germany": show((shop) => declare(shop, "de", german), stranger),
  "declared-by-post": show(
    (shop) =>
      declare(shop, "fr", { ...french, email: "", address: "1 rue de l’Exemple\n75001 Paris\nFrance" }),
    stranger,
  ),
  "declaration-confirm": show(async (shop, language) => {
    await withdraw(shop, language);
    return shop.openMail();
  }, stranger),
  "declaration-confirmed": show(async (shop) => {
    await declare(shop, "de", german);
    const page = await (await shop.openMail()).text();
    return shop.post("/declaration/confirm", readFields(page));
  }, stranger),
  "declaration-confirmed-ends": show(async (shop) => {
    await declare(shop, "de", german);
    const page = await (await shop.openMail()).text();
    await shop.post("/declaration/confirm", readFields(page));
    return shop.openMail();
  }, stranger),
  "declaration-unknown": show((shop) => shop.get("/declaration/confirm?preset=eu-withdrawal"), stranger),
  "declaration-rejected": show(async (shop, language) => {
    await withdraw(shop, language);
    const asked = await shop.openMail();
    await shop.reject(readFields(await asked.text()).id ?? "");
    return shop.openMail();
  }, stranger),
};
