const { createTransformer } = require("@swc/jest");

/** The bug, as JSON: the end of a file's path, what stands there once, and what is to stand there instead. */
const { file, code, bug } = JSON.parse(process.env.WNB_DELIBERATE_BUG);

/** The transformer of the tests, with one deliberate bug in the code that they test. */
module.exports = {
  createTransformer(options) {
    const transformer = createTransformer(options);
    const broken = (source, path) => (path.endsWith(file) ? source.replace(code, () => bug) : source);
    return {
      ...transformer,
      process: (source, path, given) => transformer.process(broken(source, path), path, given),
      getCacheKey: (source, path, given) => transformer.getCacheKey(broken(source, path), path, given),
    };
  },
};
