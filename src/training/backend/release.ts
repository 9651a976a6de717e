/** A wheel as the set-up expects it. */
export interface Wheel {
  /** The requirement that pip downloads. */
  readonly requirement: string;
  readonly file: string;
  readonly sha256: string;
}

/** The versions that belong together: tfjs-node's C++ sources compile against the C API of TensorFlow 2.15. */
export const release = {
  tfjsNode: "4.22.0",
  tensorflow: "2.15.1",
  napi: 8,
  wheel: {
    requirement: "tensorflow-cpu==2.15.1",
    file: "tensorflow_cpu-2.15.1-cp311-cp311-manylinux_2_17_x86_64.manylinux2014_x86_64.whl",
    sha256: "54660c074d7241a503e81edfd9f5ef5af88f64051b72e2945f26318c790f2d26",
  } satisfies Wheel,
} as const;

/** Unpacked libraries and packages (0.61 + 0.30 GB), and what is written and removed on the way. */
export const BYTES_NEEDED = 1.1e9;
