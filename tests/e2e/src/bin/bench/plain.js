// What a person finds on the page in plain JavaScript. See watch.js.
const page = {
  first: 1,
  question() {
    if (document.querySelector('.result')) return 'result';
    return Number(document.querySelector('form')?.dataset.question ?? 0);
  },
  start: () => [document.querySelector('.begin')],
  goOn: () => null,
  fields: () => [...document.querySelectorAll('fieldset input')],
  next: () => document.querySelector('.next'),
  back: () => document.querySelector('.back'),
};
