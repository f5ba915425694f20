// For counting what stays alive in the explorer. It runs after watch.js.

// The app itself exports the memory of its wasm.
for (const name of ['instantiate', 'instantiateStreaming']) {
  const original = WebAssembly[name];
  WebAssembly[name] = async (...parameters) => {
    const made = await original.apply(WebAssembly, parameters);
    bench.memory ??= (made.instance ?? made).exports.memory;
    return made;
  };
}

/** Presses something in the app as soon as it is there, and waits for the next frame. */
const press = async (css, number = 0) => {
  const all = () => document.querySelector('intimacy-explorer').shadowRoot.querySelectorAll(css);
  await bench.painted(() => all().length > 0);
  all()[number % all().length].click();
  await bench.painted(() => true);
};

const BAR = { explore: 0, quiz: 1, notes: 2, help: 3 };
const open = (place) => press('.ie-bar button', BAR[place]);
let turn = 0;

/** Visits every screen, one of the pages in each turn, and ends where it has begun. */
bench.visits = async () => {
  await open('explore');
  await press('.ie-main .ie-group a', turn++);
  await open('help');
  await open('notes');
  await press('.ie-map-card .ie-actions .ie-second', 0); // the result so far
  await open('notes');
  await press('.ie-map-card .ie-actions .ie-second', 1); // the answers
  await press('.ie-answers button'); // change the first one
  await press('.ie-back button');
  await open('notes');
  await press('.ie-main > div > .ie-actions .ie-second'); // a new map: the start card
  await open('explore');
  await press('p.ie-group button'); // the whole article
  document.querySelector('[data-open=notes]').click();
  await press('.ie-map-card .ie-button'); // go on
};

/** Answers all questions forwards and goes back to the first one, again and again. Returns the number of answers. */
bench.answersFor = async (milliseconds) => {
  const end = performance.now() + milliseconds;
  let answers = 0;
  const first = bench.page.question();
  while (performance.now() < end) {
    while (bench.page.question() !== 'offer') {
      await bench.step();
      answers += 1;
    }
    while (bench.page.question() !== first) {
      const before = bench.page.question();
      bench.page.back().click();
      await bench.painted(() => bench.page.question() !== before);
    }
  }
  return answers;
};
