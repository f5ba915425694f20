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
const FULL = 1;
const DENIED = 2;
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

const later = (text) => /^\{"schema":([4-9]|[1-9]\d)/.test(text);
/** Also where one of its words is damaged; what was sealed has none of them. */
const unsealed = (text) => /^\{"schema":[12],|"(tab|sum|value)":"/.test(text) && !later(text);

/**
 * The text of a record. What was sealed and cannot be opened comes out as no record at all, and is set aside before
 * something else takes its place.
 */
async function opened(key, place, text) {
  if (unsealed(text) || later(text)) return text;
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

/** Writes and compares: a storage may say nothing and hold something else. */
function put(place, text) {
  localStorage.setItem(place, text);
  if (localStorage.getItem(place) !== text) throw 0;
}

class Vault {
  #prefix;
  #place;
  /** While it is open: the key, its lock, the records that lie there, those to be written, and why these could not be. */
  #open;
  #written = Promise.resolve();
  #turn = Promise.resolve();
  #heard = new Set();
  #others;
  #idle;
  #last;

  constructor(prefix) {
    this.#prefix = prefix;
    this.#place = `${prefix}lock`;
    // Nothing stays open in a page that is put away, though a browser may cut short what is done as it goes; or that nobody
    // touches. A timer may not count while a device sleeps.
    for (const what of ['pagehide', 'pageshow']) addEventListener(what, ({ persisted }) => persisted && this.#close());
    for (const what of ['pointerdown', 'keydown']) addEventListener(what, () => this.#touched(true), true);
    for (const what of ['focus', 'pageshow', 'visibilitychange']) addEventListener(what, () => this.#awake(), true);
  }

  /** `open`, `locked`, `none`, or `impossible` where the browser gives a page no cryptography. */
  get state() {
    if (this.#open) return 'open';
    try {
      if (localStorage.getItem(this.#place) != null) return 'locked';
    } catch {
      // Where nothing can be kept, nothing is locked.
    }
    return subtle ? 'none' : 'impossible';
  }

  /**
   * Calls this, later: with nothing when it has closed by itself, or another element of this page has changed what is
   * kept; with a number, as `settle` gives it, when something could not be written, and when in the end it could.
   */
  hear(tell) {
    this.#heard.add(tell);
    return () => this.#heard.delete(tell);
  }

  /** An element of this page has changed what is kept. The browser tells other windows, and not this one. */
  kept() {
    if (this.#heard.size > 1) this.#say();
  }

  // While it is open, a storage for src/browser/vault.rs: what is read is here, what is written goes on sealed.

  keys() {
    // Also what another window has written since this was read. To erase ends with the lock: until then what is left can
    // be opened.
    return [...new Set([...this.#places(), ...this.#open.pending.keys(), this.#place])].join('\n');
  }

  get(place) {
    return this.#open.pending.get(place) ?? this.#open.texts.get(place);
  }

  set(place, text) {
    this.#open.pending.set(place, text);
    this.#write();
  }

  /** Tries again what could not be written. Gives why it could not: FULL, DENIED, or 0 when nothing is missing. */
  settle() {
    const { pending, why } = this.#open;
    if (why) this.#write();
    return pending.size && why;
  }

  remove(place) {
    localStorage.removeItem(place);
    this.#open.texts.delete(place);
    this.#open.pending.delete(place);
    if (place === this.#place) this.#close();
  }

  /** Takes over what other windows have written meanwhile. */
  async fresh() {
    const open = this.#open;
    try {
      if (!open) return;
      const lock = localStorage.getItem(this.#place);
      if (lock !== open.lock) {
        // What was sealed while all was erased nobody could open any more.
        if (lock == null && this.#gone(open)) for (const place of this.#places()) if (!unsealed(localStorage.getItem(place))) localStorage.removeItem(place);
        return this.#close();
      }
      if (this.#gone(open)) open.pending.clear();
      await this.#read(open);
    } catch {
      // A storage that refuses now says so when something is written.
    }
  }

  /** Whether another window has taken the run away. */
  #gone({ texts }) {
    const run = `${this.#prefix}run`;
    return texts.has(run) && localStorage.getItem(run) == null;
  }

  /** Gives the places whose records lie there unsealed, as they were taken over. */
  async #read({ key, texts, pending }) {
    const places = this.#places();
    const raw = places.map((place) => localStorage.getItem(place));
    const found = await Promise.all(places.map((place, at) => opened(key, place, raw[at])));
    places.forEach((place, at) => {
      // What was written while this was opened is newer.
      if (!pending.has(place) && localStorage.getItem(place) === raw[at]) texts.set(place, found[at]);
    });
    for (const place of texts.keys()) if (localStorage.getItem(place) == null) texts.delete(place);
    return places.filter((place, at) => unsealed(raw[at]) && texts.get(place) === raw[at]);
  }

  #places() {
    return Object.keys(localStorage).filter((place) => place.startsWith(this.#prefix) && place !== this.#place);
  }

  /** One thing after another, by the name of its button; comes true as the name of what came of it. */
  act(what, passphrase, again) {
    const acts = { unlock: () => this.#unlock(passphrase), set: () => this.#set(passphrase, again), off: () => this.#off(), lock: () => this.#away() };
    this.#turn = this.#turn.then(acts[what]).catch(() => 'failed');
    return this.#turn;
  }

  async #unlock(passphrase) {
    try {
      const text = localStorage.getItem(this.#place);
      const { lock: [salt, nonce, wrapped], rounds } = JSON.parse(text);
      const key = await keyOf(passphrase, bytes(salt), Math.min(rounds, MOST_ROUNDS));
      const data = await subtle.unwrapKey('raw', bytes(wrapped), key, gcm(bytes(nonce), this.#place), ...DATA);
      await this.#opens(data, text);
      return 'unlocked';
    } catch {
      return 'wrong';
    }
  }

  async #set(passphrase, again) {
    if (passphrase.length < SHORTEST) return 'short';
    if (passphrase !== again) return 'differs';
    const open = this.#open;
    const key = open?.key ?? await subtle.generateKey(...DATA);
    const [salt, nonce] = [random(16), random(NONCE)];
    const wrapped = await subtle.wrapKey('raw', key, await keyOf(passphrase, salt, ROUNDS), gcm(nonce, this.#place));
    // Not by JSON.stringify, which a page's own scripts may have changed: this could never be opened again.
    const lock = `{"schema":3,"lock":["${base64(salt)}","${base64(nonce)}","${base64(wrapped)}"],"rounds":${ROUNDS}}`;
    // This took its time: another window may have set one, and here or there all may have been erased.
    if (localStorage.getItem(this.#place) !== (open?.lock ?? null) || !open && !this.#places().length) throw 0;
    put(this.#place, lock);
    if (open) {
      open.lock = lock;
      return 'changed';
    }
    await this.#opens(key, lock);
    // All of it or nothing.
    if (this.#open.why) throw await this.#off();
    return 'set';
  }

  /** The records lie unsealed again. */
  async #off() {
    if (this.state === 'none') return 'off';
    await this.#written;
    await this.fresh();
    const all = [...this.#open.texts, ...this.#open.pending].filter(([, text]) => !text.startsWith('!'));
    try {
      for (const one of all) put(...one);
      if (this.#open.why) this.#say(0);
      this.remove(this.#place);
    } catch {
      for (const one of all) this.set(...one);
      throw 0;
    }
    return 'off';
  }

  async #away() {
    await this.#write();
    this.#others?.postMessage('lock');
    this.#close();
    return 'locked';
  }

  async #opens(key, lock) {
    const open = { key, lock, texts: new Map(), pending: new Map(), why: 0 };
    // Nobody looks before all is there.
    const left = await this.#read(open);
    this.#open = open;
    this.#others?.close();
    try {
      this.#others = new BroadcastChannel(this.#place);
      this.#others.onmessage = ({ data }) => (data ? this.#close() : this.#touched());
    } catch {
      // Without it each window locks for itself.
    }
    this.#last = Date.now();
    this.#touched(true);
    // Another window, or a try that was broken off, has left these.
    for (const place of left) this.set(place, open.texts.get(place));
    await this.#written;
    this.kept();
  }

  #write() {
    const open = this.#open;
    return (this.#written = this.#written.then(() => open && this.#seal(open)));
  }

  async #seal(open) {
    const { key, texts, pending, why: before } = open;
    let why = 0;
    for (const [place, text] of [...pending]) {
      try {
        const box = await sealed(key, place, text);
        // Changed once more meanwhile, which has its own turn; or taken away.
        if (pending.get(place) !== text) continue;
        // Under another lock, or none, nobody could open it; and what another window has taken away is not put back.
        if (localStorage.getItem(this.#place) !== open.lock || this.#gone(open)) {
          await this.fresh();
          return this.#say();
        }
        put(place, box);
        texts.set(place, text);
        pending.delete(place);
      } catch (problem) {
        why = problem.name === 'QuotaExceededError' ? FULL : DENIED;
        // What cannot be opened is set aside before something else takes its place.
        if (text.startsWith('!')) break;
      }
    }
    open.why = why;
    if (why || before) this.#say(why);
  }

  // A touch holds for the other windows, too.
  #touched(here) {
    if (!this.#awake()) return;
    clearTimeout(this.#idle);
    this.#last = Date.now();
    this.#idle = setTimeout(() => this.act('lock'), IDLE);
    if (here) this.#others?.postMessage('');
  }

  #awake() {
    if (Date.now() - this.#last > IDLE) this.#close();
    return this.#open;
  }

  #close() {
    if (!this.#open) return;
    this.#open = undefined;
    clearTimeout(this.#idle);
    this.#others?.close();
    this.#others = undefined;
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
