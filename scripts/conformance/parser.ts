import type { Statement, Value } from "./itl";
import { TokenReader } from "./tokenReader";
import { readValue } from "./values";

/**
 * The statements of a file in the Interval Testing Language of ITF1788:
 *
 *     file      = testcase+                          testcase = "testcase" name { "." name } "{" statement+ "}"
 *     statement = name value* [ "=" value+ ] [ "<=" value+ ] [ "signal" name ] ";"      one of "=" and "<=" at least
 *     value     = interval [ "_" decoration ] | number | "text" | "true" | "false" | decoration | overlap state | "{" numbers "}"
 *
 * with C and # comments. Numbers are binary64, rounded to nearest, as ITF1788 hands them to a compiler; so are the ends of interval
 * literals. Literals of IEEE 1788 beyond ITL's grammar ([1], [,], 3.56?1u, 1/3) are read as well.
 *
 * @param file the name to use in errors
 * @throws ItlError with file and line where the text is none
 * @example parseItl("testcase a { add [1.0,2.0] [3.0,4.0] = [4.0,6.0]; }", "a.itl").length // 1
 */
export function parseItl(text: string, file: string): Statement[] {
  const reader = new TokenReader(text, file);
  const statements: Statement[] = [];
  do {
    reader.expect("testcase");
    do {
      reader.name();
    } while (reader.take("."));
    reader.expect("{");
    do {
      statements.push(readStatement(reader, file));
    } while (!reader.take("}"));
  } while (!reader.isAtEnd());
  return statements;
}

function readStatement(reader: TokenReader, file: string): Statement {
  const first = reader.peek();
  const operation = reader.name();
  const inputs = readValues(reader);
  const tightest = reader.take("=") ? readOutputs(reader) : null;
  const isBounded = reader.take("<");
  if (isBounded) {
    reader.expect("=");
  } else if (tightest === null) {
    throw reader.error(reader.peek(), '"=" or "<="');
  }
  const accurate = isBounded ? readOutputs(reader) : null;
  const signal = reader.take("signal") ? reader.name() : null;
  const text = reader.between(first, reader.expect(";"));
  return { operation, inputs, tightest, accurate, signal, file, line: first.line, text };
}

function readValues(reader: TokenReader): Value[] {
  const values: Value[] = [];
  for (let value = readValue(reader); value !== null; value = readValue(reader)) {
    values.push(value);
  }
  return values;
}

function readOutputs(reader: TokenReader): Value[] {
  const values = readValues(reader);
  if (values.length === 0) {
    throw reader.error(reader.peek(), "a value");
  }
  return values;
}
