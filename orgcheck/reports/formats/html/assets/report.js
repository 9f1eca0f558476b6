"use strict";
// Search, filter, folding and keys. The page says everything without this script.
(() => {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const form = document.querySelector(".find");
  const field = form.querySelector("input");
  const buttons = all("button[data-sort]", form);
  const found = form.querySelector(".found");
  const reset = form.querySelector("button[type=reset]");
  const told = all(".event, .finding").map((element) => ({ element }));
  const panels = all(".panel").map((element) => ({
    element,
    units: all(".tree li", element).map((unit) => ({ element: unit })),
    nothing: element.querySelector(".nothing"),
  }));
  const total = told.filter((one) => one.element.matches(form.dataset.counted)).length;
  const folds = all("details");
  let before = null; // which folds stood open before a search opened others

  const filled = (words, number, total) => words.replace("{number}", number).replace("{total}", total);
  const folded = (text) => text.normalize("NFKC").toLocaleLowerCase();
  const textOf = (one) => (one.text ??= folded(one.element.textContent));
  // A unit's own words: those of the units below it are theirs.
  const ownText = (one) => {
    if (one.text === undefined) {
      const parts = [one.element.dataset.id ?? ""];
      for (const part of one.element.childNodes) {
        if (part.tagName !== "DETAILS") parts.push(part.textContent);
        else parts.push(...[...part.children].filter((x) => x.tagName !== "UL").map((x) => x.textContent));
      }
      one.text = one.element.classList.contains("fold") ? "" : folded(parts.join(" "));
    }
    return one.text;
  };

  function matcher() {
    const words = folded(field.value).split(/\s+/).filter(Boolean);
    const sorts = buttons.filter((b) => b.ariaPressed === "true").map((b) => b.dataset.sort);
    return {
      any: words.length > 0 || sorts.length > 0,
      words: (text) => words.every((word) => text.includes(word)),
      sorts: (element) => {
        const own = (element.dataset.sorts ?? "").split(" ");
        return sorts.length === 0 || sorts.some((sort) => own.includes(sort));
      },
    };
  }

  function apply() {
    const match = matcher();
    if (match.any) before ??= folds.map((fold) => fold.open);
    const hits = told.filter((one) => {
      const filtered = one.element.matches(form.dataset.counted);
      const hit = (!filtered || match.sorts(one.element)) && match.words(textOf(one));
      one.element.hidden = !hit;
      return hit && filtered;
    });
    for (const group of all(".group")) {
      group.hidden = !group.querySelector(".event:not([hidden])");
      if (match.any && !group.hidden) group.firstElementChild.open = true;
    }
    for (const part of all(".rule, .chapter, #findings")) {
      part.hidden = !part.querySelector(".event:not([hidden]), .finding:not([hidden])");
    }
    for (const mended of all(".mended")) mended.open ||= match.any && !mended.hidden;
    for (const nothing of all("main > section > .nothing")) nothing.hidden = hits.length > 0;
    const counts = panels.map((panel) => filterTree(panel, match));
    if (!match.any && before) {
      folds.forEach((fold, number) => { fold.open = before[number]; });
      before = null;
    }
    reset.hidden = !match.any;
    const parts = [filled(form.dataset.found, hits.length, total)];
    panels.forEach((panel, number) => {
      const { one, many } = panel.element.dataset;
      parts.push(filled(counts[number] === 1 ? one : many, counts[number]));
    });
    found.textContent = match.any ? parts.join(" · ") : "";
  }

  function filterTree(panel, match) {
    let count = 0;
    for (const { element } of panel.units) {
      element.hidden = match.any;
      element.classList.remove("hit");
    }
    if (match.any) {
      for (const one of panel.units) {
        if (!(match.sorts(one.element) && match.words(ownText(one))) || ownText(one) === "") continue;
        count += 1;
        one.element.classList.add("hit");
        reveal(one.element, (element) => { element.hidden = false; });
      }
    }
    panel.nothing.hidden = !match.any || count > 0;
    return count;
  }

  // Opens what an element is folded in; `also` is done to every list item on the way.
  function reveal(element, also = () => {}) {
    for (let one = element; one && one.tagName !== "MAIN"; one = one.parentElement) {
      if (one.tagName === "LI") also(one);
      if (one.tagName === "DETAILS" && one !== element) one.open = true;
    }
  }

  function follow() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    if (target.closest("[hidden]") && target.closest("[hidden]") !== form) form.reset();
    reveal(target);
    target.scrollIntoView({ block: target.tagName === "LI" ? "center" : "start" });
  }

  let waiting;
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(apply, 120);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape") form.reset();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    apply();
    next();
  });
  form.addEventListener("reset", () => {
    for (const button of buttons) button.ariaPressed = "false";
    setTimeout(apply);
  });
  for (const button of buttons) {
    button.addEventListener("click", () => {
      button.ariaPressed = button.ariaPressed === "true" ? "false" : "true";
      apply();
    });
  }

  // Enter in the search field goes from hit to hit.
  let current = -1;
  function next() {
    const hits = [...told.filter((one) => !one.element.hidden).map((one) => one.element), ...all(".hit")];
    if (!matcher().any || hits.length === 0) return;
    current = (current + 1) % hits.length;
    hits[current].scrollIntoView({ block: "center" });
    found.textContent = filled(form.dataset.at, current + 1, hits.length);
  }
  field.addEventListener("input", () => { current = -1; });

  for (const button of all("button[data-fold]")) {
    button.addEventListener("click", () => {
      const open = button.dataset.fold === "open";
      for (const fold of all(".tree details", button.closest(".panel"))) fold.open = open;
    });
  }

  // In a tree, arrow keys go from branch to branch, open and close, as they do in a file manager.
  document.addEventListener("keydown", (event) => {
    const summary = event.target.closest?.(".tree summary");
    if (!summary || event.altKey || event.ctrlKey || event.metaKey) return;
    const fold = summary.parentElement;
    if (event.key === "ArrowRight" && !fold.open) fold.open = true;
    else if (event.key === "ArrowLeft" && fold.open) fold.open = false;
    else if (event.key === "ArrowLeft") fold.parentElement.closest("details")?.firstElementChild.focus();
    else if (["ArrowDown", "ArrowUp", "ArrowRight"].includes(event.key)) {
      const seen = all("summary", summary.closest(".panel")).filter((one) => one.checkVisibility());
      seen[seen.indexOf(summary) + (event.key === "ArrowUp" ? -1 : 1)]?.focus();
    } else return;
    event.preventDefault();
  });

  let printed = null;
  addEventListener("beforeprint", () => {
    printed = all(".group > details, #ledger details, .mended").filter((fold) => !fold.open);
    for (const fold of printed) fold.open = true;
  });
  addEventListener("afterprint", () => {
    for (const fold of printed ?? []) fold.open = false;
  });

  // What one jumps to must not end up under the search bar.
  new ResizeObserver(() => {
    document.documentElement.style.setProperty("--bar", `${form.offsetHeight}px`);
  }).observe(form);

  addEventListener("hashchange", follow);
  form.hidden = false;
  for (const folding of all(".folding")) folding.hidden = false;
  follow();
})();
