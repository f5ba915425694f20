// Files and paper: what leaves the page does so by a press, and what comes in was chosen by one.

// src/record/transfer.rs reads no longer ones; a longer one is not even loaded.
const LONGEST = 524288;

/** Offers a text as a file, under a name that says nothing; false where the browser does not let it. */
export function save(text) {
  const link = document.createElement('a');
  try {
    link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  } catch {
    return false;
  }
  link.download = 'notes.json';
  link.click();
  // Some browsers fetch it only after a question of their own.
  setTimeout(() => URL.revokeObjectURL(link.href), 40_000);
  return true;
}

/** Asks the browser to print; false where it has not begun to. */
export function printed() {
  let begun = false;
  const hear = () => (begun = true);
  addEventListener('beforeprint', hear);
  try {
    print();
  } catch {
    // An app without printing may lack the function.
  }
  removeEventListener('beforeprint', hear);
  return begun;
}

/** The text of the file that was chosen in a field; nothing where it is too long. */
export async function opened(field) {
  const [file] = field.files;
  // The same file can be chosen again.
  field.value = '';
  return file.size > LONGEST ? undefined : file.text();
}
