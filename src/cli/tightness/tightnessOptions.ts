/** What `wnb tightness` is asked for. */
export interface TightnessOptions {
  readonly update?: true;
  readonly theorem?: readonly string[];
  readonly seconds: number;
  readonly seed: number;
  readonly accept?: readonly string[];
  readonly file: string;
  readonly json?: true;
  readonly markdown?: true;
}
