/** What `wnb figures` is asked for. */
export interface FiguresOptions {
  readonly figure?: readonly FigureNumber[];
  readonly dataDir?: string;
  readonly samples?: number;
  readonly steps: number;
  readonly seed: number;
  readonly width?: readonly number[];
  readonly hessians: number;
  readonly out: string;
  readonly backend?: "native" | "wasm";
}

/** As the paper numbers them: 1 is CIFAR-10, 2 is MNIST. */
export type FigureNumber = "1" | "2";
