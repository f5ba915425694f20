// The style sheet alone, for an article on a page that does not link it.

/** Fetches the text of the style sheet. */
export async function css() {
  const response = await fetch(new URL('./widget.css', import.meta.url));
  if (!response.ok) throw new Error(`widget.css: HTTP ${response.status}`);
  return response.text();
}
