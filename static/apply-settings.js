// What the owner has set, in the article, which was written before anybody knew whose site it stands on.

function add(to, tag, text, attributes) {
  const element = document.createElement(tag);
  element.textContent = text;
  to.append(element);
  return Object.assign(element, attributes);
}

/**
 * Puts the owner's link to the practice and help lines in their places, and the lines of the reader's country before
 * those of others, and opens them: as src/view/owner.rs and src/view/help_lines.rs do in the app. A country is
 * found by its code, because a translator may have changed every text.
 *
 * @param {string} set a line each: where the link leads and what it says, the title of the owner's lines and the country's code, then
 *   of each line its name, its number and how it is dialed; each empty where it is not set
 */
export function applySettings(host, set) {
  const [href, label, title, country, ...lines] = set.split('\n');
  const contact = host.querySelector('[data-contact]');
  contact?.replaceChildren();
  if (contact && href) add(contact, 'a', label, { href, rel: 'noreferrer', target: '_top', className: 'ie-contact' });

  const [first, ...others] = host.querySelectorAll('.ie-article [data-country]');
  if (!first) return;
  const here = [first, ...others].find(({ dataset }) => dataset.country === country);
  if (here) {
    here.open = true;
    if (here !== first) first.before(here);
  }
  host.querySelector('.ie-article [data-own]')?.remove();
  if (!lines.length) return;
  const own = document.createElement('div');
  own.dataset.own = '';
  add(own, 'p', title, { className: 'ie-label' });
  const list = add(own, 'ul', '');
  while (lines.length) {
    const [name, number, dial] = lines.splice(0, 3);
    const call = add(add(list, 'li', ''), 'a', '', { href: `tel:${dial}`, className: 'ie-call' });
    add(call, 'span', name);
    call.append(' ');
    add(call, 'b', number);
  }
  (here ?? first).before(own);
}
