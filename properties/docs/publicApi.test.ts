/**
 * The public API: what the package's entries export, with types, as docs/api.txt lists it, so that a change of it is a change of that file; and
 * the examples in its comments, which run.
 */
import { join } from "node:path";
import fc from "fast-check";
import ts from "typescript";
import { root, temporaryFolder } from "../reference/builtCommand";
import { expectListed } from "../reference/listFile";
import { growthModule, written } from "../reference/theoremModules";

const LIST = join(root, "docs", "api.txt");
const UPDATE = "npm run api:update";
const ENTRIES: Readonly<Record<string, string>> = {
  "weightnorm-bounds": join(root, "src", "index.ts"),
  "weightnorm-bounds/testing": join(root, "src", "testing", "index.ts"),
};

const { config } = ts.readConfigFile(join(root, "tsconfig.json"), ts.sys.readFile);
const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files: [] }, ts.sys, root);
const program = ts.createProgram(Object.values(ENTRIES), options);
const checker = program.getTypeChecker();

interface Exported {
  readonly name: string;
  readonly symbol: ts.Symbol;
}

function exportsOf(file: string): Exported[] {
  const source = program.getSourceFile(file);
  const module = source && checker.getSymbolAtLocation(source);
  const symbols = module === undefined ? [] : checker.getExportsOfModule(module);
  return symbols.map((symbol) => ({ name: symbol.name, symbol: resolved(symbol) }));
}

/** Every export of an entry, in one line: its kind, name and type. */
function lines(): string[] {
  return Object.entries(ENTRIES).flatMap(([entry, file]) => [
    entry,
    ...exportsOf(file)
      .map(({ name, symbol }) => `  ${described(symbol, name)}`)
      .sort(),
  ]);
}

function resolved(symbol: ts.Symbol): ts.Symbol {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

function isPublic({ name, valueDeclaration }: ts.Symbol): boolean {
  // A private field's name begins with # after the compiler's own prefix.
  const isHidden = name.startsWith("__#") || name.startsWith("#");
  return (
    !isHidden &&
    (valueDeclaration === undefined || (ts.getCombinedModifierFlags(valueDeclaration) & ts.ModifierFlags.Private) === 0)
  );
}

function described(symbol: ts.Symbol, name: string): string {
  const [declaration] = symbol.declarations ?? [];
  const format = ts.TypeFormatFlags.NoTruncation;
  if (symbol.flags & (ts.SymbolFlags.Interface | ts.SymbolFlags.TypeAlias | ts.SymbolFlags.Class)) {
    const type = checker.getDeclaredTypeOfSymbol(symbol);
    const members = checker
      .getPropertiesOfType(type)
      .filter(isPublic)
      .map((member) => {
        const optional = member.flags & ts.SymbolFlags.Optional ? "?" : "";
        return `${member.name}${optional}`;
      });
    const kind = symbol.flags & ts.SymbolFlags.Class ? "class" : "type";
    // An array has the members of arrays.
    return type.isUnion() || checker.getIndexTypeOfType(type, ts.IndexKind.Number) !== undefined
      ? `${kind} ${name} = ${checker.typeToString(type, declaration, format | ts.TypeFormatFlags.InTypeAlias)}`
      : `${kind} ${name} { ${members.join(", ")} }`;
  }
  const type = checker.getTypeOfSymbolAtLocation(symbol, declaration);
  return `${type.getCallSignatures().length > 0 ? "function" : "const"} ${name}: ${checker.typeToString(type, declaration, format)}`;
}

test("docs/api.txt lists it", () => {
  const now = lines();
  expect(now.length).toBeGreaterThan(100);
  const changed = `The public API has changed. If that is meant: ${UPDATE}, and a line in CHANGELOG.md.`;
  expectListed(LIST, `${now.join("\n")}\n`, "WNB_API_UPDATE", changed);
});

/** What the examples speak of, besides what the package exports: a network of one neuron, its input, data, and a theorem of the reader's. */
function scopeIn(folder: string): Record<string, unknown> {
  const api = { ...require(join(root, "dist")), ...require(join(root, "dist", "testing")) };
  const { activationNamed, createBatch, createNetwork, defaultRanges, networkToJson, theorems, writeNetworkFile } = api;
  const theorem = (id: string) => theorems.find((each: { id: string }) => each.id === id);
  const activation = { activation: activationNamed("tanh", ""), shift: 0 };
  const network = createNetwork({ activation, layers: [Float64Array.of(3, 4)], output: Float64Array.of(1) });
  const input = Float64Array.of(0.6, 0.8);
  const inputs = [input, Float64Array.of(1, 0)];
  const targets = Float64Array.of(0.5, -0.5);
  const networkCase = { network, input };
  const identity = { activation: activationNamed("identity", ""), shift: 0 };
  const functionClass = {
    activation: identity,
    depth: 1,
    width: 1,
    inputDimension: 2,
    outputRadius: 1,
  };
  writeNetworkFile(join(folder, "network.json"), networkCase);
  writeNetworkFile(join(folder, "model.safetensors"), networkCase);
  const violating = {
    network: createNetwork({ ...network, activation: identity, layers: [Float64Array.of(0, 1)] }),
    input: Float64Array.of(1, 0),
  };
  return {
    ...api,
    fc,
    test: () => undefined,
    activation,
    network,
    input,
    otherInput: inputs[1],
    inputs,
    targets,
    networkCase,
    text: JSON.stringify(networkToJson(networkCase)),
    batch: createBatch(network, inputs, targets),
    direction: new Float64Array(3),
    product: new Float64Array(3),
    functionClass,
    atoms: { inputs, targets },
    plan: { theoremIds: ["output-bound"], ranges: defaultRanges, seed: 1, weakenings: {} },
    outputBound: theorem("output-bound"),
    layerGradient: theorem("layer-gradient"),
    hessianLayerwise: theorem("hessian-layerwise"),
    theorem: theorem("hessian-layerwise"),
    growth: theorem("output-bound"),
    violating,
    violation: { networkCase: violating },
  };
}

const folder = temporaryFolder();
const scope = scopeIn(folder);
written(folder, "growth.ts", growthModule());

const examples = Object.values(ENTRIES).flatMap((file) =>
  exportsOf(file).flatMap(({ name, symbol }) =>
    symbol
      .getJsDocTags(checker)
      .filter((tag) => tag.name === "example")
      .map((tag): [string, string] => [name, ts.displayPartsToString(tag.text)]),
  ),
);

test.each(examples)("the example of %s runs: %s", async (_, example) => {
  const [, code, result] = /^(.*?)(?: \/\/ (.*))?$/s.exec(example) ?? [];
  const isStatement = /^(throw|for) /.test(code);
  const body = isStatement ? code : `return (${code});`;
  const before = process.cwd();
  process.chdir(folder);
  try {
    const run = new Function(...Object.keys(scope), `return (async () => { ${body} })();`)(...Object.values(scope));
    if (code.startsWith("throw ")) {
      await expect(run).rejects.toThrow();
      return;
    }
    const value = await run;
    if (result !== undefined && /^["[{\d]/.test(result)) {
      expect(value).toEqual(new Function(`return (${result});`)());
    }
  } finally {
    process.chdir(before);
  }
});

test("every function and class has a comment and an example", () => {
  const bare = Object.values(ENTRIES).flatMap((file) =>
    exportsOf(file)
      .filter(({ name, symbol }) => isCallable(symbol) && !examples.some(([other]) => other === name))
      .map(({ name }) => name),
  );
  // Errors are thrown by the package, not made by who uses it.
  expect(bare.sort()).toEqual(["TheoremFault", "WriteError"]);
});

function isCallable(symbol: ts.Symbol): boolean {
  return (symbol.flags & (ts.SymbolFlags.Function | ts.SymbolFlags.Class)) !== 0;
}
