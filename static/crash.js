// Comes true when the app's code can no longer run: it said so itself, or the browser stopped it.

/** @param {(call: Function) => void} whenCrashed asks the app to call when it panics */
export function crash(whenCrashed) {
  return new Promise((resolve) => {
    whenCrashed(resolve);
    // No memory, or no stack, is no panic: the browser ends the code in the middle. Other code on a page may end so too,
    // and is told apart by where it is from.
    addEventListener('error', ({ error }) => {
      if (error instanceof WebAssembly.RuntimeError && /intimacy-explorer/.test(error.stack)) resolve();
    });
  });
}
