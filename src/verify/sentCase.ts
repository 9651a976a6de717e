import { activationNamed } from "../network/activation";
import type { NetworkCase } from "../network/networkCase";

/** A case as one thread sends it to another: functions cannot travel, so the activation is named. */
export interface SentCase extends Omit<NetworkCase, "network"> {
  readonly network: Omit<NetworkCase["network"], "activation">;
  readonly activation: { readonly name: string; readonly shift: number };
}

export function sentCase({ network, ...others }: NetworkCase): SentCase {
  const { activation, ...numbers } = network;
  return { ...others, network: numbers, activation: { name: activation.activation.name, shift: activation.shift } };
}

export function receivedCase({ network, activation: { name, shift }, ...others }: SentCase): NetworkCase {
  return { ...others, network: { ...network, activation: { activation: activationNamed(name, "activation"), shift } } };
}
