/** What `wnb weakenings` is asked for. */
export interface WeakeningsOptions {
  readonly theorem?: readonly string[];
  readonly update?: true;
  readonly search?: true;
  readonly seconds: number;
  readonly shrinkSeconds: number;
  readonly seed: number;
  readonly file: string;
  readonly json?: true;
  readonly markdown?: true;
}
