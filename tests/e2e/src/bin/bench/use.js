// For measuring the explorer with maps in the storage. It runs after watch.js.

const inApp = (css) => document.querySelector('intimacy-explorer').shadowRoot.querySelector(`.ie-main ${css}`);

bench.armNotes = () => bench.arm(() => document.querySelector('[data-open=notes]'), () => inApp('.ie-map-card'));
bench.armResult = () => bench.arm(() => inApp('.ie-map-card .ie-second'), () => bench.page.question() === 'result');
// The second button of the bar goes on with the open map.
bench.armQuiz = () => {
  const bar = () => document.querySelector('intimacy-explorer').shadowRoot.querySelectorAll('.ie-bar button');
  return bench.arm(() => bar()[1], () => bench.page.question() > 0);
};
