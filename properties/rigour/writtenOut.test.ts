/** What the paper's networks leave out, written out: 1/√m is a float64 number at m = 1, 4 and 16, and no number of a proof may change. */
import fc from "fast-check";
import { fullHessian } from "../../src/calculus/hessianOperator";
import { propagate } from "../../src/calculus/propagation";
import { defaultRanges } from "../../src/generators/caseRanges";
import { networkCases } from "../../src/generators/networkCases";
import { isSmooth } from "../../src/network/activation";
import { createNetwork } from "../../src/network/network";
import type { NetworkCase } from "../../src/network/networkCase";
import { hessianEnclosure } from "../../src/rigour/derivativeEnclosure";
import { enclosedPropagation } from "../../src/rigour/enclosedPropagation";
import { NetworkCertificates } from "../../src/rigour/networkCertificates";
import { topEigenvector } from "../../src/spectrum/topEigenvector";

const cases = fc.constantFrom(1, 4, 16).chain((width) =>
  networkCases({
    ...defaultRanges,
    depth: { from: 1, to: 2 },
    width: { from: width, to: width },
    inputDimension: { from: 1, to: 4 },
  }),
);

function writtenOut({ network, input }: NetworkCase): NetworkCase {
  const { activation, shift } = network.activation;
  const perRow = (value: number): Float64Array[] => network.widths.map((width) => new Float64Array(width).fill(value));
  return {
    network: createNetwork({
      ...network,
      activation: { activation, shift: 0 },
      gains: perRow(1 / Math.sqrt(network.width)),
      biases: perRow(shift),
      outputGain: null,
      outputBias: 0,
    }),
    input,
  };
}

test("gains and biases", () => {
  fc.assert(
    fc.property(cases, (networkCase) => {
      const direction = isSmooth(networkCase.network.activation)
        ? topEigenvector(fullHessian(propagate(networkCase)))
        : new Float64Array();
      const found = [networkCase, writtenOut(networkCase)].map((each) => {
        const certificates = new NetworkCertificates(each, () => direction);
        const propagation = enclosedPropagation(each);
        return {
          propagation: { ...propagation, networkCase: null },
          numbers: [
            certificates.value,
            certificates.minWeightNorm,
            certificates.parameterGradientNorm,
            certificates.inputGradientNorm,
            ...certificates.activationNorms,
            ...certificates.layerGradientNorms,
            ...(isSmooth(each.network.activation) ? [certificates.hessianSpectralNorm] : []),
          ].map((number) => number.enclosure()),
          entries: each.network.width < 16 ? hessianEnclosure(propagation) : [],
        };
      });
      expect(found[1]).toEqual(found[0]);
    }),
  );
});
