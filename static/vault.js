// Encrypts the stored records of one namespace with a passphrase. localStorage then holds ciphertext only. The plain
// texts are in the memory of this module while the vault is open.
//
// PBKDF2-SHA-256 derives a key from the passphrase. That key wraps a random data key. AES-256-GCM encrypts each record
// with the data key and a nonce of its own. The storage key of the record is authenticated with it. Records are padded,
// so that the length does not reveal the answer. The passphrase and the keys never reach the app, its model or the DOM.

const ROUNDS = 600_000;
const MOST_ROUNDS = 10_000_000;
const SHORTEST = 8;
const BLOCK = 256;
const NONCE = 12;
const IDLE = 600_000;
// How often an open vault checks the clock, in ms. While a device sleeps, a timer may stop, and waking may fire no
// event.
const TICK = 5_000;
const FULL = 1;
const DENIED = 2;
const AES = { name: 'AES-GCM', length: 256 };
const DATA = [AES, true, ['encrypt', 'decrypt']];

// The syntax of records
//
// No other script knows this syntax. src/record/codec.rs reads and writes plain records, and treats encrypted ones as
// records of a later schema. tests/native/record_syntax.rs checks that the two agree.

/** A record of a later schema than this code knows. */
const NEWER = /^\{"schema":([4-9]|[1-9]\d)/;
/** A plain record: its beginning, or one of its member names if the rest is damaged. Encrypted records have none. */
const PLAIN = /^\{"schema":[12],|"(tab|sum|value)":"/;
/** An encrypted record. Group 1 is the box: nonce and ciphertext in base64. */
const ENCRYPTED = /^\{"schema":3,"sealed":"(.*)"\}$/;
/**
 * A lock. Groups: 1 the text that the checksum covers, 2 the core (the members that only a new passphrase changes), 3
 * salt, 4 nonce, 5 wrapped key, 6 rounds, 7 `also`, 8 the checksum.
 */
const LOCK = /^\{"schema":3,(("lock":\["([^"]*)","([^"]*)","([^"]*)"\],"rounds":(\d+))(?:,"also":"([^"]*)")?)(?:,"sum":"([^"]*)")?\}$/;

// Not JSON.stringify: scripts of the host page may have replaced it, and a wrong text could never be decrypted again.
const writeEncrypted = (box) => `{"schema":3,"sealed":"${box}"}`;
const writeCore = (salt, nonce, wrapped, rounds) => `"lock":["${salt}","${nonce}","${wrapped}"],"rounds":${rounds}`;
const writeAlso = (core, box) => `${core},"also":"${box}"`;
const writeLock = (all, sum) => `{"schema":3,${all},"sum":"${sum}"}`;

// End of the syntax of records

const subtle = globalThis.crypto?.subtle;
const utf8 = (text) => new TextEncoder().encode(text);
const random = (length) => crypto.getRandomValues(new Uint8Array(length));
const base64 = (...parts) => btoa(parts.flatMap((part) => [...new Uint8Array(part)]).map((byte) => String.fromCharCode(byte)).join(''));
const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
const gcm = (iv, storageKey) => ({ name: 'AES-GCM', iv, additionalData: utf8(`${storageKey} 3`) });

/** Derives the key that wraps the data key. */
async function deriveKey(passphrase, salt, iterations) {
  const base = await subtle.importKey('raw', utf8(passphrase.normalize()), 'PBKDF2', false, ['deriveKey']);
  const how = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations };
  return subtle.deriveKey(how, base, AES, false, ['wrapKey', 'unwrapKey']);
}

/** Pads and encrypts a text, and authenticates its storage key. Returns a box. */
async function encrypt(key, storageKey, text) {
  const nonce = random(NONCE);
  const plain = utf8(text);
  const padded = new Uint8Array(Math.ceil(plain.length / BLOCK) * BLOCK).fill(32);
  padded.set(plain);
  return base64(nonce, await subtle.encrypt(gcm(nonce, storageKey), key, padded));
}

/** Decrypts a box. Throws if it was made with another key or for another storage key, or was changed. */
async function decrypt(key, storageKey, box) {
  const all = bytes(box);
  // Several base64 texts decode to the same bytes. Only the canonical one is accepted.
  if (base64(all) !== box) throw 0;
  return new TextDecoder().decode(await subtle.decrypt(gcm(all.subarray(0, NONCE), storageKey), key, all.subarray(NONCE))).trimEnd();
}

/** Encrypts the text of a record. */
const encryptRecord = async (key, storageKey, text) => writeEncrypted(await encrypt(key, storageKey, text));

/** In `pending`: the record is to be removed. */
const REMOVED = null;

/** If this is the storage key of a snapshot, the beginning of all storage keys of its map. */
const mapOfSnapshot = (storageKey) => (storageKey.endsWith('/snapshot') ? storageKey.slice(0, -'snapshot'.length) : undefined);

const isNewer = (text) => NEWER.test(text);
const isPlain = (text) => PLAIN.test(text) && !isNewer(text);

/**
 * Returns the plain text of a stored record, and whether it must be encrypted again with the current key.
 *
 * A record that cannot be decrypted is returned with `!` before it. The app reads that as a damaged record, and moves
 * it aside before it writes another one under the same storage key. A plain record is treated in the same way, because
 * another script may have written it, unless a passphrase is just being set or removed.
 */
async function readRecord({ key, before, plain }, storageKey, text) {
  if (isNewer(text)) return [text];
  if (isPlain(text)) return plain ? [text, true] : [`!${text}`];
  const [, box] = ENCRYPTED.exec(text) ?? [];
  for (const one of [key, before]) {
    try {
      return [await decrypt(one, storageKey, box), one !== key];
    } catch {
      // The other key may fit.
    }
  }
  return [`!${text}`];
}

const sumOf = async (text) => [...new Uint8Array(await subtle.digest('SHA-256', utf8(text)))].slice(0, 4).map((byte) => byte.toString(16).padStart(2, '0')).join('');

/**
 * Parses a lock. Throws if it is damaged.
 *
 * `also` is a box under the data key. It exists only while records are being encrypted again. It holds the previous
 * data key if some records are still encrypted with that key, and an empty text if some records are still plain.
 */
async function partsOf(text) {
  const [, all, core, salt, nonce, wrapped, rounds, also, sum] = LOCK.exec(text);
  const parts = [salt, nonce, wrapped].map(bytes);
  // Locks of the first version have no checksum.
  if (parts.map(({ length }) => length).join() !== '16,12,48' || sum && sum !== await sumOf(all)) throw 0;
  return { core, also, parts, rounds: Math.min(rounds, MOST_ROUNDS) };
}

/** Writes, and reads again to verify: a storage may ignore a write without an error. */
function put(storageKey, text) {
  localStorage.setItem(storageKey, text);
  if (localStorage.getItem(storageKey) !== text) throw 0;
}

class Vault {
  #prefix;
  #lockKey;
  /**
   * Undefined while the vault is locked. While it is open: `key` (the data key), `lock` (the text of the lock), `core`
   * (see LOCK), `before` (the previous data key, if there is one), `plain` (whether plain records are accepted),
   * `texts` (the stored records as plain text), `pending` (texts that are not written yet, and REMOVED) and `why` (why the last
   * write failed: FULL, DENIED or 0).
   */
  #open;
  #lastWrite = Promise.resolve();
  #lastAction = Promise.resolve();
  #listeners = new Set();
  #channel;
  #idleTimer;
  #clockTimer;
  #lastInput;

  constructor(prefix) {
    this.#prefix = prefix;
    this.#lockKey = `${prefix}lock`;
    // The vault locks when the browser moves the page to its back/forward cache. `pageshow` repeats this, because the
    // browser may interrupt `pagehide`. It also locks after IDLE ms without input.
    for (const what of ['pagehide', 'pageshow']) addEventListener(what, ({ persisted }) => persisted && this.#close());
    for (const what of ['pointerdown', 'keydown']) addEventListener(what, () => this.#onInput(), true);
    for (const what of ['focus', 'pageshow', 'visibilitychange']) addEventListener(what, () => this.#lockIfIdle(), true);
  }

  /** `open`, `locked`, `none` (no passphrase), or `unavailable` if the browser gives the page no Web Crypto. */
  get state() {
    if (this.#open) return 'open';
    try {
      if (localStorage.getItem(this.#lockKey) != null) return 'locked';
    } catch {
      // Without a storage there is no lock.
    }
    return subtle ? 'none' : 'unavailable';
  }

  /**
   * Adds a listener, which is always called asynchronously. It gets no argument when the vault has locked itself, or
   * when another element of this page has changed the stored records. It gets a number (see `flush`) when a write has
   * failed, and when a later attempt has succeeded. Returns a function that removes the listener.
   *
   * The vault locks when its last listener is removed: a site may replace its pages by script, without an unload.
   */
  hear(tell) {
    this.#listeners.add(tell);
    return () => {
      this.#listeners.delete(tell);
      // After a crash, the rescue screen adds its listener in the same task.
      queueMicrotask(() => {
        if (this.#listeners.size) return;
        this.#write();
        this.#close();
      });
    };
  }

  /**
   * Tells the other elements of this page that the stored records have changed: `storage` events reach other windows
   * only.
   */
  saved() {
    if (this.#listeners.size > 1) this.#notify();
  }

  // The storage that src/browser/encrypted_store.rs uses while the vault is open. Reads come from memory. Writes are
  // encrypted, and then stored asynchronously.

  keys() {
    // Includes records that another window has written since the last read. The lock is last, because erasing follows
    // this order: if it is interrupted, the remaining records can still be decrypted.
    return [...new Set([...this.#storageKeys(), ...this.#open.pending.keys(), this.#lockKey])].join('\n');
  }

  get(storageKey) {
    const { texts, pending } = this.#open;
    return (pending.has(storageKey) ? pending.get(storageKey) : texts.get(storageKey)) ?? undefined;
  }

  set(storageKey, text) {
    // Writes keep the order of the calls, also if an earlier text of this record is not written yet.
    this.#open.pending.delete(storageKey);
    this.#open.pending.set(storageKey, text);
    this.#write();
  }

  /** Retries failed writes. Returns why the last attempt failed (FULL or DENIED), or 0 if none has failed. */
  flush() {
    const { pending, why } = this.#open;
    if (why) this.#write();
    return pending.size && why;
  }

  remove(storageKey) {
    const { texts, pending } = this.#open;
    texts.delete(storageKey);
    pending.delete(storageKey);
    const map = mapOfSnapshot(storageKey);
    if (map && [...pending.keys()].some((other) => other.startsWith(map))) {
      // Going back to a snapshot: its answers are stored before it is removed.
      pending.set(storageKey, REMOVED);
      this.#write();
      return;
    }
    localStorage.removeItem(storageKey);
    if (storageKey !== this.#lockKey) return;
    for (const [other, text] of pending) if (text === REMOVED) localStorage.removeItem(other);
    this.#close();
  }

  /** Reads the records that other windows have written since the last read. */
  async fresh() {
    const open = this.#open;
    try {
      if (!open) return;
      const lock = localStorage.getItem(this.#lockKey);
      if (lock !== open.lock) {
        // Another window has erased everything. A record that was encrypted at the same time can never be decrypted.
        if (lock == null && [...open.texts.keys()].some((storageKey) => this.#isErased(open, storageKey))) for (const storageKey of this.#storageKeys()) if (!isPlain(localStorage.getItem(storageKey))) localStorage.removeItem(storageKey);
        // Another window is removing the passphrase. Until the lock is gone or restored, this window does not read or
        // write.
        if (await this.#isPassing(open, lock).catch(() => false)) return;
        return this.#close();
      }
      for (const [storageKey, text] of open.pending) if (text !== REMOVED && this.#isErased(open, storageKey)) open.pending.delete(storageKey);
      await this.#read(open);
    } catch {
      // If the storage refuses access, the next write reports it.
    }
  }

  /** Whether this lock has our data key and says that plain records exist for the moment. */
  async #isPassing({ key, core }, lock) {
    const parts = await partsOf(lock);
    return parts.core === core && await decrypt(key, `${this.#lockKey} also`, parts.also) === '';
  }

  /**
   * Whether another window has erased the map of this record: the map's `run` record was stored, and is now missing.
   */
  #isErased({ texts }, storageKey) {
    const [, run = ''] = /^(?:aside\/)?([0-9a-f]{8}\/)?/.exec(storageKey.slice(this.#prefix.length));
    const own = `${this.#prefix}${run}run`;
    return texts.has(own) && localStorage.getItem(own) == null;
  }

  /** Reads all stored records. Returns the storage keys of those that must be encrypted again. */
  async #read(open) {
    const { texts, pending } = open;
    const storageKeys = this.#storageKeys();
    const raw = storageKeys.map((storageKey) => localStorage.getItem(storageKey));
    const found = await Promise.all(storageKeys.map((storageKey, at) => readRecord(open, storageKey, raw[at])));
    // A record that was written during decryption is newer than the text that was read.
    const same = (storageKey, at) => !pending.has(storageKey) && localStorage.getItem(storageKey) === raw[at];
    storageKeys.forEach((storageKey, at) => same(storageKey, at) && texts.set(storageKey, found[at][0]));
    for (const storageKey of texts.keys()) if (localStorage.getItem(storageKey) == null) texts.delete(storageKey);
    return storageKeys.filter((storageKey, at) => found[at][1] && same(storageKey, at));
  }

  #storageKeys() {
    return Object.keys(localStorage).filter((storageKey) => storageKey.startsWith(this.#prefix) && storageKey !== this.#lockKey);
  }

  /**
   * Runs a passphrase action after those that are still running.
   *
   * @param {'unlock' | 'set' | 'off' | 'lock'} what the action, as its button names it
   * @param {...string} words the values of the form's fields
   * @returns {Promise<string>} the passphrase outcome; see `PassphraseOutcome` in src/record/lock.rs
   */
  act(what, ...words) {
    const acts = {
      unlock: () => this.#unlock(...words),
      set: () => (this.#open ? this.#change(...words) : this.#set(...words)),
      off: () => this.#off(),
      lock: () => this.#lockAll(),
    };
    this.#lastAction = this.#lastAction.then(acts[what]).catch(() => 'failed');
    return this.#lastAction;
  }

  async #unlock(passphrase) {
    const lock = localStorage.getItem(this.#lockKey);
    let parts;
    try {
      parts = await partsOf(lock);
    } catch {
      return lock == null || isNewer(lock) ? 'failed' : 'damaged';
    }
    let key;
    try {
      key = await this.#unwrapped(parts, passphrase);
    } catch {
      return 'wrong';
    }
    const { core, also } = parts;
    const open = { key, core, lock };
    try {
      const before = also && await decrypt(key, `${this.#lockKey} also`, also);
      if (before) open.before = await subtle.importKey('raw', bytes(before), ...DATA);
      open.plain = before === '';
    } catch {
      return 'damaged';
    }
    await this.#unlockWith(open);
    return 'unlocked';
  }

  async #unwrapped({ parts: [salt, nonce, wrapped], rounds }, passphrase) {
    return subtle.unwrapKey('raw', wrapped, await deriveKey(passphrase, salt, rounds), gcm(nonce, this.#lockKey), ...DATA);
  }

  /** Makes a new data key, and the core of its lock. */
  async #newDataKey(passphrase) {
    const key = await subtle.generateKey(...DATA);
    const [salt, nonce] = [random(16), random(NONCE)];
    const wrapped = await subtle.wrapKey('raw', key, await deriveKey(passphrase, salt, ROUNDS), gcm(nonce, this.#lockKey));
    return { key, core: writeCore(base64(salt), base64(nonce), base64(wrapped), ROUNDS) };
  }

  /**
   * Writes the lock with a single write.
   *
   * @param {string | null} also the plain text of `also`, or null for none; see `partsOf`
   * @param {object} next members of `open` that change together with the lock
   */
  async #relock(open, also, next = {}) {
    const { key, core } = { ...open, ...next };
    const text = also == null ? core : writeAlso(core, await encrypt(key, `${this.#lockKey} also`, also));
    const lock = writeLock(text, await sumOf(text));
    // The lock or the records may have changed during encryption: another window may have set a passphrase, and this or
    // another window may have erased everything.
    if (localStorage.getItem(this.#lockKey) !== open.lock || !open.lock && !this.#storageKeys().length) throw 0;
    put(this.#lockKey, lock);
    Object.assign(open, next, { lock });
  }

  async #set(passphrase, again) {
    if (passphrase.length < SHORTEST) return 'short';
    if (passphrase !== again) return 'differs';
    const open = { ...await this.#newDataKey(passphrase), lock: null, plain: true };
    await this.#relock(open, '');
    await this.#unlockWith(open);
    // If not every record could be encrypted, the passphrase is removed again.
    if (open.why) throw await this.#off();
    return 'set';
  }

  /**
   * Sets another passphrase and another data key, so that a copy of the old lock cannot decrypt records that are
   * written from now on. The single write of the lock puts the new passphrase into effect. If encrypting the records
   * again is interrupted, the next unlock continues it.
   */
  async #change(old, passphrase, again) {
    if (passphrase.length < SHORTEST) return 'short';
    if (passphrase !== again) return 'differs';
    const open = this.#open;
    try {
      await this.#unwrapped(await partsOf(open.lock), old);
    } catch {
      return 'old-wrong';
    }
    await this.#finishChange(open);
    const before = open.key;
    await this.#relock(open, base64(await subtle.exportKey('raw', before)), { ...await this.#newDataKey(passphrase), before });
    await this.#reencrypt(open);
    return 'changed';
  }

  /** Removes the passphrase, and writes the records as plain text. */
  async #off() {
    if (this.state === 'none') return 'off';
    await this.#lastWrite;
    await this.fresh();
    const open = this.#open;
    if (!open.plain) {
      await this.#finishChange(open);
      await this.#relock(open, '', { plain: true });
    }
    const all = [...open.texts, ...open.pending].filter(([, text]) => text !== REMOVED && !text.startsWith('!'));
    try {
      for (const one of all) put(...one);
      if (open.why) this.#notify(0);
      this.remove(this.#lockKey);
    } catch {
      for (const one of all) this.set(...one);
      this.#reencrypt(open);
      throw 0;
    }
    return 'off';
  }

  /** Completes an interrupted change of the passphrase. Throws if that fails. */
  async #finishChange(open) {
    await this.#reencrypt(open);
    if (open.before || open.plain || this.#open !== open) throw 0;
  }

  /** Encrypts the records that are plain or have the previous key. After that, the lock accepts neither. */
  async #reencrypt(open) {
    if (!open.before && !open.plain) return;
    try {
      // A second pass: another window may have written a record just as the lock changed.
      for (const pause of [0, 300]) {
        await new Promise((resolve) => setTimeout(resolve, pause));
        const left = await this.#read(open);
        if (this.#open !== open) return;
        for (const storageKey of left) open.pending.set(storageKey, open.texts.get(storageKey));
        await this.#write();
        if (open.why || this.#open !== open) return;
      }
      await this.#relock(open, null, { before: undefined, plain: false });
    } catch {
      // The lock has changed, or cannot be written. The next unlock encrypts the remaining records.
    }
  }

  async #lockAll() {
    await this.#write();
    this.#channel?.postMessage('lock');
    this.#close();
    return 'locked';
  }

  async #unlockWith(open) {
    Object.assign(open, { texts: new Map(), pending: new Map(), why: 0 });
    // `#open` is set only after all records are read.
    await this.#read(open);
    this.#close();
    this.#open = open;
    try {
      this.#channel = new BroadcastChannel(this.#lockKey);
      this.#channel.onmessage = ({ data }) => this.#onMessage(data);
    } catch {
      // Without BroadcastChannel each window locks by itself.
    }
    this.#clockTimer = setInterval(() => this.#lockIfIdle(), TICK);
    this.#lastInput = Date.now();
    this.#recordInput();
    // Records that another window or an interrupted change has left plain or under the previous key.
    await this.#reencrypt(open);
    this.saved();
  }

  #write() {
    const open = this.#open;
    return (this.#lastWrite = this.#lastWrite.then(() => open && this.#encryptPending(open)));
  }

  async #encryptPending(open) {
    const { texts, pending, why: before } = open;
    const held = [];
    let why = 0;
    let freed = false;
    for (const [storageKey, text] of [...pending]) {
      // The stored answers of a map are replaced only if the snapshot of them is stored; see `write` in
      // src/record/storage.rs.
      if (held.some((map) => storageKey.startsWith(map))) continue;
      try {
        if (text === REMOVED) {
          // If the storage is full, the answers need the room of the snapshot.
          if (why === DENIED || pending.get(storageKey) !== REMOVED) continue;
          localStorage.removeItem(storageKey);
          pending.delete(storageKey);
          freed ||= why === FULL;
          continue;
        }
        const { key } = open;
        const box = await encryptRecord(key, storageKey, text);
        // The record was changed again or removed during encryption, or the data key has changed. A later pass writes
        // it.
        if (pending.get(storageKey) !== text || open.key !== key) continue;
        // Under another lock, or without one, the record could never be decrypted. A record of a map that another
        // window has erased must not return.
        if (localStorage.getItem(this.#lockKey) !== open.lock || this.#isErased(open, storageKey)) {
          await this.fresh();
          if (this.#open !== open || !pending.size) return this.#notify();
          why = DENIED;
          break;
        }
        put(storageKey, box);
        texts.set(storageKey, text);
        pending.delete(storageKey);
      } catch (problem) {
        why = problem.name === 'QuotaExceededError' ? FULL : DENIED;
        // A damaged record must be moved aside before another record is written under its storage key.
        if (text?.startsWith('!')) break;
        if (mapOfSnapshot(storageKey)) held.push(mapOfSnapshot(storageKey));
      }
    }
    if (freed) return this.#encryptPending(open);
    open.why = why;
    if (why || before) this.#notify(why);
  }

  // Input in one window also keeps the vaults of the other windows open. The message is encrypted and holds the time,
  // so that no other script of the site can forge or replay one to keep the vault open.
  #recordInput(at = Date.now()) {
    if (!this.#lockIfIdle() || !(at >= this.#lastInput && at <= Date.now())) return;
    this.#lastInput = at;
    clearTimeout(this.#idleTimer);
    this.#idleTimer = setTimeout(() => this.act('lock'), IDLE);
  }

  async #onInput() {
    this.#recordInput();
    if (!this.#channel) return;
    const others = this.#channel;
    const box = await encrypt(this.#open.key, 'touch', String(this.#lastInput));
    if (others === this.#channel) others.postMessage(box);
  }

  async #onMessage(data) {
    if (data === 'lock') return this.#close();
    const at = await decrypt(this.#open?.key, 'touch', String(data)).catch(() => NaN);
    this.#recordInput(Number(at));
  }

  #lockIfIdle() {
    if (Date.now() - this.#lastInput > IDLE) this.#close();
    return this.#open;
  }

  #close() {
    if (!this.#open) return;
    this.#open = undefined;
    clearTimeout(this.#idleTimer);
    clearInterval(this.#clockTimer);
    this.#channel?.close();
    this.#channel = undefined;
    this.#notify();
  }

  // Asynchronous, because the app may be in the middle of an action.
  #notify(what) {
    queueMicrotask(() => this.#listeners.forEach((tell) => tell(what)));
  }
}

const vaults = new Map();

/** The vault of a namespace. All elements of the page with the same prefix share it. */
export function vault(prefix) {
  if (!vaults.has(prefix)) vaults.set(prefix, new Vault(prefix));
  return vaults.get(prefix);
}
