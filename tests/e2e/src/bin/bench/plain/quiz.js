// A quiz in plain JavaScript. One function draws every screen, because only the script knows what is saved.

const KEY = 'rest-quiz';

const CHOICES = ['Not at all', 'A little', 'Partly', 'Mostly', 'Very much'];

const KINDS = [
  { name: 'Sleep', text: 'Nights matter to you. A fixed hour for going to bed, a dark room and a slow evening may do more for you than a free weekend.' },
  { name: 'Quiet', text: 'You rest when nobody needs you. Half an hour alone each day, without a screen, is not too much to ask of the people around you.' },
  { name: 'Movement', text: 'Your head becomes calm when your body works. A walk after work or a swim before it may be the best break of your day.' },
  { name: 'Company', text: 'Other people give you strength. Plan the meal with a friend as firmly as you plan an appointment, above all in a full week.' },
  { name: 'Play', text: 'You forget the time when you do something for its own sake. Keep what you need for it at hand, so that beginning is easy.' },
];

// Statement i belongs to KINDS[i % 5].
const STATEMENTS = [
  'After a good night the day looks different.',
  'I like a room in which nobody speaks.',
  'A walk helps me when I cannot think.',
  'I feel better after I have talked to a friend.',
  'I have a hobby in which I forget the time.',
  'I notice at once when I have slept badly.',
  'A silent morning is a gift to me.',
  'I am calm after I have used my muscles.',
  'A meal with others gives me strength.',
  'I like to try things that have no purpose.',
  'I go to bed at about the same time.',
  'I enjoy an evening with nothing planned.',
  'I take the stairs because I like it.',
  'I look forward to a house full of people.',
  'Music or a game can change my mood.',
  'A short sleep in the afternoon does me good.',
  'I like to be out of reach for some hours.',
  'Without fresh air I become restless.',
  'I would rather rest with somebody than alone.',
  'I laugh at least once on most days.',
];

const main = document.querySelector('main');
const { at, answers } = saved() ?? { at: -1, answers: [] };
show(at);

function saved() {
  try {
    return JSON.parse(localStorage.getItem(KEY));
  } catch {
    return null; // The storage is not allowed or not readable: begin anew.
  }
}

function save(at) {
  try {
    localStorage.setItem(KEY, JSON.stringify({ at, answers }));
  } catch {
    // The storage is not allowed or full: the answers stay until the page is closed.
  }
}

function go(at) {
  save(at);
  show(at);
  main.querySelector('[tabindex]')?.focus();
}

function show(at) {
  if (at < 0) intro();
  else if (at < STATEMENTS.length) question(at);
  else result();
}

function intro() {
  main.innerHTML = `
    <h1>What helps you rest?</h1>
    <p>Twenty short statements, about three minutes. No answer is right or wrong. Your answers stay in this browser.</p>
    <button class="begin">Begin</button>`;
  main.querySelector('.begin').onclick = () => go(0);
}

function question(at) {
  const choice = (label, value) =>
    `<label><input type="radio" name="answer" value="${value}"${answers[at] === value ? ' checked' : ''}>${label}</label>`;
  main.innerHTML = `
    <form data-question="${at + 1}">
      <p class="count">Statement ${at + 1} of ${STATEMENTS.length}</p>
      <progress max="${STATEMENTS.length}" value="${at + 1}" aria-label="Progress"></progress>
      <fieldset><legend tabindex="-1">${STATEMENTS[at]}</legend>${CHOICES.map(choice).join('')}</fieldset>
      <nav><button type="button" class="back">Back</button><button type="button" class="next">Next</button></nav>
    </form>`;
  const next = main.querySelector('.next');
  next.disabled = answers[at] === undefined;
  next.onclick = () => go(at + 1);
  main.querySelector('.back').onclick = () => go(at - 1);
  main.querySelector('form').onchange = ({ target }) => {
    answers[at] = Number(target.value);
    save(at);
    next.disabled = false;
  };
}

function result() {
  const mean = (kind) => {
    const given = answers.filter((_, at) => at % KINDS.length === kind);
    return given.reduce((sum, answer) => sum + answer + 1, 0) / given.length;
  };
  const ranked = KINDS.map((kind, number) => ({ ...kind, mean: mean(number) })).sort((a, b) => b.mean - a.mean);
  const bar = ({ name, mean }) =>
    `<li><span>${name}</span><progress max="5" value="${mean}" aria-hidden="true"></progress><span>${mean.toFixed(2)}</span></li>`;
  main.innerHTML = `
    <section class="result">
      <h1 tabindex="-1">What helps you rest</h1>
      <ol class="bars">${ranked.map(bar).join('')}</ol>
      ${ranked.map(({ name, text }) => `<h2>${name}</h2><p>${text}</p>`).join('')}
    </section>`;
}
