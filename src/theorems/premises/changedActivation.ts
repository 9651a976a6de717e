import type { Arithmetic } from "../../arithmetic/arithmetic";
import { float64, UNIT_ROUNDOFF } from "../../arithmetic/float64";
import { scalesOf } from "../../bounds/scales";
import { certificatesOf } from "../../measurement/certificates";
import { Evaluation } from "../../measurement/evaluation";
import type { Activation } from "../../network/activation";
import type { Network } from "../../network/network";
import type { NetworkCase } from "../../network/networkCase";
import { perCase, perObject } from "../../network/perCase";
import type { NetworkCertificates } from "../../rigour/networkCertificates";
import type { Assumption } from "../assumptions";
import type { Theorem } from "../theorem";

/** ψ(z) = outer φ(inner z + b): what a network has in place of φ(z + b). */
interface Change {
  readonly outer: number;
  /** In any arithmetic, as √m is not a float64. */
  inner<T>(arithmetic: Arithmetic<T>): T;
  /** What the theorem is told that |φ″| is bounded by, relative to the β of φ; right or wrong. */
  readonly smoothness: number;
}

/**
 * A theorem of the same networks with another activation in each: its quantities and bounds are those of the changed networks.
 * Files, generators and shrinking know the networks as they were.
 */
export function withActivation(theorem: Theorem, change: (network: Network) => Change): Theorem {
  const changed = perCase((networkCase): NetworkCase => {
    const { network } = networkCase;
    const activation = { activation: composed(network, change(network)), shift: 0 };
    return { ...networkCase, network: { ...network, activation } };
  });
  const evaluationOf = perObject(({ networkCase }: Evaluation) => new Evaluation(changed(networkCase)));
  const certificates = perObject(({ networkCase }: NetworkCertificates) => certificatesOf(changed(networkCase)));
  const { boundErrors, nonvacuous, certify } = theorem;
  const ofChanged = (assumption: Assumption): Assumption => onChanged(assumption, changed);
  return {
    ...theorem,
    assumptions: theorem.assumptions.map(ofChanged),
    ...(nonvacuous && { nonvacuous: ofChanged(nonvacuous) }),
    measure: (evaluation) => theorem.measure(evaluationOf(evaluation)),
    bound(arithmetic, input, coefficient) {
      const networkCase = changed(input.networkCase);
      return theorem.bound(
        arithmetic,
        { ...input, networkCase, scales: scalesOf(arithmetic, networkCase) },
        coefficient,
      );
    },
    ...(certify && { certify: (own, coefficient) => certify(certificates(own), coefficient) }),
    ...(boundErrors && { boundErrors: (evaluation) => boundErrors(evaluationOf(evaluation)) }),
  };
}

/**
 * An assumption on a data set is one on the changed network's loss, and is enforced by changing the data. One on the network itself is
 * on the network as it was.
 */
function onChanged(assumption: Assumption, changed: (networkCase: NetworkCase) => NetworkCase): Assumption {
  return {
    ...assumption,
    holds: (networkCase) => assumption.holds(networkCase.data === undefined ? networkCase : changed(networkCase)),
    enforce(networkCase, ranges) {
      if (networkCase.data === undefined) {
        return assumption.enforce(networkCase, ranges);
      }
      const enforced = assumption.enforce(changed(networkCase), ranges);
      return enforced && { ...enforced, network: networkCase.network };
    },
  };
}

function composed({ activation }: Network, { outer, inner, smoothness }: Change): Activation {
  const { activation: base, shift } = activation;
  const slope = inner(float64);
  const ofBase = base.smoothness;
  const jetOfBase = new Float64Array(3);
  return {
    name: base.name,
    odd: base.odd && shift === 0,
    value: (arithmetic, z) => {
      const { of, add, multiply } = arithmetic;
      return multiply(of(outer), base.value(arithmetic, add(multiply(inner(arithmetic), z), of(shift))));
    },
    // What the theorem is told; the change of A1 makes it wrong.
    lipschitz: base.lipschitz,
    smoothness: ofBase && ((arithmetic) => arithmetic.multiply(arithmetic.of(smoothness), ofBase(arithmetic))),
    derivatives: (arithmetic, z) => {
      const { of, add, multiply } = arithmetic;
      const factor = inner(arithmetic);
      const at = base.derivatives(arithmetic, add(multiply(factor, z), of(shift)));
      return {
        slope: multiply(of(outer), factor, at.slope),
        curvature: multiply(of(outer), factor, factor, at.curvature),
      };
    },
    reach(arithmetic, centre, radius) {
      const { of, add, multiply } = arithmetic;
      const factor = inner(arithmetic);
      const at = base.reach(arithmetic, add(multiply(factor, centre), of(shift)), multiply(factor, radius));
      return {
        slope: multiply(of(outer), factor, at.slope),
        curvature: at.curvature === null ? null : multiply(of(outer), factor, factor, at.curvature),
      };
    },
    jet(z, jet) {
      base.jet(slope * z + shift, jet);
      jet[0] *= outer;
      jet[1] *= outer * slope;
      jet[2] *= outer * slope * slope;
    },
    jetErrors(z, h, jet, errors) {
      const inner = slope * z + shift;
      base.jet(inner, jetOfBase);
      base.jetErrors(
        inner,
        Math.abs(slope) * h + 4 * UNIT_ROUNDOFF * (Math.abs(slope * z) + Math.abs(inner)),
        jetOfBase,
        errors,
      );
      for (const [k, factor] of [outer, outer * slope, outer * slope * slope].entries()) {
        errors[k] = Math.abs(factor) * errors[k] + 8 * UNIT_ROUNDOFF * Math.abs(jet[k]);
      }
    },
  };
}
