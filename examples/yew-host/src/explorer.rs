//! The explorer as a Yew component. It renders the custom element, which brings its own app.
//!
//! The page loads the script of the element: `<script type="module" src="explorer/intimacy-explorer.js"></script>`.

use gloo_events::EventListener;
use web_sys::Element;
use yew::prelude::*;

/// The settings of the explorer, as `docs/settings.md` describes them, and what the component tells its parent.
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct Props {
    /// `country`
    #[prop_or_default]
    pub country: Option<AttrValue>,
    /// `practice`
    #[prop_or_default]
    pub practice: Option<AttrValue>,
    /// `contact`
    #[prop_or_default]
    pub contact: Option<AttrValue>,
    /// `contact-label`
    #[prop_or_default]
    pub contact_label: Option<AttrValue>,
    /// `help-lines`
    #[prop_or_default]
    pub help_lines: Option<AttrValue>,
    /// `hide`
    #[prop_or_default]
    pub hide: Option<AttrValue>,
    /// `exit-page`
    #[prop_or_default]
    pub exit_page: Option<AttrValue>,
    /// `exit-key`
    #[prop_or_default]
    pub exit_key: Option<AttrValue>,
    /// `saving`
    #[prop_or_default]
    pub saving: Option<AttrValue>,
    /// `storage-name`
    #[prop_or_default]
    pub storage_name: Option<AttrValue>,
    /// `heading-level`
    #[prop_or_default]
    pub heading_level: Option<AttrValue>,
    /// `loading`
    #[prop_or_default]
    pub loading: Option<AttrValue>,
    /// `files`
    #[prop_or_default]
    pub files: Option<AttrValue>,
    /// The app of the explorer has started.
    #[prop_or_default]
    pub on_ready: Callback<()>,
    /// Shown until the app has started, and if it cannot.
    #[prop_or_default]
    pub children: Html,
}

/// The explorer.
#[component]
pub fn Explorer(props: &Props) -> Html {
    let element = use_node_ref();
    use_effect_with((element.clone(), props.on_ready.clone()), |(element, on_ready)| {
        let on_ready = on_ready.clone();
        let told = move |_: &Event| on_ready.emit(());
        let listener =
            element.cast::<Element>().map(|element| EventListener::new(&element, "intimacy-explorer:ready", told));
        // The listener ends with this value.
        move || drop(listener)
    });
    html! {
        <intimacy-explorer
            ref={element}
            country={props.country.clone()}
            practice={props.practice.clone()}
            contact={props.contact.clone()}
            contact-label={props.contact_label.clone()}
            help-lines={props.help_lines.clone()}
            hide={props.hide.clone()}
            exit-page={props.exit_page.clone()}
            exit-key={props.exit_key.clone()}
            saving={props.saving.clone()}
            storage-name={props.storage_name.clone()}
            heading-level={props.heading_level.clone()}
            loading={props.loading.clone()}
            files={props.files.clone()}
        >
            { props.children.clone() }
        </intimacy-explorer>
    }
}
