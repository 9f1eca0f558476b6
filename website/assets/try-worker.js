// Runs orgcheck in a thread of its own, so that the page answers while it works. All that is loaded
// comes from the site; what is checked stays in this thread.
import { loadPyodide } from "./program/pyodide.mjs";
import * as re2js from "./program/re2.js";

const program = new URL("./program/", self.location.href);

const ready = (async () => {
  const python = await loadPyodide({ indexURL: program.href });
  python.registerJsModule("re2js", re2js);
  const archive = await fetch(new URL("orgcheck.zip", program));
  python.unpackArchive(await archive.arrayBuffer(), "zip", {
    extractDir: python.runPython("import site; site.getsitepackages()[0]"),
  });
  const run = python.pyimport("browser_start").run;
  return (files, words) =>
    run(python.toPy(files), python.toPy(words)).toJs({ dict_converter: Object.fromEntries });
})();

self.onmessage = async ({ data: { number, files, words } }) => {
  try {
    const run = await ready;
    self.postMessage({ number, result: run(files, words) });
  } catch (error) {
    self.postMessage({ number, trouble: String(error) });
  }
};
