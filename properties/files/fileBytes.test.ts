/** Parts of files: what is beyond the end or beyond an array is refused, and links to folders are folders. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { readBytes, withFileBytes } from "../../src/files/fileBytes";
import { filesIn } from "../../src/files/filesIn";

const folder = mkdtempSync(join(tmpdir(), "wnb-"));
afterAll(() => rmSync(folder, { recursive: true }));

const path = join(folder, "bytes");

test("a slice is that part of the file", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 50 }), fc.nat(), fc.nat(), (bytes, a, b) => {
      writeFileSync(path, bytes);
      const [from, to] = [a % (bytes.length + 1), b % (bytes.length + 1)].sort((x, y) => x - y);
      expect(withFileBytes(path, "bytes", ({ size, slice }) => [size, slice(from, to)])).toEqual([
        bytes.length,
        bytes.slice(from, to),
      ]);
      expect(Uint8Array.from(readBytes(path, "bytes"))).toEqual(bytes);
    }),
  );
});

test("beyond the end, as when a file becomes shorter while it is read, and beyond the longest array", () => {
  writeFileSync(path, "four");
  expect(() => withFileBytes(path, "bytes", ({ slice }) => slice(2, 6))).toThrow(
    new Error(`${path}: data: found the end of the file at byte 4, expected bytes up to 6`),
  );
  // A hole in the file: it takes no room on the disk.
  truncateSync(path, 2 ** 32 + 5);
  expect(() => withFileBytes(path, "bytes", ({ size, slice }) => slice(0, size))).toThrow(
    new Error(`${path}: data: found 4294967301 bytes to read, expected at most 4294967295, so fewer samples`),
  );
  expect(withFileBytes(path, "bytes", ({ size, slice }) => slice(size - 2, size))).toEqual(Uint8Array.of(0, 0));
});

test("errors that are no bad input pass through unchanged", () => {
  writeFileSync(path, "");
  const error = new RangeError("of the caller");
  expect(() =>
    withFileBytes(path, "bytes", () => {
      throw error;
    }),
  ).toThrow(error);
});

test("a listing is in alphabetical order, and a link may be a file or a folder", () => {
  const listed = join(folder, "listed");
  mkdirSync(join(listed, "below"), { recursive: true });
  for (const name of ["b", "a", "c"]) {
    writeFileSync(join(listed, name), "");
  }
  symlinkSync(join(listed, "below"), join(listed, "link"));
  expect(filesIn(listed, "a folder")).toEqual({ files: ["a", "b", "c", "link"], folders: ["below", "link"] });
  const loop = join(folder, "loop");
  symlinkSync(loop, loop);
  expect(() => filesIn(loop, "a folder")).toThrow(new Error(`${loop}: found an error (ELOOP), expected a folder`));
});
