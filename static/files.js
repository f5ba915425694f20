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

/** The text of the file that was chosen in a field, or undefined if it is larger than LONGEST. */
export async function opened(field) {
  const [file] = field.files;
  // So that choosing the same file again fires `change`.
  field.value = '';
  return file.size > LONGEST ? undefined : file.text();
}
