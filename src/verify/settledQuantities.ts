import { certificatesOf } from "../measurement/certificates";
import { certifiedQuantities, type EachQuantity, entryAt, mapQuantities, quantityAt } from "../measurement/quantities";
import type { Quantity } from "../measurement/quantity";
import type { NetworkCase } from "../network/networkCase";
import type { NetworkCertificates } from "../rigour/networkCertificates";
import { type Check, checkLimit, proveLimit, recomputeLimit } from "./checkLimit";
import { BELOW, digitsOf, type Limit } from "./limit";
import { canBeEnclosed, settleQuantity } from "./settle";

/** Of certificates, where no limit asks for more. */
const DIGITS = 50;

/** The certificates of a network to so many digits (50), made when they are first asked for. */
export type CertificatesBy = (digits?: number) => NetworkCertificates;

export function certificatesBy(networkCase: NetworkCase): CertificatesBy {
  const made = new Map<number, NetworkCertificates>();
  return (digits = DIGITS) => {
    const found = made.get(digits) ?? certificatesOf(networkCase, digits);
    made.set(digits, found);
    return found;
  };
}

/** Every quantity as float64 has it, or where that is not known well enough, as enclosures or decimals have it. */
export function settledQuantities(
  measured: EachQuantity<Quantity>,
  { network }: NetworkCase,
  certificates: CertificatesBy,
): EachQuantity<Quantity> {
  return canBeEnclosed(network)
    ? mapQuantities(measured, (each, quantity, index) =>
        settleQuantity(each, () => entryAt(certifiedQuantities(certificates()), { quantity, index })),
      )
    : measured;
}

/** A limit checked: what float64 leaves open of it, proofs may tell; of a loss, which has none, decimals. */
export function settledCheck(
  measured: EachQuantity<Quantity>,
  limit: Limit,
  { network }: NetworkCase,
  certificates: CertificatesBy,
): Check {
  const quantity = quantityAt(measured, limit, BELOW);
  const check = checkLimit(quantity, limit);
  if (quantity === null || check.verdict !== "undecided" || !canBeEnclosed(network)) {
    return check;
  }
  const certifiable = entryAt(certifiedQuantities(certificates(digitsOf(limit))), limit);
  return certifiable ? proveLimit(certifiable, limit, check.value) : recomputeLimit(check, quantity, limit);
}
