// Imports the package where there is no document, and compares its custom-elements.json with the schema and with the
// table of settings: node check.mjs SETTINGS.json

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import Ajv from 'ajv';
import { createElement } from 'react';
import { renderToString } from 'react-dom/server';

const require = createRequire(import.meta.url);
const json = (path) => JSON.parse(readFileSync(path, 'utf8'));

// The imports have no effect, and throw nothing.
const names = () => Reflect.ownKeys(globalThis).map(String).sort();
const before = names();
const { IntimacyExplorerElement, define } = await import('intimacy-explorer');
await import('intimacy-explorer/register');
await import('intimacy-explorer/react');
define();
assert.deepEqual(names(), before, 'the import has added something to the global object');
assert.equal(IntimacyExplorerElement.version, require('intimacy-explorer/package.json').version);
const html = renderToString(createElement('intimacy-explorer', { practice: 'Calm Rooms' }, createElement('p', null, 'Text')));
assert.equal(html, '<intimacy-explorer practice="Calm Rooms"><p>Text</p></intimacy-explorer>');

// The manifest is valid, and describes what is exported.
const manifest = require('intimacy-explorer/custom-elements.json');
const valid = new Ajv({ strict: false, validateFormats: false }).compile(json(require.resolve('custom-elements-manifest')));
assert.ok(valid(manifest), JSON.stringify(valid.errors));
const declared = manifest.modules.flatMap(({ path, declarations }) => declarations.map((one) => ({ path, ...one })));
for (const { path, name } of declared) assert.ok(name in await import(`intimacy-explorer/${path}`.replace('/index.js', '')), `${path} does not export ${name}`);

// The manifest and the types have every setting, and no other.
const settings = json(process.argv[2]);
const element = declared.find(({ tagName }) => tagName === 'intimacy-explorer');
const wanted = settings.map(({ name, sets, choices, default: value }) => ({
  name,
  description: sets,
  type: { text: choices ? choices.map((word) => `"${word}"`).join(' | ') : 'string' },
  default: value,
}));
assert.deepEqual(element.attributes, wanted);
const types = readFileSync(require.resolve('intimacy-explorer').replace(/js$/, 'd.ts'), 'utf8');
const typed = [...types.matchAll(/^ {2}"([a-z-]+)"\?: (.*);$/gm)].map(([, name, text]) => [name, text]);
assert.deepEqual(typed, wanted.map(({ name, type }) => [name, type.text]));
const events = element.events.map(({ name }) => name);
assert.deepEqual([...types.matchAll(/^ {2}'(intimacy-explorer:[a-z]+)': Event;$/gm)].map(([, name]) => name), events);
console.log(`imported without a document; the manifest has the ${settings.length} settings and ${events.length} events`);
