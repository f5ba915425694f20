// Loads the second part of the app: its code, and the language file with all words. src/split.rs says what is in it.

/**
 * Returns a function that brings an app its second part. After a failure the app shows a button to try again; then only
 * what is missing is loaded. All apps of the page share what was loaded.
 *
 * @param {WebAssembly.Exports} wasm the exports of the first part, which the code of the second part uses
 * @param {() => Promise<Uint8Array>} code fetches the code
 * @param {() => Promise<Uint8Array>} words fetches the language file
 * @returns {(app: object, inside: Element, crashed: Promise<void>, mounted: () => boolean) => void} `inside` contains the
 *   screens of the app, `crashed` resolves when its code can no longer run, and `mounted` says whether it is still there
 */
export function secondPart(wasm, code, words) {
  let link;
  let language;
  const forget = () => {
    link = once(async () => WebAssembly.instantiate(await code(), { __wasm_split: wasm }));
    language = once(words);
  };
  forget();
  // The loads that have not ended. A fetch that runs while the page enters the back/forward cache may never end.
  const loads = new Set();
  addEventListener('pageshow', ({ persisted }) => {
    if (!persisted || !loads.size) return;
    forget();
    for (const load of loads) load();
  });
  return (app, inside, crashed, mounted) => {
    let runs = true;
    crashed.then(() => (runs = false));
    const tell = (how) => runs && mounted() && how();
    const load = async () => {
      loads.add(load);
      try {
        const [all] = await Promise.all([language(), link()]);
        tell(() => {
          app.second_part(all);
          performance.mark('intimacy-explorer:whole');
        });
      } catch (problem) {
        // The server may have sent another file in place of the language file.
        language = once(words);
        tell(() => app.second_part_failed());
        console.error('intimacy-explorer: the second part of the app did not load.', problem);
      }
      loads.delete(load);
    };
    if (!app.needs_second_part()) return;
    load();
    inside.addEventListener('click', ({ target }) => {
      if (!target.closest('[data-load-again]')) return;
      tell(() => app.second_part());
      load();
    });
  };
}

function once(load) {
  let loaded;
  return () =>
    (loaded ??= load().catch((problem) => {
      loaded = undefined;
      throw problem;
    }));
}
