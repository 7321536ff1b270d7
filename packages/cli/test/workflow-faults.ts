import { readFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { fromRoot } from "@retent/test-support/tools";

// GitHub's parser imports JSON as bundlers do, without saying its type.
registerHooks({
  resolve(specifier, context, nextResolve) {
    const resolved = nextResolve(specifier, context);
    return specifier.endsWith(".json") ? { ...resolved, importAttributes: { type: "json" } } : resolved;
  },
});
const { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } = await import(
  "@actions/workflow-parser"
);
const { ErrorPolicy } = await import("@actions/workflow-parser/model/convert");

/** What GitHub's own parser says of a workflow. Workflows that it calls are taken from the repository. */
export async function findWorkflowFaults(text: string): Promise<string[]> {
  const { context, value } = parseWorkflow(
    { name: "workflow.yml", content: text },
    new NoOperationTraceWriter(),
  );
  if (value) {
    const options = { fetchReusableWorkflowDepth: 1, errorPolicy: ErrorPolicy.TryConversion };
    await convertWorkflowTemplate(context, value, { getFileContent }, options);
  }
  return context.errors.getErrors().map(({ message }) => message);
}

type FileProvider = NonNullable<Parameters<typeof convertWorkflowTemplate>[2]>;

const getFileContent: FileProvider["getFileContent"] = async (reference) => {
  if (!("path" in reference)) throw new Error("a workflow of another repository is called");
  return { name: reference.path, content: readFileSync(fromRoot(reference.path), "utf8") };
};
