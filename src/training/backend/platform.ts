import { SetUpError } from "./setUpError";

/** What decides whether TensorFlow's library from the wheel can run here. */
interface Platform {
  readonly platform: string;
  readonly arch: string;
  /** The version of glibc; undefined where another C library is used (Alpine: musl). */
  readonly glibc: string | undefined;
}

/** The platform of this process. */
export function thisPlatform(): Platform {
  const { platform, arch, report } = process;
  const { header } = platform === "linux" ? (report.getReport() as { header?: Record<string, string> }) : {};
  return { platform, arch, glibc: header?.["glibcVersionRuntime"] };
}

/** @throws SetUpError where there is nothing to set up */
export function checkPlatform({ platform, arch, glibc }: Platform): void {
  const needed = "npm run setup:tensorflow builds for Linux on x64 with glibc 2.17 or newer";
  const instead =
    "Here only tfjs-node's own download can give the native TensorFlow (npm rebuild @tensorflow/tfjs-node tries it " +
    "again); without it, training uses WebAssembly.";
  if (platform !== "linux" || arch !== "x64") {
    throw new SetUpError(`${needed}, and this is ${platform} on ${arch}. ${instead}`);
  }
  const [major = 0, minor = 0] = glibc?.split(".").map(Number) ?? [];
  if (major < 2 || (major === 2 && minor < 17)) {
    throw new SetUpError(`${needed}, and this system has ${glibc ? `glibc ${glibc}` : "no glibc"}. ${instead}`);
  }
}
