/** Which places delta debugging keeps. */
import fc from "fast-check";
import { keptPlaces } from "../../src/generators/keptPlaces";

const sizes = fc.integer({ min: 2, max: 70 });

test("for eight places: one, the halves, the quarters and what they leave, the single ones and what they leave", () => {
  const kept = [...keptPlaces(8)].map((places) => places.join(""));
  expect(kept.slice(0, 11)).toEqual([
    "0",
    "0123",
    "4567",
    "01",
    "23",
    "45",
    "67",
    "234567",
    "014567",
    "012367",
    "012345",
  ]);
  expect(kept.slice(11)).toEqual([
    ...["1", "2", "3", "4", "5", "6", "7"],
    ...["1234567", "0234567", "0134567", "0124567", "0123567", "0123467", "0123457", "0123456"],
  ]);
  expect([...keptPlaces(2)]).toEqual([[0], [1]]);
  expect([...keptPlaces(1)]).toEqual([]);
});

test("each candidate keeps some of the places in their order, and not all", () => {
  fc.assert(
    fc.property(sizes, (size) => {
      for (const places of keptPlaces(size)) {
        const isOrdered = places.every((place, i) => place < size && (i === 0 || places[i - 1] < place));
        // Of millions: `expect` of each takes a quarter of a minute.
        if (!isOrdered || places.length === 0 || places.length >= size) {
          throw new Error(`${places.join()} of ${size} places`);
        }
      }
    }),
  );
});

test("each place alone, and all but each, are among them once; all in all, no more than five for each place", () => {
  fc.assert(
    fc.property(sizes, (size) => {
      const kept = [...keptPlaces(size)];
      const texts = kept.map((places) => places.join());
      expect(new Set(texts).size).toBe(texts.length);
      expect(kept.filter(({ length }) => length === 1).length).toBe(size);
      expect(kept.filter(({ length }) => length === size - 1).length).toBe(size);
      expect(kept.length).toBeLessThan(5 * size);
    }),
  );
});
