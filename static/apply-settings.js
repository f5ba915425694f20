// Applies the settings of the owner to the article, which is generated before the site is known.

function add(to, tag, text, attributes) {
  const element = document.createElement(tag);
  element.textContent = text;
  to.append(element);
  return Object.assign(element, attributes);
}

/**
 * Sets the page that "Leave" opens. Inserts the owner's contact link and help lines. Moves the help lines of the
 * reader's country to the front and opens them. src/view/exit.rs, owner.rs and help_lines.rs do the same in the app. A
 * country is found by its code, because a translator may have changed every text.
 *
 * @param {string} set one value on each line, empty if it is not set: the page that "Leave" opens, whether the owner
 *   has set it, the address of the contact link, its text, the title of the owner's help lines, the code of the country,
 *   and then, for each help line, its name, its number and the digits to dial
 */
export function applySettings(host, set) {
  const [to, own, href, label, title, country, ...lines] = set.split('\n');
  const leave = host.querySelector('.ie-leave a');
  leave?.setAttribute('href', to);
  leave?.toggleAttribute('data-set', !!own);
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
  const box = document.createElement('div');
  box.dataset.own = '';
  add(box, 'p', title, { className: 'ie-label' });
  const list = add(box, 'ul', '');
  while (lines.length) {
    const [name, number, dial] = lines.splice(0, 3);
    const call = add(add(list, 'li', ''), 'a', '', { href: `tel:${dial}`, className: 'ie-call' });
    add(call, 'span', name);
    call.append(' ');
    add(call, 'b', number);
  }
  (here ?? first).before(box);
}
