/** What `wnb complexity` is asked for. */
export interface ComplexityOptions {
  readonly seed: number;
  readonly inputDimension: number;
  readonly json?: true;
  readonly markdown?: true;
}
