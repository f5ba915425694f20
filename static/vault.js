// A passphrase over what is kept. The records of one shelf then lie in the storage sealed, and are open only here.
//
// PBKDF2-SHA-256 makes of the passphrase the key that wraps a random one; with that one AES-256-GCM seals each record,
// under a nonce of its own, bound to the record's storageKey, and padded, so that its length tells nothing of the answer.
// The passphrase and the keys never come near the app, its model or the page.

const ROUNDS = 600_000;
const MOST_ROUNDS = 10_000_000;
const SHORTEST = 8;
const BLOCK = 256;
const NONCE = 12;
const IDLE = 600_000;
// How often an open vault looks at the clock: while a device sleeps no timer may count, and no event may follow.
const TICK = 5_000;
const FULL = 1;
const DENIED = 2;
const AES = { name: 'AES-GCM', length: 256 };
const DATA = [AES, true, ['encrypt', 'decrypt']];

// The syntax of records
//
// It stands here alone in JavaScript, and tests/native/record_syntax.rs holds it against src/record/codec.rs, which reads
// and writes plain records and leaves alone what is encrypted, as of a later schema.

/** A record of a schema that is later than this code. */
const NEWER = /^\{"schema":([4-9]|[1-9]\d)/;
/** The beginning of a plain record, or one of its words, where the rest is damaged; what is encrypted has none of them. */
const PLAIN = /^\{"schema":[12],|"(tab|sum|value)":"/;
/** An encrypted record: its box. */
const ENCRYPTED = /^\{"schema":3,"sealed":"(.*)"\}$/;
/** A lock: all that its sum covers; the part that never changes, which is salt, nonce, wrapped key and rounds; `also`; the sum. */
const LOCK = /^\{"schema":3,(("lock":\["([^"]*)","([^"]*)","([^"]*)"\],"rounds":(\d+))(?:,"also":"([^"]*)")?)(?:,"sum":"([^"]*)")?\}$/;

// Not by JSON.stringify, which a page's own scripts may have changed: this could never be decrypted again.
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

/** The key that a passphrase makes, to wrap the other one. */
async function deriveKey(passphrase, salt, iterations) {
  const base = await subtle.importKey('raw', utf8(passphrase.normalize()), 'PBKDF2', false, ['deriveKey']);
  const how = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations };
  return subtle.deriveKey(how, base, AES, false, ['wrapKey', 'unwrapKey']);
}

/** A text, encrypted, padded and bound to its storageKey, in base64. */
async function encrypt(key, storageKey, text) {
  const nonce = random(NONCE);
  const plain = utf8(text);
  const padded = new Uint8Array(Math.ceil(plain.length / BLOCK) * BLOCK).fill(32);
  padded.set(plain);
  return base64(nonce, await subtle.encrypt(gcm(nonce, storageKey), key, padded));
}

/** The text in a box; an error where it was made with another key or for another storageKey, or was changed. */
async function decrypt(key, storageKey, box) {
  const all = bytes(box);
  // More than one text can stand for the same bytes.
  if (base64(all) !== box) throw 0;
  return new TextDecoder().decode(await subtle.decrypt(gcm(all.subarray(0, NONCE), storageKey), key, all.subarray(NONCE))).trimEnd();
}

/** A record's text, encrypted. */
const encryptRecord = async (key, storageKey, text) => writeEncrypted(await encrypt(key, storageKey, text));

const isNewer = (text) => NEWER.test(text);
const isPlain = (text) => PLAIN.test(text) && !isNewer(text);

/**
 * A record's text, and whether it has to be sealed anew. What cannot be opened comes out as no record at all, and is set
 * aside before something else takes its storageKey. So does a plain one, unless a passphrase is just being set or taken off:
 * somebody else may have put it there.
 */
async function readRecord({ key, before, plain }, storageKey, text) {
  if (isNewer(text)) return [text];
  if (isPlain(text)) return plain ? [text, true] : [`!${text}`];
  const [, box] = ENCRYPTED.exec(text) ?? [];
  for (const one of [key, before]) {
    try {
      return [await decrypt(one, storageKey, box), one !== key];
    } catch {
      // Not by this key.
    }
  }
  return [`!${text}`];
}

const sumOf = async (text) => [...new Uint8Array(await subtle.digest('SHA-256', utf8(text)))].slice(0, 4).map((byte) => byte.toString(16).padStart(2, '0')).join('');

/**
 * The parts of a lock, or an error where it is damaged: what wraps the data key, and `also`, a box under the data key. That
 * is there while records are sealed anew. In it is the key before, under which some still lie; or nothing, where some
 * still lie plain.
 */
async function partsOf(text) {
  const [, all, core, salt, nonce, wrapped, rounds, also, sum] = LOCK.exec(text);
  const parts = [salt, nonce, wrapped].map(bytes);
  // Locks of the first version have no sum.
  if (parts.map(({ length }) => length).join() !== '16,12,48' || sum && sum !== await sumOf(all)) throw 0;
  return { core, also, parts, rounds: Math.min(rounds, MOST_ROUNDS) };
}

/** Writes and compares: a storage may say nothing and hold something else. */
function put(storageKey, text) {
  localStorage.setItem(storageKey, text);
  if (localStorage.getItem(storageKey) !== text) throw 0;
}

class Vault {
  #prefix;
  #lockKey;
  /**
   * While it is open: the data key, its lock and the part of that which never changes, the key before or whether plain
   * records are taken, the records that lie there, those to be written, and why these could not be.
   */
  #open;
  #written = Promise.resolve();
  #turn = Promise.resolve();
  #heard = new Set();
  #others;
  #idle;
  #ticks;
  #last;

  constructor(prefix) {
    this.#prefix = prefix;
    this.#lockKey = `${prefix}lock`;
    // Nothing stays open in a page that is put away, though a browser may cut short what is done as it goes; or that nobody
    // touches. A timer may not count while a device sleeps.
    for (const what of ['pagehide', 'pageshow']) addEventListener(what, ({ persisted }) => persisted && this.#close());
    for (const what of ['pointerdown', 'keydown']) addEventListener(what, () => this.#touch(), true);
    for (const what of ['focus', 'pageshow', 'visibilitychange']) addEventListener(what, () => this.#awake(), true);
  }

  /** `open`, `locked`, `none`, or `unavailable` where the browser gives a page no cryptography. */
  get state() {
    if (this.#open) return 'open';
    try {
      if (localStorage.getItem(this.#lockKey) != null) return 'locked';
    } catch {
      // Where nothing can be kept, nothing is locked.
    }
    return subtle ? 'none' : 'unavailable';
  }

  /**
   * Calls this, later: with nothing when it has closed by itself, or another element of this page has changed what is
   * kept; with a number, as `flush` gives it, when something could not be written, and when in the end it could. Gives a
   * function that ends this. When no element hears any more, the vault locks: a site may swap its pages by script, so that
   * nothing is unloaded.
   */
  hear(tell) {
    this.#heard.add(tell);
    return () => {
      this.#heard.delete(tell);
      // After a crash somebody else hears at once.
      queueMicrotask(() => {
        if (this.#heard.size) return;
        this.#write();
        this.#close();
      });
    };
  }

  /** An element of this page has changed what is kept. The browser tells other windows, and not this one. */
  saved() {
    if (this.#heard.size > 1) this.#say();
  }

  // While it is open, a storage for src/browser/encrypted_store.rs: what is read is here, what is written goes on sealed.

  keys() {
    // Also what another window has written since this was read. To erase ends with the lock: until then what is left can
    // be opened.
    return [...new Set([...this.#storageKeys(), ...this.#open.pending.keys(), this.#lockKey])].join('\n');
  }

  get(storageKey) {
    return this.#open.pending.get(storageKey) ?? this.#open.texts.get(storageKey);
  }

  set(storageKey, text) {
    this.#open.pending.set(storageKey, text);
    this.#write();
  }

  /** Tries again what could not be written. Gives why it could not: FULL, DENIED, or 0 when nothing is missing. */
  flush() {
    const { pending, why } = this.#open;
    if (why) this.#write();
    return pending.size && why;
  }

  remove(storageKey) {
    localStorage.removeItem(storageKey);
    this.#open.texts.delete(storageKey);
    this.#open.pending.delete(storageKey);
    if (storageKey === this.#lockKey) this.#close();
  }

  /** Takes over what other windows have written meanwhile. */
  async fresh() {
    const open = this.#open;
    try {
      if (!open) return;
      const lock = localStorage.getItem(this.#lockKey);
      if (lock !== open.lock) {
        // What was sealed while all was erased nobody could open any more.
        if (lock == null && [...open.texts.keys()].some((storageKey) => this.#isErased(open, storageKey))) for (const storageKey of this.#storageKeys()) if (!isPlain(localStorage.getItem(storageKey))) localStorage.removeItem(storageKey);
        // Another window is about to take it off: until the lock is gone, or as it was, nothing is read or written here.
        if (await this.#isPassing(open, lock).catch(() => false)) return;
        return this.#close();
      }
      for (const storageKey of open.pending.keys()) if (this.#isErased(open, storageKey)) open.pending.delete(storageKey);
      await this.#read(open);
    } catch {
      // A storage that refuses now says so when something is written.
    }
  }

  /** Whether this lock is ours, with plain records beside it for a moment. */
  async #isPassing({ key, core }, lock) {
    const parts = await partsOf(lock);
    return parts.core === core && await decrypt(key, `${this.#lockKey} also`, parts.also) === '';
  }

  /** Whether another window has erased the run that a record belongs to: then the run's own record is gone. */
  #isErased({ texts }, storageKey) {
    const [, run = ''] = /^(?:aside\/)?([0-9a-f]{8}\/)?/.exec(storageKey.slice(this.#prefix.length));
    const own = `${this.#prefix}${run}run`;
    return texts.has(own) && localStorage.getItem(own) == null;
  }

  /** Takes over what lies there. Gives the storageKeys whose records have to be sealed anew. */
  async #read(open) {
    const { texts, pending } = open;
    const storageKeys = this.#storageKeys();
    const raw = storageKeys.map((storageKey) => localStorage.getItem(storageKey));
    const found = await Promise.all(storageKeys.map((storageKey, at) => readRecord(open, storageKey, raw[at])));
    // What was written while this was opened is newer.
    const same = (storageKey, at) => !pending.has(storageKey) && localStorage.getItem(storageKey) === raw[at];
    storageKeys.forEach((storageKey, at) => same(storageKey, at) && texts.set(storageKey, found[at][0]));
    for (const storageKey of texts.keys()) if (localStorage.getItem(storageKey) == null) texts.delete(storageKey);
    return storageKeys.filter((storageKey, at) => found[at][1] && same(storageKey, at));
  }

  #storageKeys() {
    return Object.keys(localStorage).filter((storageKey) => storageKey.startsWith(this.#prefix) && storageKey !== this.#lockKey);
  }

  /** One thing after another, by the name of its button, with what stands in its fields; comes true as what came of it. */
  act(what, ...words) {
    const acts = {
      unlock: () => this.#unlock(...words),
      set: () => (this.#open ? this.#change(...words) : this.#set(...words)),
      off: () => this.#off(),
      lock: () => this.#lockAll(),
    };
    this.#turn = this.#turn.then(acts[what]).catch(() => 'failed');
    return this.#turn;
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

  /** A new data key, and the part of its lock that opens it. */
  async #newDataKey(passphrase) {
    const key = await subtle.generateKey(...DATA);
    const [salt, nonce] = [random(16), random(NONCE)];
    const wrapped = await subtle.wrapKey('raw', key, await deriveKey(passphrase, salt, ROUNDS), gcm(nonce, this.#lockKey));
    return { key, core: writeCore(base64(salt), base64(nonce), base64(wrapped), ROUNDS) };
  }

  /** Writes the lock, in one go: with what `also` opens the records there, and where it changes, with another key. */
  async #relock(open, also, next = {}) {
    const { key, core } = { ...open, ...next };
    const text = also == null ? core : writeAlso(core, await encrypt(key, `${this.#lockKey} also`, also));
    const lock = writeLock(text, await sumOf(text));
    // This took its time: another window may have set one, and here or there all may have been erased.
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
    // All of it or nothing.
    if (open.why) throw await this.#off();
    return 'set';
  }

  /**
   * Another passphrase, and another data key: with the lock of before nobody opens what is written from now on. The one
   * write of the lock makes the new passphrase hold, for all records; whatever is broken off later, is gone on with when
   * it is opened.
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

  /** The records lie unsealed again. */
  async #off() {
    if (this.state === 'none') return 'off';
    await this.#written;
    await this.fresh();
    const open = this.#open;
    if (!open.plain) {
      await this.#finishChange(open);
      await this.#relock(open, '', { plain: true });
    }
    const all = [...open.texts, ...open.pending].filter(([, text]) => !text.startsWith('!'));
    try {
      for (const one of all) put(...one);
      if (open.why) this.#say(0);
      this.remove(this.#lockKey);
    } catch {
      for (const one of all) this.set(...one);
      this.#reencrypt(open);
      throw 0;
    }
    return 'off';
  }

  /** Ends what was broken off before something else begins. */
  async #finishChange(open) {
    await this.#reencrypt(open);
    if (open.before || open.plain || this.#open !== open) throw 0;
  }

  /** Seals anew what lies there plain or under the key before; once that is done, neither is taken any more. */
  async #reencrypt(open) {
    if (!open.before && !open.plain) return;
    try {
      // Another window may have written in the very moment in which the lock changed: so this looks once more.
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
      // The lock is another one, or cannot be written: what is left is done when it is opened again.
    }
  }

  async #lockAll() {
    await this.#write();
    this.#others?.postMessage('lock');
    this.#close();
    return 'locked';
  }

  async #unlockWith(open) {
    Object.assign(open, { texts: new Map(), pending: new Map(), why: 0 });
    // Nobody looks before all is there.
    await this.#read(open);
    this.#close();
    this.#open = open;
    try {
      this.#others = new BroadcastChannel(this.#lockKey);
      this.#others.onmessage = ({ data }) => this.#told(data);
    } catch {
      // Without it each window locks for itself.
    }
    this.#ticks = setInterval(() => this.#awake(), TICK);
    this.#last = Date.now();
    this.#touched();
    // Another window, or a try that was broken off, has left these.
    await this.#reencrypt(open);
    this.saved();
  }

  #write() {
    const open = this.#open;
    return (this.#written = this.#written.then(() => open && this.#encryptPending(open)));
  }

  async #encryptPending(open) {
    const { texts, pending, why: before } = open;
    let why = 0;
    for (const [storageKey, text] of [...pending]) {
      try {
        const { key } = open;
        const box = await encryptRecord(key, storageKey, text);
        // Changed once more meanwhile, or the key was, which has its own turn; or taken away.
        if (pending.get(storageKey) !== text || open.key !== key) continue;
        // Under another lock, or none, nobody could open it; and what another window has taken away is not put back.
        if (localStorage.getItem(this.#lockKey) !== open.lock || this.#isErased(open, storageKey)) {
          await this.fresh();
          if (this.#open !== open || !pending.size) return this.#say();
          why = DENIED;
          break;
        }
        put(storageKey, box);
        texts.set(storageKey, text);
        pending.delete(storageKey);
      } catch (problem) {
        why = problem.name === 'QuotaExceededError' ? FULL : DENIED;
        // What cannot be opened is set aside before something else takes its storageKey.
        if (text.startsWith('!')) break;
      }
    }
    open.why = why;
    if (why || before) this.#say(why);
  }

  // A touch holds for the other windows, too. Only who has the key can say of one, and nobody can say it again later: or
  // else any script of the site could keep this open.
  #touched(at = Date.now()) {
    if (!this.#awake() || !(at >= this.#last && at <= Date.now())) return;
    this.#last = at;
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => this.act('lock'), IDLE);
  }

  async #touch() {
    this.#touched();
    if (!this.#others) return;
    const others = this.#others;
    const box = await encrypt(this.#open.key, 'touch', String(this.#last));
    if (others === this.#others) others.postMessage(box);
  }

  async #told(data) {
    if (data === 'lock') return this.#close();
    const at = await decrypt(this.#open?.key, 'touch', String(data)).catch(() => NaN);
    this.#touched(Number(at));
  }

  #awake() {
    if (Date.now() - this.#last > IDLE) this.#close();
    return this.#open;
  }

  #close() {
    if (!this.#open) return;
    this.#open = undefined;
    clearTimeout(this.#idle);
    clearInterval(this.#ticks);
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
