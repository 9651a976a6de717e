import { readFileSync } from "node:fs";
import { join } from "node:path";
import { networkFromJson } from "../../src/network/formats/networkJson";
import type { NetworkCase } from "../../src/network/networkCase";

/** Values of one network from 60-digit arithmetic, with 20 digits each: fixtures/oracles/README.md. */
export type OracleValues = Record<string, string | string[]> & { bounds: Record<string, string | string[] | null> };

const file = join(__dirname, "..", "..", "fixtures", "oracles", "networks.json");
const networks: { expected: OracleValues; activation: { name: string } }[] = JSON.parse(readFileSync(file, "utf8"));

/** Title, network with its input, values. */
export const oracleNetworks = networks.map((value, index) => {
  const { network, input } = networkFromJson(value);
  if (input === null) {
    throw new Error(`reference network ${index} has no input`);
  }
  const title = `${index}: ${value.activation.name}, depth ${network.depth}, width ${network.width}`;
  const networkCase: NetworkCase = { network, input };
  return [title, networkCase, value.expected] as const;
});

/** Below this an expected value stands for an exact 0. */
export const ORACLE_ZERO = 1e-25;

/** The bounds among the values by theorem. */
export function oracleBounds({ bounds }: OracleValues): [string, (string | null)[]][] {
  const list = (name: string): (string | null)[] => [bounds[name]].flat();
  return [
    ["activation-norm", list("activationNorms").slice(1)],
    ["layer-gradient", list("layerGradientNorms")],
    ["parameter-gradient", list("parameterGradientNorm")],
    ["input-lipschitz", list("inputGradientNorm")],
    ["hessian-layerwise", list("hessianLayerwise")],
    ["hessian-closed-form", list("hessianClosedForm")],
    ["hessian-envelope", list("hessianEnvelope")],
  ];
}
