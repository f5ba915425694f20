//! The words of whole results, rendered for a dozen people. `tests/native/snapshots/results.txt` holds what each of them
//! reads, so that a change of the words or of the rules shows there, and can be read aloud.

#[path = "../../../tests/native/snapshot.rs"]
mod snapshot;

use super::result;
use crate::config::Config;
use crate::content::{Content, Factor, Issue, PerFactor, PerType, Root, Subject, Topic, Type, fill, source};
use crate::quiz::design::{CLOSENESS, CLOSENESS_FIRST, FACTORS};
use crate::quiz::items::Item;
use crate::quiz::{Amount, Answers, Level as Amounts, Often, Run, SetAnswer, Wish};
use crate::record::{Memory, Namespace, RunId};
use crate::state::{Map, Model, Program, SaveMode, Screen};
use crate::view::scene::Scene;
use crate::view::text::Level;
use Factor::{Acceptance, Affection, Communication, Compassion, Honesty, Safety, Trust};
use Type::{Emotional, Experiential, Intellectual, Physical, Spiritual};
use std::rc::Rc;
use yew::LocalServerRenderer;
use yew::prelude::*;

#[derive(Clone, PartialEq, Properties)]
struct Props {
    answers: Answers,
}

/// The result of these answers, in English.
#[component]
fn Shown(props: &Props) -> Html {
    let content = source::english();
    let run = Run { answers: props.answers.clone(), at: None, ..Run::empty(1) };
    let id = RunId::new(1);
    let map = Map { id, run, save_mode: SaveMode::Visit };
    let model = Model { maps: vec![Rc::new(map)], open: Some(id), ..Model::new(Screen::Result) };
    let program = Rc::new(Program::start(Screen::Result, Box::new(Memory::default()), Namespace::new("test"), 1));
    let config = Config { country: Some("US".to_owned()), ..Config::default() };
    result(&Scene { content: &content, model: &model, program: &program, config: &config, level: Level(2) })
}

/// The markup of the result.
fn page(answers: &Answers) -> scraper::Html {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let props = Props { answers: answers.clone() };
    let rendered = LocalServerRenderer::<Shown>::with_props(props).hydratable(false).render();
    scraper::Html::parse_fragment(&tokio::task::LocalSet::new().block_on(&runtime, rendered))
}

/// What a person reads in the result: each heading, paragraph and list item on a line. The method, the hints and
/// what is printed only by choice are left out, except the safety text.
fn read(answers: &Answers) -> String {
    let page = page(answers);
    let blocks = scraper::Selector::parse("h2, h3, h4, p, .ie-gap-head, details.ie-words > summary").unwrap();
    let mut lines = Vec::new();
    for block in page.select(&blocks) {
        let within = |name: &str| {
            let mut around = block.ancestors().filter_map(scraper::ElementRef::wrap);
            around.any(|outer| outer.attr("class").is_some_and(|class| class.split(' ').any(|one| one == name)))
                || block.attr("class").is_some_and(|class| class.split(' ').any(|one| one == name))
        };
        let method = block
            .ancestors()
            .filter_map(scraper::ElementRef::wrap)
            .any(|outer| outer.attr("aria-labelledby") == Some("ie-method"));
        if ["ie-lines", "ie-no-print", "ie-hint"].into_iter().any(within) && !within("ie-help") || method {
            continue;
        }
        let text = block.text().collect::<String>();
        let mark = if block.value().name().starts_with('h') { "## " } else { "" };
        lines.push(format!("{mark}{}", text.split_whitespace().collect::<Vec<_>>().join(" ")));
    }
    lines.join("\n")
}

/// Answers every set by this order, which begins with the item that matters most.
fn ranked<T: Item, const K: usize, const N: usize>(sets: &[[T; K]; N], order: &[T]) -> [Option<SetAnswer<T>>; N] {
    sets.map(|set| {
        let mut ranked = order.iter().copied().filter(|item| set.contains(item));
        let (most, least) = (ranked.next().unwrap(), ranked.next_back().unwrap());
        Some(SetAnswer::Equal.with_most(most).with_least(least))
    })
}

/// A person who ranks the types in this order, and finds that all factors weigh the same and are often there.
fn person(subject: Subject, types: &[Type; 5]) -> Answers {
    let mut closeness = ranked(&CLOSENESS, types);
    closeness[CLOSENESS_FIRST..].fill(None);
    Answers {
        subject: Some(subject),
        closeness,
        part_of: Some(PerType::from_fn(|_| true)),
        often: PerType::from_fn(|_| [Often::new(2); 2]),
        wish: PerType::from_fn(|_| [Wish::new(0); 2]),
        factors: FACTORS.map(|_| Some(SetAnswer::Equal)),
        present: PerFactor::from_fn(|_| Often::new(3)),
        ..Answers::default()
    }
}

fn level(level: u8) -> Option<Amount> {
    Amounts::new(level).map(Amount::Level)
}

const TYPES: [Type; 5] = [Emotional, Experiential, Physical, Intellectual, Spiritual];
const FACTORS_FROM_TRUST: [Factor; 7] = [Trust, Acceptance, Honesty, Safety, Compassion, Affection, Communication];

/// A leader that was not ticked.
fn unticked_leader() -> Answers {
    let mut answers = person(Subject::Friend, &[Spiritual, Intellectual, Emotional, Experiential, Physical]);
    answers.part_of = Some(PerType { emotional: true, intellectual: true, experiential: true, ..PerType::default() });
    answers
}

/// All factors tied, two of them seldom there.
fn tied_factors() -> Answers {
    let mut answers = person(Subject::Friend, &TYPES);
    (answers.present.honesty, answers.present.affection) = (Often::new(1), Often::new(0));
    answers
}

/// One factor always wins; all others are tied.
fn one_before_tied_factors() -> Answers {
    let mut answers = person(Subject::Friend, &TYPES);
    for (answer, set) in answers.factors.iter_mut().zip(FACTORS) {
        if set.contains(&Affection) {
            *answer = Some(SetAnswer::Equal.with_most(Affection));
        }
    }
    answers
}

/// The people, each with a line that says what is special.
fn people() -> Vec<(&'static str, Answers)> {
    let with = |subject, types: [Type; 5], change: &dyn Fn(&mut Answers)| {
        let mut answers = person(subject, &types);
        change(&mut answers);
        answers
    };
    let from = |first: Type| {
        let mut types = TYPES;
        types.sort_by_key(|of| *of != first);
        types
    };
    vec![
        (
            "partner; feelings lead, and more of them are wanted",
            with(Subject::Partner, TYPES, &|answers| {
                answers.wish.emotional = [Wish::new(2), Wish::new(1)];
                answers.often.emotional = [Often::new(1); 2];
                answers.factors = ranked(&FACTORS, &FACTORS_FROM_TRUST);
            }),
        ),
        (
            "friend; ideas lead, ideas and touch are wanted less",
            with(Subject::Friend, from(Intellectual), &|answers| {
                answers.wish.intellectual = [Wish::new(-2); 2];
                answers.wish.physical = [Wish::new(-1); 2];
                answers.issues.misunderstood = level(2);
            }),
        ),
        (
            "partner; touch leads and much less of it is wanted",
            with(Subject::Partner, from(Physical), &|answers| {
                answers.wish.physical = [Wish::new(-2); 2];
                answers.often.physical = [Often::new(4); 2];
                answers.roots.trauma = level(3);
                answers.issues.stress = level(2);
            }),
        ),
        (
            "family; shared time leads, more of it is wanted, with strain",
            with(Subject::Family, from(Experiential), &|answers| {
                answers.wish.experiential = [Wish::new(2), None];
                answers.issues.stress = level(3);
                answers.issues.expressing = level(2);
            }),
        ),
        ("friend; meaning leads and was not ticked", unticked_leader()),
        ("friend; all factors tied, two of them seldom there", tied_factors()),
        ("friend; one factor leads, and the six others are tied", one_before_tied_factors()),
        (
            "partner; not safe: weakness is never safe, conflict stays",
            with(Subject::Partner, from(Physical), &|answers| {
                answers.present.safety = Often::new(0);
                answers.wish.emotional = [Wish::new(2); 2];
                answers.factors =
                    ranked(&FACTORS, &[Safety, Trust, Honesty, Communication, Acceptance, Compassion, Affection]);
                answers.issues.conflict = level(3);
                for root in Root::ALL {
                    answers.set_amount(Topic::Root(root), level(2));
                }
            }),
        ),
        (
            "in general; feelings lead",
            with(Subject::General, TYPES, &|answers| {
                answers.factors =
                    ranked(&FACTORS, &[Communication, Compassion, Affection, Trust, Honesty, Acceptance, Safety]);
            }),
        ),
        (
            "someone; every set about equal",
            with(Subject::Someone, TYPES, &|answers| {
                answers.closeness[..CLOSENESS_FIRST].fill(Some(SetAnswer::Equal));
            }),
        ),
        (
            "friend; three sets answered, and none of the types ticked",
            with(Subject::Friend, TYPES, &|answers| {
                answers.closeness[3..].fill(None);
                answers.part_of = Some(PerType::from_fn(|_| false));
                answers.factors[5..].fill(None);
            }),
        ),
        (
            "partner; two lead together, acceptance and compassion seldom there",
            with(Subject::Partner, TYPES, &|answers| {
                let sets = ranked(&CLOSENESS, &[Physical, Emotional, Experiential, Spiritual, Intellectual]);
                (answers.closeness[1], answers.closeness[3]) = (sets[1], sets[3]);
                answers.wish.physical = [Wish::new(1), Wish::new(2)];
                answers.factors =
                    ranked(&FACTORS, &[Compassion, Acceptance, Affection, Communication, Honesty, Trust, Safety]);
                (answers.present.acceptance, answers.present.compassion) = (Often::new(1), Often::new(1));
                for issue in Issue::ALL {
                    answers.set_amount(Topic::Issue(issue), level(2));
                }
            }),
        ),
        ("friend; nothing answered but the person", Answers { subject: Some(Subject::Friend), ..Answers::default() }),
    ]
}

#[test]
fn results_read_as_recorded() {
    let now: String = people().iter().map(|(who, answers)| format!("# {who}\n\n{}\n\n", read(answers))).collect();
    snapshot::check("results.txt", &now, "read the results");
}

/// The text without the marks of emphasis.
fn plain(text: &str) -> String {
    text.replace('*', "")
}

#[test]
fn an_unticked_leader_has_a_sentence_of_its_own() {
    let (content, text): (Content, String) = (source::english(), read(&unticked_leader()));
    let (words, types) = (&content.result.closeness, &content.types.each);
    let named = |template: &str, of: Type| plain(&fill(template, &[("list", &types[of].in_sentence)]));
    assert!(text.contains(&named(&words.unticked_leading, Spiritual)), "{text}");
    assert!(!text.contains(&plain(&types.spiritual.leading)), "a paragraph contradicts the ticks");
    // The other type that was not ticked is in the usual sentence, alone.
    assert!(text.contains(&named(&words.unticked, Physical)), "{text}");
}

#[test]
fn tied_factors_are_listed_and_none_is_called_weighty() {
    let (content, text) = (source::english(), read(&tied_factors()));
    let (words, factors) = (&content.result.factors, &content.factors.each);
    assert!(text.contains(&words.lead_all), "{text}");
    let list = format!("{} and {}", factors.honesty.in_sentence, factors.affection.in_sentence);
    assert!(text.contains(&fill(&words.thin_tied, &[("list", &list)])), "{text}");
    for (of, words) in factors.iter() {
        assert!(!text.contains(&plain(&words.leading)) && !text.contains(&plain(&words.thin)), "{of:?}");
    }
}

#[test]
fn a_factor_before_tied_ones_is_named_alone() {
    let (content, text) = (source::english(), read(&one_before_tied_factors()));
    let (words, affection) = (&content.result.factors, &content.factors.each.affection);
    assert!(text.contains(&fill(&words.lead_one, &[("list", &affection.in_sentence)])), "{text}");
    assert!(text.contains(&plain(&affection.leading)), "{text}");
    assert!(!text.contains(&words.lead_all), "{text}");
}

#[test]
fn bars_go_from_the_most_weight_to_the_least_and_the_bracket_joins_only_the_tied() {
    let types = [Spiritual, Emotional, Physical, Experiential, Intellectual];
    let factors = [Communication, Trust, Affection, Acceptance, Compassion, Honesty, Safety];
    let answers = Answers { factors: ranked(&FACTORS, &factors), ..person(Subject::Friend, &types) };
    let (content, page) = (source::english(), page(&answers));
    let select = |what: &str| scraper::Selector::parse(what).unwrap();
    let charts: Vec<_> = page.select(&select(".ie-bars")).collect();
    let names = [
        types.map(|of| &*content.types.each[of].name).to_vec(),
        factors.map(|of| &*content.factors.each[of].name).to_vec(),
    ];
    assert_eq!(charts.len(), names.len());
    for (chart, names) in charts.iter().zip(names) {
        let shown: Vec<String> =
            chart.select(&select("li > span:first-child")).map(|name| name.text().collect()).collect();
        assert_eq!(shown, names);
        let tied: Vec<bool> =
            chart.select(&select("li")).map(|bar| bar.attr("class").unwrap_or_default().contains("ie-tied")).collect();
        assert!(tied.is_sorted_by(|one, next| one >= next), "{tied:?}");
    }
}
