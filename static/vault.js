// A passphrase over what is kept. The records of one shelf then lie in the storage sealed, and are open only here.
//
// PBKDF2-SHA-256 makes of the passphrase the key that wraps a random one; with that one AES-256-GCM seals each record,
// under a nonce of its own, bound to the record's place, and padded, so that its length tells nothing of the answer.
// The passphrase and the keys never come near the app, its model or the page.

const ROUNDS = 600_000;
const MOST_ROUNDS = 10_000_000;
const SHORTEST = 8;
const BLOCK = 256;
const NONCE = 12;
const IDLE = 600_000;
const DATA = [{ name: 'AES-GCM', length: 256 }, true, ['encrypt', 'decrypt']];

const subtle = globalThis.crypto?.subtle;
const utf8 = (text) => new TextEncoder().encode(text);
const random = (length) => crypto.getRandomValues(new Uint8Array(length));
const base64 = (...parts) => btoa(parts.flatMap((part) => [...new Uint8Array(part)]).map((byte) => String.fromCharCode(byte)).join(''));
const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
const gcm = (iv, place) => ({ name: 'AES-GCM', iv, additionalData: utf8(`${place} 3`) });

/** The key that a passphrase makes, to wrap the other one. */
async function keyOf(passphrase, salt, iterations) {
  const base = await subtle.importKey('raw', utf8(passphrase.normalize()), 'PBKDF2', false, ['deriveKey']);
  const how = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations };
  return subtle.deriveKey(how, base, { name: 'AES-GCM', length: 256 }, false, ['wrapKey', 'unwrapKey']);
}

/** A record's text, sealed. The form is one that src/record/codec.rs takes for a later schema, and leaves alone. */
async function sealed(key, place, text) {
  const nonce = random(NONCE);
  const plain = utf8(text);
  const padded = new Uint8Array(Math.ceil(plain.length / BLOCK) * BLOCK).fill(32);
  padded.set(plain);
  return `{"schema":3,"sealed":"${base64(nonce, await subtle.encrypt(gcm(nonce, place), key, padded))}"}`;
}

/** The text of a sealed record. What cannot be opened comes out as no record at all, and is never written over. */
async function opened(key, place, text) {
  if (/^\{"schema":[12],/.test(text)) return text;
  try {
    const [, box] = /^\{"schema":3,"sealed":"(.*)"\}$/.exec(text);
    const all = bytes(box);
    // More than one text can stand for the same bytes.
    if (base64(all) !== box) throw new Error('not as it was written');
    const plain = await subtle.decrypt(gcm(all.subarray(0, NONCE), place), key, all.subarray(NONCE));
    return new TextDecoder().decode(plain).trimEnd();
  } catch {
    return `!${text}`;
  }
}

class Vault {
  #prefix;
  #place;
  /** While it is open: the key, each record's text by its place, and the places that are still to be written. */
  #open;
  #written = Promise.resolve();
  #turn = Promise.resolve();
  #heard = new Set();
  #idle;

  constructor(prefix) {
    this.#prefix = prefix;
    this.#place = `${prefix}lock`;
    // Nothing stays open in a page that is put away, or that nobody touches.
    addEventListener('pagehide', () => this.#close());
    for (const what of ['pointerdown', 'keydown']) addEventListener(what, () => this.#touched(), true);
  }

  /** `open`, `locked`, `none`, or `impossible` where the browser gives a page no cryptography. */
  get state() {
    if (this.#open) return 'open';
    if (this.#lock()) return 'locked';
    return subtle ? 'none' : 'impossible';
  }

  /** Calls this, later, when it has closed by itself, and with `full` when a record could not be written. */
  hear(tell) {
    this.#heard.add(tell);
    return () => this.#heard.delete(tell);
  }

  // While it is open, a storage for src/browser/vault.rs: what is read is here, what is written goes on sealed.

  keys() {
    return [this.#place, ...this.#open.texts.keys()].join('\n');
  }

  get(place) {
    return this.#open.texts.get(place);
  }

  set(place, text) {
    this.#put(this.#open, place, text);
  }

  remove(place) {
    localStorage.removeItem(place);
    this.#open.texts.delete(place);
    // With the last record the lock goes too.
    if (place === this.#place || !this.#open.texts.size) this.#end();
  }

  /** Takes over what other windows have written meanwhile. */
  async fresh() {
    if (!this.#open) return;
    if (this.#lock()) await this.#read(this.#open);
    else this.#close();
  }

  async #read(open) {
    const { key, texts, pending } = open;
    const places = Object.keys(localStorage).filter((place) => place.startsWith(this.#prefix) && place !== this.#place);
    const raw = places.map((place) => localStorage[place]);
    const found = await Promise.all(places.map((place, at) => opened(key, place, raw[at])));
    places.forEach((place, at) => {
      // What was written while this was opened is newer.
      if (pending.has(place) || localStorage[place] !== raw[at]) return;
      texts.set(place, found[at]);
      // Another window, or a try that was broken off, has left it unsealed.
      if (found[at] === raw[at]) this.#put(open, place, found[at]);
    });
    for (const place of texts.keys()) if (localStorage[place] == null && !pending.has(place)) texts.delete(place);
  }

  /** One thing after another, by the name of its button; comes true as the name of what came of it. */
  act(what, passphrase, again) {
    const acts = { unlock: () => this.#unlock(passphrase), set: () => this.#set(passphrase, again), off: () => this.#off(), lock: () => this.#away() };
    this.#turn = this.#turn.then(acts[what]).catch(() => 'failed');
    return this.#turn;
  }

  async #unlock(passphrase) {
    try {
      const { lock: [salt, nonce, wrapped], rounds } = this.#lock();
      const key = await keyOf(passphrase, bytes(salt), Math.min(rounds, MOST_ROUNDS));
      await this.#opens(await subtle.unwrapKey('raw', bytes(wrapped), key, gcm(bytes(nonce), this.#place), ...DATA));
      return 'unlocked';
    } catch {
      return 'wrong';
    }
  }

  async #set(passphrase, again) {
    if (passphrase.length < SHORTEST) return 'short';
    if (passphrase !== again) return 'differs';
    const before = this.#open?.key;
    const key = before ?? await subtle.generateKey(...DATA);
    const [salt, nonce] = [random(16), random(NONCE)];
    const wrapped = await subtle.wrapKey('raw', key, await keyOf(passphrase, salt, ROUNDS), gcm(nonce, this.#place));
    const lock = [salt, nonce, wrapped].map((part) => base64(part));
    localStorage[this.#place] = JSON.stringify({ schema: 3, lock, rounds: ROUNDS });
    if (before) return 'changed';
    await this.#opens(key);
    return 'set';
  }

  /** The records lie unsealed again. */
  async #off() {
    await this.#written;
    for (const [place, text] of this.#open.texts) if (!text.startsWith('!')) localStorage[place] = text;
    this.#end();
    return 'off';
  }

  async #away() {
    await this.#written;
    this.#close();
    return 'locked';
  }

  async #opens(key) {
    const open = { key, texts: new Map(), pending: new Set() };
    // Nobody looks before all is there.
    await this.#read(open);
    this.#open = open;
    this.#touched();
    await this.#written;
  }

  #put(open, place, text) {
    open.texts.set(place, text);
    open.pending.add(place);
    this.#written = this.#written.then(() => this.#write(open));
  }

  async #write({ key, texts, pending }) {
    for (const place of [...pending]) {
      const text = texts.get(place);
      const box = text == null ? null : await sealed(key, place, text);
      // Changed once more meanwhile: then it has its own turn.
      if (texts.get(place) !== text) continue;
      try {
        if (box) localStorage[place] = box;
        pending.delete(place);
      } catch {
        // Once more with what is written next.
        this.#say('full');
      }
    }
  }

  /** What is needed to unlock; a lock that cannot be read stays one that nothing opens. */
  #lock() {
    try {
      const text = localStorage[this.#place];
      return text == null ? null : JSON.parse(text);
    } catch (problem) {
      return problem instanceof SyntaxError ? {} : null;
    }
  }

  #touched() {
    clearTimeout(this.#idle);
    if (this.#open) this.#idle = setTimeout(() => this.act('lock'), IDLE);
  }

  #end() {
    localStorage.removeItem(this.#place);
    this.#close();
  }

  #close() {
    if (!this.#open) return;
    this.#open = undefined;
    this.#say();
  }

  // Not at once: the app may be in the middle of an action.
  #say(what) {
    queueMicrotask(() => this.#heard.forEach((tell) => tell(what)));
  }
}

const vaults = new Map();

/** The vault of a shelf: one, however many elements share it. */
export function vault(prefix) {
  if (!vaults.has(prefix)) vaults.set(prefix, new Vault(prefix));
  return vaults.get(prefix);
}
