//! The article itself.

use super::anchor::{anchor, id};
use super::start::{StartCard, start_card};
use crate::content::{Content, Page, Type};
use crate::view::body::{HELP, OwnerContent, body};
use crate::view::element::{El, el};
use crate::view::exit;
use crate::view::glyph::{hue, titled};
use crate::view::text::Level;
use yew::prelude::*;

/// The id of the start card, or of the place where the app adds its buttons.
const START: &str = "ie-begin";

/// The id of the heading of the contents.
const CONTENTS: &str = "ie-toc";

/// The kind of page that contains the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Our own page, with the start card as native controls.
    Page,
    /// Our own page in a frame: short, with the start card and with each subject collapsed.
    Frame,
    /// A host page, into which the article is pasted: text without controls, so that editors, style resets, surrounding
    /// forms and translators do not damage it.
    Host,
}

/// The properties of the article.
#[derive(Clone, Properties)]
pub struct Props {
    /// The words.
    pub content: &'static Content,
    /// The kind of page that contains it.
    pub place: Place,
}

impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        core::ptr::eq(self.content, other.content) && self.place == other.place
    }
}

/// The article, as the content of the element.
#[component]
pub fn Article(props: &Props) -> Html {
    let content = props.content;
    let words = &content.interface;
    // A host page has its own `h1`.
    let level = Level(if props.place == Place::Host { 2 } else { 1 });
    html! {
        <>
        { exit::leave(content, None, None) }
        <article class={if props.place == Place::Host { "ie ie-article ie-pasted" } else { "ie ie-article" }} lang={words.language.clone()} dir={words.direction.clone()}>
            <header class="ie-hero">
                { emblem() }
                { level.heading("ie-title").text(&content.overview.title) }
                <p class="ie-lead">{ &content.overview.lead }</p>
            </header>
            if props.place == Place::Host {
                <div class="ie-start" id={START}><p>{ &content.quiz.starts_here }</p></div>
            } else {
                { start_card(content, level.inner(), StartCard::in_article()).attr("id", START) }
                <p class="ie-with-app ie-actions ie-doors">
                    <button type="button" class="ie-quiet" data-open="explore">{ &words.explore_door }</button>
                    <button type="button" class="ie-quiet" data-open="notes">{ &words.notes_door }</button>
                </p>
            }
            <p class="ie-help-door"><a href={format!("#{HELP}")}>{ &words.help_door }</a></p>
            if props.place == Place::Frame {
                { for Page::SUBJECTS.into_iter().map(|page| folded(content, page, level.inner())) }
            } else {
                <nav class="ie-toc" aria-labelledby={CONTENTS}>
                    { level.inner().heading("ie-toc-title").attr("id", CONTENTS).text(&words.contents) }
                    <ol>
                        { for Page::SUBJECTS.into_iter().map(|page| html! {
                            <li><a href={anchor(page)}>{ content.title(page) }</a></li>
                        }) }
                    </ol>
                </nav>
                { for Page::SUBJECTS.into_iter().map(|page| el("section")
                    .class("ie-subject")
                    .attr("aria-labelledby", &id(page))
                    .with(subject_heading(content, page, level.inner()))
                    .each(subject(content, page, level.inner()))
                    .with(onward(content, page))) }
            }
            <footer class="ie-foot"><p>{ &words.footer }</p><p>{ &words.leave_hint }</p><p class="ie-leave-key">{ &words.leave_key }</p></footer>
        </article>
        </>
    }
}

/// The heading of a child page; a type carries its glyph.
fn child_heading(content: &Content, page: Page, level: Level) -> El {
    level.heading("ie-child-heading").attr("id", &id(page)).with(titled(content, page))
}

fn subject_heading(content: &Content, page: Page, level: Level) -> El {
    level.heading("ie-heading").attr("id", &id(page)).text(content.title(page))
}

/// A subject and its child pages, without its heading.
fn subject(content: &Content, page: Page, level: Level) -> Vec<El> {
    let nothing_set = OwnerContent::default();
    let child = |child| {
        let section = el("section").class("ie-child").with(child_heading(content, child, level.inner()));
        section.with(body(content, child, level.inner(), &nothing_set))
    };
    let mut parts = vec![body(content, page, level, &nothing_set)];
    parts.extend(page.children().into_iter().map(child));
    parts
}

/// The way on from the end of a subject: to the contents, and after the types, which the quiz asks about, to the quiz.
fn onward(content: &Content, page: Page) -> El {
    let words = &content.interface;
    let link = |to: &str, text: &str| el("a").attr("href", &format!("#{to}")).text(text);
    let quiz = (page == Page::Types).then(|| link(START, &words.to_quiz));
    el("p").class("ie-onward").maybe(quiz).with(link(CONTENTS, &words.to_contents))
}

/// A subject that a press expands, even without a script.
fn folded(content: &Content, page: Page, level: Level) -> El {
    let summary = el("summary").with(subject_heading(content, page, level));
    el("details").class("ie-subject").with(summary).each(subject(content, page, level))
}

/// A small picture like the closeness map: rings, and a dot for each of the five types.
fn emblem() -> Html {
    let rings = ["30", "20", "10"].map(|radius| el("circle").attr("r", radius));
    let dots = [("0", "-15"), ("23.8", "-7.7"), ("8.8", "12.1"), ("-14.7", "20.2"), ("-8.6", "-2.8")];
    let dot = |(of, (x, y))| el("circle").class("ie-dot").class(hue(of)).attr("cx", x).attr("cy", y).attr("r", "3.2");
    el("svg")
        .class("ie-emblem")
        // For a page without our style sheet.
        .attr("width", "72")
        .attr("height", "72")
        .attr("fill", "none")
        .attr("stroke", "currentColor")
        .attr("viewBox", "-32 -32 64 64")
        .attr("aria-hidden", "true")
        .each(rings)
        .each(Type::ALL.into_iter().zip(dots).map(dot))
        .into()
}
