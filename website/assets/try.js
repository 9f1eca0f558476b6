// The page on which snapshots are validated and compared; on every other page this does nothing.
(() => {
  const assets = new URL(".", document.currentScript.src);
  let worker = null;
  let last = 0;
  const waiting = new Map();

  // Runs a command of orgcheck on files that exist for this run alone.
  function run(files, words) {
    if (worker === null) {
      worker = new Worker(new URL("try-worker.js", assets), { type: "module" });
      worker.onmessage = ({ data }) => {
        const { resolve, reject } = waiting.get(data.number);
        waiting.delete(data.number);
        if (data.result) resolve(data.result);
        else reject(new Error(data.trouble));
      };
      worker.onerror = () => {
        waiting.forEach(({ reject }) => reject(new Error("the program could not be loaded")));
        waiting.clear();
        worker = null;
      };
    }
    last += 1;
    const number = last;
    return new Promise((resolve, reject) => {
      waiting.set(number, { resolve, reject });
      worker.postMessage({ number, files, words });
    });
  }

  function element(tag, attributes = {}, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...children);
    return made;
  }

  // A text that is pasted, dropped or chosen.
  function field(id, title, hint) {
    const text = element("textarea", { id, rows: "12", spellcheck: "false", wrap: "off" });
    text.placeholder = hint;
    const file = element("input", { type: "file", "aria-label": `${title}: choose a file` });
    file.accept = ".yaml,.yml,.json";
    const take = async (chosen) => {
      if (chosen) text.value = await chosen.text();
    };
    file.addEventListener("change", () => take(file.files[0]));
    text.addEventListener("dragover", (event) => event.preventDefault());
    text.addEventListener("drop", (event) => {
      if (!event.dataTransfer.files.length) return;
      event.preventDefault();
      take(event.dataTransfer.files[0]);
    });
    return { text, whole: element("div", {}, element("label", { for: id }, title), text, file) };
  }

  function begin(place) {
    const newer = field("try-newer", "The structure", "organisation: ...\nunits: ...");
    const older = field("try-older", "As it was before (to compare)", "paste or drop a file");
    const rules = field("try-rules", "Rules (optional)", "pack: ...\nrules: ...");
    const good = element("input", { type: "checkbox", id: "try-good" });
    const validate = element("button", { type: "button", class: "md-button" }, "Validate");
    const compare = element("button", { type: "button", class: "md-button" }, "Compare");
    const example = element("button", { type: "button", class: "md-button" }, "Load the example");
    const said = element("p", { role: "status", id: "try-said" });
    const out = element("pre", { id: "try-out", tabindex: "0", role: "region", "aria-label": "What was found" });
    const page = element("iframe", { id: "try-page", sandbox: "", title: "The report as a page" });
    out.hidden = page.hidden = true;

    async function check(command) {
      if (!newer.text.value.trim() || (command === "diff" && !older.text.value.trim())) {
        said.textContent = "A text is missing: paste one, drop a file, or load the example.";
        return;
      }
      const files = { "newer.yaml": newer.text.value, "older.yaml": older.text.value };
      const words = command === "diff" ? ["diff", "older.yaml", "newer.yaml"] : ["validate", "newer.yaml"];
      if (rules.text.value.trim()) {
        files["rules.yaml"] = rules.text.value;
        words.push("--rules", "rules.yaml");
      }
      if (good.checked) words.push("--rules", "builtin:good-practice");
      said.textContent = worker === null ? "Loading the program, some 18 MB, once ..." : "Working ...";
      validate.disabled = compare.disabled = true;
      try {
        const text = await run(files, words);
        const html = text.out ? await run(files, [...words, "--format", "html"]) : { out: "" };
        out.textContent = text.out + text.said;
        page.srcdoc = html.out;
        out.hidden = false;
        page.hidden = !html.out;
        said.textContent = verdict(text.status);
      } catch (error) {
        said.textContent = `That did not work: ${error.message}`;
      }
      validate.disabled = compare.disabled = false;
    }

    async function load() {
      const files = new URL("../files/", assets);
      const fetched = ["snapshots/2024.yaml", "snapshots/2023.yaml", "rules/kela.yaml"].map(
        async (name) => (await fetch(new URL(name, files))).text(),
      );
      [newer.text.value, older.text.value, rules.text.value] = await Promise.all(fetched);
      said.textContent = "Kela, in two readings of its page. Change something, and validate.";
    }

    validate.addEventListener("click", () => check("validate"));
    compare.addEventListener("click", () => check("diff"));
    example.addEventListener("click", load);
    const checked = element("label", { for: "try-good" }, good, " and the pack of good practice");
    place.replaceChildren(
      element("div", { class: "try-fields" }, newer.whole, older.whole, rules.whole),
      element("p", {}, checked),
      element("p", { class: "try-buttons" }, validate, " ", compare, " ", example),
      said,
      out,
      page,
    );
    place.run = run;
  }

  function verdict(status) {
    const words = {
      0: "Nothing that counts (status 0).",
      1: "There are findings that count (status 1).",
      2: "That cannot be checked so (status 2).",
      3: "That cannot be read (status 3).",
    };
    return words[status] || `Status ${status}.`;
  }

  const place = document.getElementById("try-orgcheck");
  if (place) begin(place);
})();
