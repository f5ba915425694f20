//! The quiz on two sheets of paper, rendered at build time. A person scores it by hand: for each type and factor, the
//! number of Most minus the number of Least.

use super::element::{El, el, group, p};
use super::text::{items, prose, rich};
use crate::content::{Content, Factor, HelpLine, Paper, Type};
use crate::quiz::design::{CLOSENESS, CLOSENESS_FIRST, FACTORS, statement};
use std::io;
use yew::LocalServerRenderer;
use yew::prelude::*;

/// The properties of the form.
#[derive(Clone, Properties)]
struct Props {
    content: &'static Content,
    paper: &'static Paper,
}

impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        core::ptr::eq(self.content, other.content)
    }
}

/// The form as a whole HTML page, with its style sheet inside.
///
/// # Errors
/// When the runtime for rendering cannot start.
pub fn page(content: &'static Content, paper: &'static Paper, style: &str) -> io::Result<String> {
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    let local = tokio::task::LocalSet::new();
    let props = Props { content, paper };
    let body = local.block_on(&runtime, LocalServerRenderer::<Form>::with_props(props).hydratable(false).render());
    let (language, direction) = (&content.interface.language, &content.interface.direction);
    Ok(format!(
        "<!doctype html>\n<html lang=\"{language}\" dir=\"{direction}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{}</title>\n\
         <link rel=\"icon\" href=\"data:,\">\n<style>\n{}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n",
        paper.title, style
    ))
}

#[component]
fn Form(props: &Props) -> Html {
    let Props { content, paper } = props;
    el("main").with(questions(content, paper)).with(counting(content, paper)).into()
}

/// The first sheet: the subject, and the sets of Closeness and Factors.
fn questions(content: &Content, paper: &Paper) -> El {
    let quiz = &content.quiz;
    let who = quiz.subject.options.iter().map(|(_, label)| el("li").with(cross()).text(label));
    let who = el("div").class("who").with(p(&paper.who).class("label")).with(el("ul").each(who));
    let closeness = CLOSENESS.iter().take(CLOSENESS_FIRST).enumerate().map(|(set, types)| {
        let rows = types.iter().map(|of| {
            let words = content.types.each[*of].statements.get(statement(set, *of)).map_or("", String::as_str);
            (words, of.index() + 1)
        });
        box_of(&mut rows.collect::<Vec<_>>().into_iter(), &quiz.closeness.most, &quiz.closeness.least)
    });
    let factors = FACTORS.iter().map(|factors| {
        let rows = factors.iter().map(|of| (content.factors.each[*of].statement.as_str(), of.index() + 1));
        box_of(&mut rows.collect::<Vec<_>>().into_iter(), &quiz.factors.most, &quiz.factors.least)
    });
    let column = |question: &str| el("section").with(el("h2").text(question));
    let columns = el("div")
        .class("columns")
        .with(column(&quiz.closeness.question).each(closeness))
        .with(column(&quiz.factors.question).class("factors").each(factors));
    el("div")
        .class("sheet")
        .with(el("header").with(el("h1").text(&paper.title)).with(p(&paper.practice).class("from")))
        .with(p(&paper.intro))
        .with(who)
        .with(prose(&paper.mark).class("how"))
        .with(columns)
}

/// One set: its statements, with a box on each side.
fn box_of(rows: &mut dyn Iterator<Item = (&str, usize)>, most: &str, least: &str) -> El {
    let row = |(words, figure): (&str, usize)| {
        let words = el("td").text(words).with(el("small").text(&figure.to_string()));
        el("tr").with(el("td").with(cross())).with(words).with(el("td").with(cross()))
    };
    let head = el("tr").with(column(most)).with(el("td")).with(column(least));
    el("table").class("set").with(el("thead").with(head)).with(el("tbody").each(rows.map(row)))
}

/// The numbers to call, by country.
fn help_lines(content: &Content) -> El {
    let line = |line: &HelpLine| el("dd").text(&line.name).text(" ").with(el("b").text(&line.number));
    let country = content.support.countries.iter().map(|country| {
        let lines = country.lines.iter().filter(|line| !line.number.is_empty());
        el("div").with(el("dt").text(&country.name)).each(lines.map(line))
    });
    el("dl").each(country)
}

fn column(words: &str) -> El {
    el("th").attr("scope", "col").text(words)
}

/// A box for a cross.
fn cross() -> El {
    el("i").class("cross").attr("aria-hidden", "true")
}

/// The second sheet: Now and wanted, how present the factors are, the counting, how to read it, and where to find help.
fn counting(content: &Content, paper: &Paper) -> El {
    let quiz = &content.quiz;
    let now = Type::ALL.into_iter().flat_map(|of| &content.types.each[of].now).map(|words| {
        let often = quiz.now.often_scale.iter().map(|_| el("td").with(cross()));
        let wish = quiz
            .now
            .wish_scale
            .iter()
            .enumerate()
            .map(|(at, _)| el("td").class(if at == 0 { "first" } else { "" }).with(cross()));
        el("tr").with(row_head(words)).each(often).each(wish)
    });
    let wide = |words: &str, class: &str| column(words).attr("colspan", "5").class(class);
    let groups = el("tr").with(el("td")).with(wide(&quiz.now.often, "")).with(wide(&quiz.now.wish, "first"));
    let steps = quiz.now.often_scale.iter().map(|words| column(words)).chain(
        quiz.now
            .wish_scale
            .iter()
            .enumerate()
            .map(|(at, words)| column(words).class(if at == 0 { "first" } else { "" })),
    );
    let now = el("table")
        .class("scales")
        .with(el("thead").with(groups).with(el("tr").with(el("td")).each(steps)))
        .with(el("tbody").each(now));
    let present = Factor::ALL.into_iter().map(|of| {
        let row = el("tr").with(row_head(&content.factors.each[of].now));
        row.each(quiz.present.scale.iter().map(|_| el("td").with(cross())))
    });
    let steps = quiz.present.scale.iter().map(|words| column(words));
    let present = el("table")
        .class("scales")
        .with(el("thead").with(el("tr").with(el("td")).each(steps)))
        .with(el("tbody").each(present));

    let types = Type::ALL.into_iter().map(|of| (of.index() + 1, content.types.each[of].name.as_str()));
    let factors = Factor::ALL.into_iter().map(|of| (of.index() + 1, content.factors.each[of].name.as_str()));
    let counts =
        el("div")
            .class("columns")
            .with(count(content, paper, &mut { types }))
            .with(count(content, paper, &mut { factors }));
    let danger = &content.support.danger;
    let help = el("section")
        .class("help")
        .with(el("h2").text(&danger.title))
        .each(danger.text.iter().take(2).map(|text| prose(text)))
        .with(help_lines(content));
    el("div")
        .class("sheet")
        .with(el("h2").text(&quiz.now.question))
        .with(p(&paper.scales).class("how"))
        .with(now)
        .with(el("h2").text(&quiz.present.question))
        .with(present)
        .with(el("h2").text(&paper.score_title))
        .with(p(&paper.score_text).class("how"))
        .with(counts)
        .with(el("section").class("reading").with(el("h2").text(&paper.reading_title)).with(items(&paper.reading)))
        .with(help)
}

fn row_head(words: &str) -> El {
    el("th").attr("scope", "row").with(rich(words))
}

/// A table for counting.
fn count(content: &Content, paper: &Paper, rows: &mut dyn Iterator<Item = (usize, &str)>) -> El {
    let (most, least) = (&content.quiz.closeness.most, &content.quiz.closeness.least);
    let row = |(figure, name): (usize, &str)| {
        let head = el("th").attr("scope", "row").with(el("small").text(&figure.to_string())).text(name);
        el("tr").with(head).with(group().each((0..3).map(|_| el("td"))))
    };
    let head = el("tr").each([&paper.score_figure, most, least, &paper.score_difference].map(|words| column(words)));
    el("table").class("count").with(el("thead").with(head)).with(el("tbody").each(rows.map(row)))
}
