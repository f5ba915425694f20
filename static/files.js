// Saving and opening files, and printing. All of it happens only after a press.

// In bytes; src/record/transfer.rs has the same limit. A larger file is not loaded.
const LONGEST = 524288;

/** Saves a text as a file with a neutral name. Returns false if the browser does not allow it. */
export function save(text) {
  const link = document.createElement('a');
  try {
    link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  } catch {
    return false;
  }
  link.download = 'notes.json';
  link.click();
  // Some browsers ask the person first, and fetch the address only after that.
  setTimeout(() => URL.revokeObjectURL(link.href), 40_000);
  return true;
}

/** Opens the browser's print dialog. Returns false if the browser did not start to print. */
export function printed() {
  let begun = false;
  const hear = () => (begun = true);
  addEventListener('beforeprint', hear);
  try {
    print();
  } catch {
    // A web view without printing may not have the function.
  }
  removeEventListener('beforeprint', hear);
  return begun;
}

// While the page is printed, no box around the element scrolls, has a height of its own or cuts it off: a browser prints
// only what such a box shows. The marks are attributes and the rules are for print, so nothing changes on the screen.
const MARK = 'data-intimacy-explorer-printed';
const WHOLE =
  `@media print{[${MARK}]{position:static!important;overflow:visible!important;contain:none!important;block-size:auto!important;` +
  'min-block-size:auto!important;max-block-size:none!important}}';
let sheet;

addEventListener('beforeprint', () => {
  for (const { parentElement } of document.querySelectorAll('intimacy-explorer[data-ready]')) {
    for (let box = parentElement; box; box = box.parentElement) box.toggleAttribute(MARK, true);
  }
  if (!sheet) (sheet = new CSSStyleSheet()).replaceSync(WHOLE);
  if (!document.adoptedStyleSheets.includes(sheet)) document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
});

addEventListener('afterprint', () => {
  for (const box of document.querySelectorAll(`[${MARK}]`)) box.removeAttribute(MARK);
  document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet);
});

/** The text of the file that was chosen in a field, or undefined if it is larger than LONGEST. */
export async function opened(field) {
  const [file] = field.files;
  // So that choosing the same file again fires `change`.
  field.value = '';
  return file.size > LONGEST ? undefined : file.text();
}
