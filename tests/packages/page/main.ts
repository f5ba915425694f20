// The order of the imports is the order in which the modules run.
import { effects } from './effects';
import { define, IntimacyExplorerElement, type IntimacyExplorerAttributes } from 'intimacy-explorer';

declare global {
  interface Window {
    imported?: { effects: string[]; registered: boolean; version: string };
  }
}

window.imported = {
  effects: effects(),
  registered: customElements.get('intimacy-explorer') !== undefined,
  version: IntimacyExplorerElement.version,
};

document.querySelector('#define')?.addEventListener('click', () => {
  define();
  const element = document.querySelector('intimacy-explorer');
  if (!(element instanceof IntimacyExplorerElement)) throw new Error('the element has another class');
  element.addEventListener('intimacy-explorer:error', (event) => console.error(event.type));
});

// What the types say. `tsc` fails if a line is an error, or if one that is expected to be an error is none.
const settings: IntimacyExplorerAttributes = { 'help-lines': 'Our line: 555 0100', saving: 'never', loading: 'eager' };
for (const [name, value] of Object.entries(settings)) document.createElement('intimacy-explorer').setAttribute(name, value);
// @ts-expect-error: not one of the words of this setting
({ saving: 'sometimes' }) satisfies IntimacyExplorerAttributes;
// @ts-expect-error: not a setting
({ colour: 'red' }) satisfies IntimacyExplorerAttributes;
