/** The public API: what the package's entries export, with types, as docs/api.txt lists it. A change of it is a change of that file. */
import { join } from "node:path";
import ts from "typescript";
import { root } from "../reference/builtCommand";
import { expectListed } from "../reference/listFile";

const LIST = join(root, "docs", "api.txt");
const UPDATE = "npm run api:update";
const ENTRIES: Readonly<Record<string, string>> = {
  "weightnorm-bounds": join(root, "src", "index.ts"),
  "weightnorm-bounds/testing": join(root, "src", "testing", "index.ts"),
};

/** Every export of an entry, in one line: its kind, name and type. */
function lines(): string[] {
  const { config } = ts.readConfigFile(join(root, "tsconfig.json"), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files: [] }, ts.sys, root);
  const program = ts.createProgram(Object.values(ENTRIES), options);
  const checker = program.getTypeChecker();
  return Object.entries(ENTRIES).flatMap(([entry, file]) => {
    const source = program.getSourceFile(file);
    const module = source && checker.getSymbolAtLocation(source);
    const symbols = module === undefined ? [] : checker.getExportsOfModule(module);
    const all = symbols.map((symbol) => `  ${described(checker, resolved(checker, symbol), symbol.name)}`);
    return [entry, ...all.sort()];
  });
}

function resolved(checker: ts.TypeChecker, symbol: ts.Symbol): ts.Symbol {
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

function described(checker: ts.TypeChecker, symbol: ts.Symbol, name: string): string {
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
    return type.isUnion()
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
