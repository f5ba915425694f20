//! Builds elements by function calls, to make the wasm small.
//!
//! `html!` expands each element in place, into 200–370 bytes of wasm, and generates code for each kind of event. With
//! these functions, an element costs about a fifth of that, and all events share their code. The two can be nested in
//! each other.

use std::rc::Rc;
use yew::html::IntoPropValue;
use yew::prelude::*;
use yew::virtual_dom::{AttributeOrProperty, Key, Listener, ListenerKind, VNode, VTag, VText};

/// An element that is being built. It is one pointer, so that passing it on is cheap.
pub struct El(Box<VTag>);

// The functions with `inline(never)` must not be inlined: calls are smaller than the inlined code.
impl El {
    /// Adds a class; an empty name adds none.
    #[inline(never)]
    #[must_use]
    pub fn class(self, name: &str) -> Self {
        if name.is_empty() { self } else { self.joined("class", name) }
    }

    /// Sets an attribute.
    #[inline(never)]
    #[must_use]
    pub fn attr(mut self, name: &'static str, value: &str) -> Self {
        self.0.add_attribute(name, owned(value));
        self
    }

    /// Sets the name for `::part()`, by which a host page styles elements in the shadow root. Markup that is rendered
    /// at build time is in the page itself, where the attribute has no use.
    #[must_use]
    pub fn part(self, name: &str) -> Self {
        if cfg!(target_arch = "wasm32") { self.attr("part", name) } else { self }
    }

    /// Sets an attribute, if there is a value.
    #[must_use]
    pub fn attr_maybe(self, name: &'static str, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.attr(name, value),
            None => self,
        }
    }

    /// Sets whether a checkbox or radio button is checked.
    #[inline(never)]
    #[must_use]
    pub fn checked(mut self, checked: bool) -> Self {
        self.0.set_checked(checked);
        self
    }

    /// Sets the text of a field.
    #[inline(never)]
    #[must_use]
    pub fn value(mut self, text: &str) -> Self {
        self.0.set_value(owned(text));
        self
    }

    /// Handles a press.
    #[must_use]
    pub fn on_press(self, callback: Callback<Event>) -> Self {
        self.on(Kind::Press, callback)
    }

    /// Handles a changed value.
    #[must_use]
    pub fn on_change(self, callback: Callback<Event>) -> Self {
        self.on(Kind::Change, callback)
    }

    /// Handles each change of the text while it is typed.
    #[must_use]
    pub fn on_input(self, callback: Callback<Event>) -> Self {
        self.on(Kind::Input, callback)
    }

    #[inline(never)]
    fn on(mut self, kind: Kind, callback: Callback<Event>) -> Self {
        self.0.add_listener(Rc::new(Handler { kind, callback }));
        self
    }

    /// Sets the key among its siblings.
    #[inline(never)]
    #[must_use]
    pub fn key(mut self, key: &str) -> Self {
        self.0.key = Some(Key::from(key));
        self
    }

    /// Appends a text.
    #[inline(never)]
    #[must_use]
    pub fn text(self, text: &str) -> Self {
        self.child(VText::new(owned(text)).into())
    }

    /// Appends a child.
    #[must_use]
    pub fn with(self, child: impl Into<Html>) -> Self {
        self.child(child.into())
    }

    /// Appends a child, if there is one. Otherwise an empty node takes its position, so that Yew does not confuse it
    /// with the next sibling.
    #[must_use]
    pub fn maybe(self, child: Option<impl Into<Html>>) -> Self {
        self.child(child.map_or_else(Html::default, Into::into))
    }

    /// Appends several children.
    #[must_use]
    pub fn each(mut self, children: impl IntoIterator<Item: Into<Html>>) -> Self {
        for child in children {
            self = self.child(child.into());
        }
        self
    }

    #[inline(never)]
    fn child(mut self, child: Html) -> Self {
        self.0.add_child(child);
        self
    }

    /// If the only child is a text, sets it through the property `textContent`. Translators replace text nodes by their
    /// own elements, and Yew would then update a text node that is no longer in the document.
    fn leaf(mut self) -> Self {
        if cfg!(target_arch = "wasm32")
            && let Some(VNode::VList(list)) = self.0.children_mut()
            && let [VNode::VText(text)] = &list[..]
        {
            let text = text.text.clone();
            *list = Default::default();
            self.0.add_property("textContent", &*text);
        }
        self
    }

    fn joined(mut self, name: &'static str, value: &str) -> Self {
        let attributes = self.0.attributes.get_mut_index_map();
        let name = AttrValue::Static(name);
        let value = match attributes.get(&name) {
            Some(AttributeOrProperty::Attribute(first)) => format!("{first} {value}").into(),
            _ => owned(value),
        };
        attributes.insert(name, AttributeOrProperty::Attribute(value));
        self
    }
}

/// The kind of an event. Cloning Yew's `ListenerKind` would add the names of all events to the wasm.
enum Kind {
    Press,
    Change,
    Input,
}

/// Handles one kind of event of one element.
struct Handler {
    kind: Kind,
    callback: Callback<Event>,
}

impl Listener for Handler {
    fn kind(&self) -> ListenerKind {
        match self.kind {
            Kind::Press => ListenerKind::onclick,
            Kind::Change => ListenerKind::onchange,
            Kind::Input => ListenerKind::oninput,
        }
    }

    fn handle(&self, event: Event) {
        self.callback.emit(event);
    }

    fn passive(&self) -> bool {
        false
    }
}

impl From<El> for Html {
    #[inline(never)]
    fn from(el: El) -> Self {
        if el.0.tag().is_empty() { el.0.into_children().unwrap_or_default() } else { (*el.leaf().0).into() }
    }
}

impl IntoPropValue<Html> for El {
    fn into_prop_value(self) -> Html {
        self.into()
    }
}

fn owned(text: &str) -> AttrValue {
    AttrValue::Rc(text.into())
}

/// An element.
#[inline(never)]
pub fn el(tag: &'static str) -> El {
    El(Box::new(VTag::new(tag)))
}

/// A list of nodes without an element around them.
pub fn group() -> El {
    el("")
}

/// A paragraph.
#[inline(never)]
pub fn p(text: &str) -> El {
    el("p").text(text)
}

/// A text in an element of its own, for a text that can change and has siblings; see `leaf`.
#[inline(never)]
pub fn span(text: &str) -> El {
    el("span").text(text)
}

/// A dot between two texts. It is hidden from screen readers, which would read out its name.
pub fn dot() -> El {
    group().with(span(" ·").attr("aria-hidden", "true")).text(" ")
}

/// A live region. Each text is a new element, so that screen readers announce it. It has no role, because an empty
/// region with the role `status` would be a stop for somebody who reads line by line.
#[inline(never)]
pub fn status(class: &str, text: &str) -> El {
    let said = (!text.is_empty()).then(|| p(text).key(text));
    el("div").class(class).attr("aria-live", "polite").attr("aria-atomic", "true").maybe(said)
}

/// An error that begins with this text and gets the focus. The text is its name: without a name, Orca says nothing in
/// Firefox.
#[inline(never)]
pub fn error(text: &str) -> El {
    el("div")
        .class("ie-error")
        .attr("tabindex", "-1")
        .attr("data-focus", "error")
        .attr("role", "group")
        .attr("aria-labelledby", "ie-error")
        .with(p(text).attr("id", "ie-error"))
}

/// A button with a label.
#[inline(never)]
pub fn button(class: &str, label: &str) -> El {
    el("button").attr("type", "button").part("button").class(class).text(label)
}

/// An `input` element of this type, such as `checkbox` or `radio`.
#[inline(never)]
pub fn input(kind: &str, checked: bool) -> El {
    el("input").attr("type", kind).checked(checked)
}

/// Puts radio buttons into a form of their own. Chromium never frees removed radio buttons of a shadow root that belong to
/// no form. The form has no role and sends nothing: outside a dialog, the method `dialog` has no effect. Every browser in
/// which the app runs knows it, because it is older than constructed style sheets.
pub fn radio_form(controls: impl Into<Html>) -> El {
    el("form").attr("method", "dialog").attr("role", "none").with(controls)
}

/// The heading of a column (`col`) or of a row (`row`).
#[inline(never)]
pub fn th(scope: &str, text: &str) -> El {
    el("th").attr("scope", scope).text(text)
}

/// A cell. If the table is too narrow for columns, the style sheet shows the name of the column in the cell.
#[inline(never)]
pub fn td(column: &str, text: &str) -> El {
    el("td").attr("data-label", column).text(text)
}
