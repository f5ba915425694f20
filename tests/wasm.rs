//! Tests that need a real browser but no served page. They run in headless Chromium.
#![cfg(target_arch = "wasm32")]

#[path = "contract/store.rs"]
mod contract;

use contract::{FOREIGN, PREFIX, check, check_full};
use intimacy_explorer::browser::{EncryptedStore, Local, Vault};
use intimacy_explorer::record::{Key, Lock, Namespace, Store, StoreError, Version, encode, erase};
use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Document, Element, HtmlElement};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen(module = "/static/element.js")]
extern "C" {
    fn define(element: &JsValue, name: &str);
    fn explorer(parts: &Object) -> JsValue;
}

// wasm-bindgen-test includes the imports of element.js only if they are declared here and called.
#[wasm_bindgen(module = "/static/leave.js")]
extern "C" {
    fn unwatch(host: &JsValue);
}

#[wasm_bindgen(module = "/static/exit.js")]
extern "C" {
    fn address(text: &str) -> bool;
}

#[wasm_bindgen(module = "/static/vault.js")]
extern "C" {
    fn vault(prefix: &str) -> Vault;
}

/// `cargo xtask test` creates this file before it builds the test: `cargo run --bin prerender -- --out target/page`.
const PACK: &[u8] = include_bytes!("../target/page/en.pack");

/// Replaces static/vault.js: no passphrase is set.
const NO_PASSPHRASE: &str =
    "globalThis.testPrefix = prefix; return { state: 'none', fresh() {}, hear() {}, saved() {} };";

fn document() -> Document {
    web_sys::window().unwrap().document().unwrap()
}

/// A JavaScript function that loads the app like the boot script of the page.
fn loader() -> Function {
    let mount = Closure::<dyn Fn(Element, Element, Vec<u8>, Function, Function) -> JsValue>::new(
        |host: Element, inside, pack: Vec<u8>, get, vault| {
            intimacy_explorer::embed::mount(&host, inside, &pack, &get, &vault)
                .map(JsValue::from)
                .unwrap_or_else(JsValue::from)
        },
    );
    let app = Object::new();
    Reflect::set(&app, &"mount".into(), &mount.into_js_value()).unwrap();
    Reflect::set(&app, &"vault".into(), &Function::new_with_args("prefix", NO_PASSPHRASE)).unwrap();
    for name in ["containEvents", "applySettings", "second"] {
        Reflect::set(&app, &name.into(), &Function::new_no_args("")).unwrap();
    }
    Reflect::set(&app, &"pack".into(), &js_sys::Uint8Array::from(PACK)).unwrap();
    // The promise never resolves: the app does not crash.
    Reflect::set(&app, &"crashed".into(), &Promise::new(&mut |_, _| {})).unwrap();
    Reflect::set(&app, &"css".into(), &".ie{}".into()).unwrap();
    let app: JsValue = app.into();
    let load = Closure::<dyn Fn() -> Promise>::new(move || Promise::resolve(&app));
    load.into_js_value().unchecked_into()
}

/// Defines a custom element with this name, and adds an instance with a small article to the document.
fn element(name: &str) -> HtmlElement {
    unwatch(&JsValue::NULL);
    assert!(address("https://example.org/"));
    let parts = Object::new();
    Reflect::set(&parts, &"load".into(), &loader()).unwrap();
    Reflect::set(&parts, &"mode".into(), &"open".into()).unwrap();
    let labels = Object::new();
    Reflect::set(&labels, &"opening".into(), &"One moment".into()).unwrap();
    Reflect::set(&parts, &"labels".into(), &labels).unwrap();
    define(&explorer(&parts), name);
    another(name)
}

fn another(name: &str) -> HtmlElement {
    let element: HtmlElement = document().create_element(name).unwrap().unchecked_into();
    let article = document().create_element("article").unwrap();
    let button = document().create_element("button").unwrap();
    button.set_attribute("data-open", "explore").unwrap();
    article.set_class_name("ie-article");
    article.append_child(&button).unwrap();
    element.append_child(&article).unwrap();
    document().body().unwrap().append_child(&element).unwrap();
    element
}

/// Waits for up to 600 animation frames until the condition holds. `what` names it in the failure.
async fn until(what: &str, is_so: impl Fn() -> bool) {
    for _ in 0..600 {
        if is_so() {
            return;
        }
        let frame = Promise::new(&mut |done, _| {
            web_sys::window().unwrap().request_animation_frame(&done).unwrap();
        });
        JsFuture::from(frame).await.unwrap();
    }
    panic!("timeout: {what}");
}

fn shows(element: &HtmlElement, css: &str) -> bool {
    element.shadow_root().is_some_and(|root| root.query_selector(css).unwrap().is_some())
}

fn press(element: &HtmlElement) {
    element.query_selector("[data-open]").unwrap().unwrap().unchecked_into::<HtmlElement>().click();
}

#[wasm_bindgen_test]
async fn it_shows_the_article_and_then_the_pressed_screen() {
    let element = element("test-mount");
    until("mounted", || element.has_attribute("data-ready")).await;
    until("the article", || shows(&element, "slot:not([name])")).await;
    press(&element);
    until("the explorer", || shows(&element, "#ie-search")).await;
    assert!(!shows(&element, "slot:not([name])"), "the app replaces the article");
    element.remove();
}

#[wasm_bindgen_test]
async fn an_early_press_takes_effect_after_mounting() {
    let element = element("test-early");
    let waiting = || element.query_selector(".ie-waiting").unwrap().is_some();
    assert!(!waiting());
    press(&element);
    assert!(waiting());
    until("the explorer", || shows(&element, "#ie-search")).await;
    assert!(!waiting());
    element.remove();
}

#[wasm_bindgen_test]
async fn a_moved_element_keeps_its_screen_and_a_removed_one_shows_the_article() {
    let element = element("test-move");
    until("mounted", || element.has_attribute("data-ready")).await;
    press(&element);
    until("the explorer", || shows(&element, "#ie-search")).await;
    let search = element.shadow_root().unwrap().query_selector("#ie-search").unwrap();

    let elsewhere = document().create_element("div").unwrap();
    document().body().unwrap().append_child(&elsewhere).unwrap();
    elsewhere.append_child(&element).unwrap();
    JsFuture::from(Promise::resolve(&JsValue::NULL)).await.unwrap();
    assert_eq!(element.shadow_root().unwrap().query_selector("#ie-search").unwrap(), search, "the same control");

    element.remove();
    until("the article", || shows(&element, "slot:not([name])") && !shows(&element, "#ie-search")).await;
    press(&element);
    assert!(!shows(&element, "#ie-search"), "an unmounted app does not react");

    elsewhere.append_child(&element).unwrap();
    until("mounted again", || shows(&element, "div slot:not([name])")).await;
    press(&element);
    until("the explorer again", || shows(&element, "#ie-search")).await;
    elsewhere.remove();
}

#[wasm_bindgen_test]
async fn two_elements_on_a_page_are_independent() {
    let one = element("test-two");
    let other = another("test-two");
    until("both are mounted", || one.has_attribute("data-ready") && other.has_attribute("data-ready")).await;
    press(&one);
    until("the explorer", || shows(&one, "#ie-search")).await;
    assert!(shows(&other, "slot:not([name])") && !shows(&other, "#ie-search"));
    one.remove();
    other.remove();
}

/// Runs a function and returns the warnings that it writes to the console.
fn warnings(act: impl FnOnce()) -> Vec<String> {
    let console = Reflect::get(&js_sys::global(), &"console".into()).unwrap();
    let real = Reflect::get(&console, &"warn".into()).unwrap();
    let said = js_sys::Array::new();
    let note = Closure::<dyn Fn(JsValue)>::new({
        let said = said.clone();
        move |line| {
            said.push(&line);
        }
    });
    Reflect::set(&console, &"warn".into(), note.as_ref()).unwrap();
    act();
    Reflect::set(&console, &"warn".into(), &real).unwrap();
    said.iter().filter_map(|line| line.as_string()).collect()
}

#[wasm_bindgen_test]
fn a_custom_element_name_in_use_is_not_redefined() {
    let class = |name: &str| {
        let get = Function::new_with_args("name", "return customElements.get(name)");
        get.call1(&JsValue::NULL, &name.into()).unwrap()
    };
    // If this script defined the name before, the first class stays, without a warning.
    define(&explorer(&loader()), "test-taken");
    let first = class("test-taken");
    assert!(first.is_function());
    assert_eq!(warnings(|| define(&explorer(&loader()), "test-taken")), [""; 0]);
    assert_eq!(class("test-taken"), first);
    // If another script defined the name, its class stays, and the owner gets one warning.
    let theirs = "customElements.define('test-theirs', class extends HTMLElement {})";
    Function::new_no_args(theirs).call0(&JsValue::NULL).unwrap();
    let first = class("test-theirs");
    let told = warnings(|| define(&explorer(&loader()), "test-theirs"));
    assert!(told.len() == 1 && told[0].contains("another script has taken this name"), "{told:?}");
    assert_eq!(class("test-theirs"), first);
    let element = another("test-theirs");
    press(&element);
    assert!(element.shadow_root().is_none() && !element.has_attribute("data-ready"));
    assert!(element.query_selector(".ie-article").unwrap().is_some(), "the article stays");
    element.remove();
}

#[wasm_bindgen_test]
fn local_leaves_foreign_keys_untouched() {
    let raw = web_sys::window().unwrap().local_storage().unwrap().unwrap();
    raw.set_item("theirs", "kept").unwrap();
    let namespace = Namespace::new("wasm-test");
    let full_key = |name: &str| format!("{}{name}", namespace.prefix());
    for name in ["run", "subject", "closeness/0"] {
        Local.set(&full_key(name), "text \u{1f33f}").unwrap();
    }
    assert_eq!(Local.get(&full_key("run")).unwrap().as_deref(), Some("text \u{1f33f}"));
    assert_eq!(Local.get(&full_key("part-of")).unwrap(), None);
    let found = Local.keys(namespace.prefix()).unwrap();
    assert_eq!(found.len(), 3, "{found:?}");
    Local.remove(&full_key("run")).unwrap();
    assert_eq!(Local.keys(namespace.prefix()).unwrap().len(), 2);
    erase(&Local, &namespace, |_| true).unwrap();
    assert!(Local.keys(namespace.prefix()).unwrap().is_empty());
    assert_eq!(raw.get_item("theirs").unwrap().as_deref(), Some("kept"));
    raw.remove_item("theirs").unwrap();
}

/// More bytes than the storage of a browser can hold.
const TOO_LONG: usize = 12_000_000;

#[wasm_bindgen_test]
async fn every_browser_store_passes_the_contract() {
    let raw = web_sys::window().unwrap().local_storage().unwrap().unwrap();
    raw.set_item(FOREIGN, "theirs").unwrap();
    check(|| Local);
    check_full(|| Local, TOO_LONG);

    let vault = vault(PREFIX);
    let store = || EncryptedStore::new(vault.clone());
    assert_eq!(vault.lock(), Lock::None);
    check(store);
    check_full(store, TOO_LONG);

    // A passphrase can be set only if there is a record.
    let kept = format!("{PREFIX}part-of");
    Local.set(&kept, &encode(Key::PartOf, Version { clock: 1, replica: 1 }, "none")).unwrap();
    let act = async |what: &str| {
        let act = Reflect::get(&vault, &"act".into()).unwrap().unchecked_into::<Function>();
        let said = act.call3(&vault, &what.into(), &"a long passphrase".into(), &"a long passphrase".into()).unwrap();
        JsFuture::from(said.unchecked_into::<Promise>()).await.unwrap().as_string().unwrap()
    };
    assert_eq!(act("set").await, "set");
    assert_eq!(vault.lock(), Lock::Open);
    check(store);
    // A new text can be read at once. The encrypted text reaches the storage of the browser later.
    let run = format!("{PREFIX}run");
    store().set(&run, "in plain").unwrap();
    until("it is written", || Local.get(&run).unwrap().is_some()).await;
    assert!(Local.get(&run).unwrap().unwrap().starts_with("{\"schema\":3,\"sealed\":\""));
    assert_eq!((store().get(&run), store().flush()), (Ok(Some("in plain".into())), Ok(())));
    for key in [run, kept, format!("{PREFIX}lock")] {
        store().remove(&key).unwrap();
    }
    assert_eq!(Local.keys(PREFIX).unwrap(), [""; 0]);
    assert_eq!(raw.get_item(FOREIGN).unwrap().as_deref(), Some("theirs"));
    raw.remove_item(FOREIGN).unwrap();
}

#[wasm_bindgen_test]
fn address_accepts_only_plain_https_urls() {
    for good in [
        "https://example.org/",
        "HTTPS://Example.org",
        "https://a-b.example:8443/x?y=%20#z",
        "https://news_1.example",
        "https://example.org:65535",
    ] {
        assert!(address(good), "{good}");
    }
    for bad in [
        "",
        "/",
        "http://example.org",
        "javascript:alert(1)",
        "//example.org",
        "https://",
        "https://example.org:99999/",
        "https://[bad/",
        "https://%zz/",
        "https://:80/",
        "https://1.2.3.4.5/",
        "https://a b/",
        "https://a..b/",
        "https://a@",
        "https://0x7g.0x1/",
        "https://example.org/ü",
        "https://bücher.example/",
        "https://user:word@example.org/",
        "https://example.org/\\x",
        "\u{201c}https://example.org/\u{201d}",
    ] {
        assert!(!address(bad), "{bad}");
    }
}

#[wasm_bindgen_test]
async fn a_storage_name_with_blanks_around_it_is_the_same_name() {
    let element = element("test-names");
    until("mounted", || element.has_attribute("data-ready")).await;
    element.remove();
    for name in ["clinic", " clinic ", "\n clinic\u{feff}"] {
        let element: HtmlElement = document().create_element("test-names").unwrap().unchecked_into();
        element.set_attribute("storage-name", name).unwrap();
        document().body().unwrap().append_child(&element).unwrap();
        until("mounted", || element.has_attribute("data-ready")).await;
        let prefix = Reflect::get(&js_sys::global(), &"testPrefix".into()).unwrap();
        assert_eq!(prefix.as_string().as_deref(), Some("intimacy-explorer:clinic:"), "{name:?}");
        element.remove();
    }
}

/// Replaces static/vault.js: unlocked, with one record, and a storage that denies access.
const REFUSING: &str = "
    const refuse = () => { throw new DOMException('denied', 'SecurityError'); };
    return { state: 'open', keys: () => 'here', get: () => 'text', set() {}, remove: refuse, flush: () => why };";

#[wasm_bindgen_test]
fn an_exception_of_a_vault_becomes_an_error() {
    for (why, flushed) in [(0, Ok(())), (1, Err(StoreError::Full)), (2, Err(StoreError::Denied))] {
        let vault = Function::new_with_args("why", REFUSING).call1(&JsValue::NULL, &why.into()).unwrap();
        let store = EncryptedStore::new(vault.unchecked_into::<Vault>());
        assert_eq!(store.get("here").unwrap().as_deref(), Some("text"));
        assert_eq!(store.set("here", "text"), Ok(()), "it is written later");
        assert_eq!(store.remove("here"), Err(StoreError::Denied));
        assert_eq!(erase(&store, &Namespace::new("wasm-test"), |_| true), Err(StoreError::Denied));
        assert_eq!(store.flush(), flushed);
    }
}
