//! A page that shows the explorer, renders again on a press, and can remove it.

use yew::prelude::*;

use crate::explorer::Explorer;

/// The page.
#[component]
pub fn Page() -> Html {
    let shown = use_state(|| true);
    let renders = use_state(|| 1_u32);
    let starts = use_state(|| 0_u32);
    let render_again = {
        let renders = renders.clone();
        move |_: MouseEvent| renders.set(*renders + 1)
    };
    let toggle = {
        let shown = shown.clone();
        move |_: MouseEvent| shown.set(!*shown)
    };
    let on_ready = {
        let starts = starts.clone();
        move |()| starts.set(*starts + 1)
    };
    html! {
        <main>
            <h1>{ "A Yew page" }</h1>
            <p>
                <button type="button" onclick={render_again}>{ "Render again" }</button>
                <button type="button" onclick={toggle}>
                    { if *shown { "Remove the explorer" } else { "Show the explorer" } }
                </button>
            </p>
            <p id="said">{ format!("Render {}, start {}", *renders, *starts) }</p>
            if *shown {
                <Explorer
                    country="US"
                    practice={format!("Calm Rooms {}", *renders)}
                    contact="/contact"
                    storage_name="host"
                    loading="eager"
                    {on_ready}
                >
                    <p>{ "The explorer is not here yet." }</p>
                </Explorer>
            }
        </main>
    }
}
