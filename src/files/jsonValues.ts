/** Parts of a parsed JSON value, or an InputError that names the place where something else was found. */
import { InputError, shown } from "./inputError";

export function objectAt(value: unknown, place: string): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new InputError(place, shown(value), "an object");
  }
  return value as Record<string, unknown>;
}

export function arrayAt(value: unknown, place: string): unknown[] {
  if (!Array.isArray(value)) {
    throw new InputError(place, shown(value), "an array");
  }
  return value;
}

export function numberAt(value: unknown, place: string): number {
  if (typeof value !== "number" || !Number.isFinite(value)) {
    throw new InputError(place, shown(value), "a finite number");
  }
  return value;
}

export function numbersAt(value: unknown, place: string): Float64Array {
  return Float64Array.from(arrayAt(value, place), (entry, i) => numberAt(entry, `${place}[${i}]`));
}

export function stringAt(value: unknown, place: string): string {
  if (typeof value !== "string") {
    throw new InputError(place, shown(value), "a string");
  }
  return value;
}

/** A whole number, `least` or more. */
export function wholeAt(value: unknown, place: string, least: number): number {
  if (!Number.isSafeInteger(value) || (value as number) < least) {
    throw new InputError(place, shown(value), `a whole number from ${least}`);
  }
  return value as number;
}

/** One of the names that a place may hold. */
export function nameAt(value: unknown, names: readonly string[], place: string): string {
  if (typeof value !== "string" || !names.includes(value)) {
    throw new InputError(place, shown(value), `one of ${names.join(", ")}`);
  }
  return value;
}
