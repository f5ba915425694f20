// Files: the only ones that leave the page are saved by a press, and the only ones that come in are chosen by one.

// src/record/transfer.rs reads no longer ones; a longer one is not even loaded.
const LONGEST = 65536;

/** Offers a text as a file, under a name that says nothing. */
export function save(text) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  link.download = 'notes.json';
  link.click();
  URL.revokeObjectURL(link.href);
}

/** The text of the file that was chosen in a field; nothing where it is too long. */
export async function opened(field) {
  const [file] = field.files;
  // The same file can be chosen again.
  field.value = '';
  return file.size > LONGEST ? undefined : file.text();
}
