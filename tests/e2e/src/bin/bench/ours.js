// What a person finds on the explorer's page. See watch.js.
const app = (css) => document.querySelector('intimacy-explorer')?.shadowRoot?.querySelector(`.ie-main${css}`);
const page = {
  // The first question, whom the person thinks of, is on the start card.
  first: 2,
  question() {
    const progress = app(' progress');
    if (progress) return progress.value;
    if (app(' .ie-result')) return 'result';
    return app(' .ie-question') ? 'offer' : 0;
  },
  start() {
    if (app('')) return [];
    return ['[name=ie-subject]', '[data-keep]', '[data-begin]'].map((css) => document.querySelector(css));
  },
  goOn: () => (app('') ? app(' .ie-map-card .ie-button') : document.querySelector('[data-open=notes]')),
  fields: () => [...app('').querySelectorAll('fieldset input')],
  // The offer of the optional part is declined.
  next: () => app(' .ie-actions .ie-second') ?? app(' .ie-actions .ie-button'),
  back: () => app(' .ie-back button'),
};
