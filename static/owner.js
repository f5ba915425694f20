// What the owner has set, in the article, which was written before anybody knew whose site it stands on.

function add(to, tag, text, attributes) {
  const element = document.createElement(tag);
  element.textContent = text;
  to.append(element);
  return Object.assign(element, attributes);
}

/**
 * Puts the owner's link to the practice and help lines in their places, and the lines of the owner's country before
 * those of others: as src/view/contact.rs and src/view/article/support.rs do in the app.
 *
 * @param {string} set a line each: where the link leads and what it says, the title of the owner's lines and the country's name, then
 *   of each line its name, its number and how it is dialled; each empty where it is not set
 */
export function owner(host, set) {
  const [href, label, title, country, ...lines] = set.split('\n');
  const contact = host.querySelector('[data-contact]');
  contact?.replaceChildren();
  if (contact && href) add(contact, 'a', label, { href, rel: 'noreferrer', target: '_top', className: 'ie-contact' });

  const list = host.querySelector('.ie-article .ie-lines dl');
  if (!list) return;
  list.querySelector('[data-own]')?.remove();
  const here = [...list.children].find((group) => group.querySelector('dt')?.textContent === country);
  if (here) list.prepend(here);
  if (!lines.length) return;
  const own = document.createElement('div');
  own.dataset.own = '';
  add(own, 'dt', title);
  while (lines.length) {
    const [name, number, dial] = lines.splice(0, 3);
    add(add(own, 'dd', `${name} `), 'a', number, { href: `tel:${dial}` });
  }
  list.prepend(own);
}
