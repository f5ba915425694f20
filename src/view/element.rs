//! Elements, built by calls.
//!
//! `html!` unfolds every element where it stands, into 200–370 bytes of wasm, and every kind of event into code of its
//! own; here an element costs its calls, which is a fifth, and all events are one kind. Either can stand inside the other.

use std::rc::Rc;
use yew::html::IntoPropValue;
use yew::prelude::*;
use yew::virtual_dom::{AttributeOrProperty, Key, Listener, ListenerKind, VNode, VTag, VText};

/// An element that is being built. It is one pointer, so that handing it on costs nothing.
pub struct El(Box<VTag>);

// Nothing here may be inlined: the calls are what makes the elements small.
impl El {
    /// With this class too; the empty one is none.
    #[inline(never)]
    #[must_use]
    pub fn class(self, name: &str) -> Self {
        if name.is_empty() { self } else { self.joined("class", name) }
    }

    /// With this attribute.
    #[inline(never)]
    #[must_use]
    pub fn attr(mut self, name: &'static str, value: &str) -> Self {
        self.0.add_attribute(name, owned(value));
        self
    }

    /// With this name for `::part()`, by which a host page dresses what is in the shadow root. What is rendered at build
    /// time stands in the page itself, where the attribute means nothing.
    #[must_use]
    pub fn part(self, name: &str) -> Self {
        if cfg!(target_arch = "wasm32") { self.attr("part", name) } else { self }
    }

    /// With this attribute, if there is a value.
    #[must_use]
    pub fn attr_maybe(self, name: &'static str, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.attr(name, value),
            None => self,
        }
    }

    /// A box or a button of a group, ticked or not.
    #[inline(never)]
    #[must_use]
    pub fn checked(mut self, checked: bool) -> Self {
        self.0.set_checked(checked);
        self
    }

    /// A field with this text in it.
    #[inline(never)]
    #[must_use]
    pub fn value(mut self, text: &str) -> Self {
        self.0.set_value(owned(text));
        self
    }

    /// Tells when it is pressed.
    #[must_use]
    pub fn on_press(self, tell: Callback<Event>) -> Self {
        self.on(Kind::Press, tell)
    }

    /// Tells when its choice has changed.
    #[must_use]
    pub fn on_change(self, tell: Callback<Event>) -> Self {
        self.on(Kind::Change, tell)
    }

    /// Tells at every letter.
    #[must_use]
    pub fn on_input(self, tell: Callback<Event>) -> Self {
        self.on(Kind::Input, tell)
    }

    #[inline(never)]
    fn on(mut self, kind: Kind, tell: Callback<Event>) -> Self {
        self.0.add_listener(Rc::new(Ear { kind, tell }));
        self
    }

    /// With this key among its siblings.
    #[inline(never)]
    #[must_use]
    pub fn key(mut self, key: &str) -> Self {
        self.0.key = Some(Key::from(key));
        self
    }

    /// With this text at its end.
    #[inline(never)]
    #[must_use]
    pub fn text(self, text: &str) -> Self {
        self.child(VText::new(owned(text)).into())
    }

    /// With this at its end.
    #[must_use]
    pub fn with(self, child: impl Into<Html>) -> Self {
        self.child(child.into())
    }

    /// With this at its end, if it is there. Its place stays, so that what follows is not taken for it.
    #[must_use]
    pub fn maybe(self, child: Option<impl Into<Html>>) -> Self {
        self.child(child.map_or_else(Html::default, Into::into))
    }

    /// With each of these at its end.
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

    /// With a text that is all its content as the property `textContent`. A translator puts elements of its own in the
    /// place of text nodes: Yew would go on writing into a node that is no longer in the document.
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

/// What is listened to. To clone Yew's kind would bring the names of all events there are.
enum Kind {
    Press,
    Change,
    Input,
}

/// What listens to one kind of event on one element.
struct Ear {
    kind: Kind,
    tell: Callback<Event>,
}

impl Listener for Ear {
    fn kind(&self) -> ListenerKind {
        match self.kind {
            Kind::Press => ListenerKind::onclick,
            Kind::Change => ListenerKind::onchange,
            Kind::Input => ListenerKind::oninput,
        }
    }

    fn handle(&self, event: Event) {
        self.tell.emit(event);
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

/// What stands side by side, without an element around it.
pub fn group() -> El {
    el("")
}

/// A paragraph.
#[inline(never)]
pub fn p(text: &str) -> El {
    el("p").text(text)
}

/// A text in an element of its own: one that changes in place beside other content.
#[inline(never)]
pub fn span(text: &str) -> El {
    el("span").text(text)
}

/// A sign between two texts, for the eye only: a screen reader would say its name.
pub fn dot() -> El {
    group().with(span(" ·").attr("aria-hidden", "true")).text(" ")
}

/// A live region. Empty it is nothing at which a screen reader stops, and a text in it is a new element.
#[inline(never)]
pub fn status(class: &str, text: &str) -> El {
    let said = (!text.is_empty()).then(|| p(text).key(text));
    el("div").class(class).attr("role", "status").maybe(said)
}

/// A button with a label.
#[inline(never)]
pub fn button(class: &str, label: &str) -> El {
    el("button").attr("type", "button").part("button").class(class).text(label)
}

/// A box to tick (`checkbox`), or one of a group of which one is chosen (`radio`).
#[inline(never)]
pub fn input(kind: &str, checked: bool) -> El {
    el("input").attr("type", kind).checked(checked)
}

/// The head of a column (`col`) or of a row (`row`).
#[inline(never)]
pub fn th(scope: &str, text: &str) -> El {
    el("th").attr("scope", scope).text(text)
}

/// A cell. Where the table is too narrow for columns, the cell says what it is in.
#[inline(never)]
pub fn td(column: &str, text: &str) -> El {
    el("td").attr("data-label", column).text(text)
}
