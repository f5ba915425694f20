// Measures what a person feels. It runs in every page of the bench before the scripts of that page, after ours.js or
// plain.js, which describe the page as `page`:
//
// - first: the number of the first question on a screen of its own.
// - question(): the number of the question on the screen, 0 before the first one, 'result' after the last one.
// - start(): what a person presses to begin, in this order; empty when it is no longer there.
// - goOn(): what a person who comes back presses next to see the saved question; null if nothing.
// - fields(): the radio buttons and boxes of the question. next(), back(): the buttons.
window.bench = (() => {
  const longTasks = [];
  const observer = new PerformanceObserver((list) => longTasks.push(...list.getEntries()));
  observer.observe({ type: 'longtask', buffered: true });

  /** Waits for the first frame in which `holds()` is true. Returns the time right after this frame is made. */
  const painted = (holds) => new Promise((resolve) => {
    const look = () => {
      if (!holds()) {
        requestAnimationFrame(look);
        return;
      }
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        resolve(performance.now());
        // An open port would stay in memory, and with it what the page had at that time.
        port1.close();
      };
      port2.postMessage(0);
    };
    requestAnimationFrame(look);
  });

  const shown = (element) => element?.checkVisibility() ?? false;

  /**
   * Presses what `wanted()` returns as soon as it is there, until the question is painted. A press before the page
   * listens does nothing, so a person presses again.
   */
  const until = (question, wanted) => {
    let last;
    let when = -Infinity;
    return painted(() => {
      if (page.question() === question) return true;
      const all = wanted();
      const button = all.at(-1);
      if (shown(button) && (button !== last || performance.now() - when > 100)) {
        [last, when] = [button, performance.now()];
        for (const one of all) if (!one.checked) one.click();
      }
      return page.question() === question;
    });
  };

  /** What exceeds 50 ms in each long task before a time. */
  const blockedUntil = (end) => {
    longTasks.push(...observer.takeRecords());
    const over = ({ startTime, duration }) => Math.max(0, Math.min(duration, end - startTime) - 50);
    return longTasks.reduce((sum, task) => sum + over(task), 0);
  };

  const firstPaint = () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime;

  /** The field to press: one that is not chosen, another one in the next question. */
  const field = () => {
    const free = page.fields().filter(({ checked }) => !checked);
    return free[page.question() % Math.min(3, free.length)];
  };

  const isAnswered = () => page.fields().some(({ checked }) => checked) && !page.next().disabled;

  return {
    page,
    painted,

    /** Begins as soon as that can be seen. */
    async begins() {
      await painted(() => shown(page.start().at(-1)));
      const first = await until(page.first, page.start);
      await painted(() => firstPaint() !== undefined);
      const paint = firstPaint();
      return { paint, first, blocked_paint: blockedUntil(paint), blocked_first: blockedUntil(first) };
    },

    /** Goes on after a reload. Returns when the saved question is painted. */
    goesOn: (question) => until(question, () => [page.goOn()]),

    /** Prepares to time a press on what `wanted()` returns. Returns the point to press, and the frame it waits for. */
    arm(wanted, holds) {
      const element = wanted();
      let pressed;
      addEventListener('click', ({ timeStamp }) => (pressed = timeStamp), { capture: true, once: true });
      bench.took = painted(() => pressed !== undefined && holds()).then((end) => end - pressed);
      const { top, bottom } = element.getBoundingClientRect();
      if (top < 0 || bottom > innerHeight) element.scrollIntoView({ block: 'center', behavior: 'instant' });
      const { left, width, top: y, height } = element.getBoundingClientRect();
      return [left + width / 2, y + height / 2];
    },

    armAnswer: () => bench.arm(field, isAnswered),

    armNext() {
      const before = page.question();
      return bench.arm(page.next, () => page.question() !== before);
    },

    /** Answers all questions up to the result. Returns how many screens that were. */
    async walk() {
      let screens = 0;
      while (page.question() !== 'result') {
        await bench.step();
        screens += 1;
      }
      return screens;
    },

    /** Answers the question on the screen, if it is one, and goes to the next. */
    async step() {
      const before = page.question();
      if (page.fields().length) {
        field().click();
        await painted(isAnswered);
      }
      page.next().click();
      await painted(() => page.question() !== before);
    },
  };
})();
