import { decimalIntervals } from "../arithmetic/decimalIntervals";
import { intervals } from "../arithmetic/interval/intervals";
import { scalesOf } from "../bounds/scales";
import { fullHessian } from "../calculus/hessianOperator";
import { propagate } from "../calculus/propagation";
import type { NetworkCase } from "../network/networkCase";
import { perCase } from "../network/perCase";
import { NetworkCertificates } from "../rigour/networkCertificates";
import { topEigenvector } from "../spectrum/topEigenvector";

/**
 * The certificates of a network. What proves a Hessian norm from below is the curvature along a direction that float64 suggests.
 *
 * @param digits of the decimals in which they make their last attempt
 * @example certificatesOf({ network, input }).hessianSpectralNorm.enclosure()
 */
export function certificatesOf(networkCase: NetworkCase, digits?: number): NetworkCertificates {
  return new NetworkCertificates(
    networkCase,
    () => topEigenvector(fullHessian(propagate(networkCase), networkCase.parameters)),
    digits === undefined ? undefined : decimalIntervals(digits),
  );
}

/** The scales that bounds are made of, enclosed: once for all theorems on a case. */
export const enclosedScales = perCase((networkCase) => scalesOf(intervals, networkCase));
