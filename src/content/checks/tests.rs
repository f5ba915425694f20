//! The texts of the repository have no problem, and each check finds a problem that the test adds.

use super::{check, check_swap, contains, words};
use crate::content::source::{self, english, swap};
use crate::content::{Content, Factor, Issue, Page, Root, Step, Type};
use std::path::{Path, PathBuf};

fn content() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("content")
}

/// Changes the English texts with `plant`. The check must then find exactly this one problem.
#[track_caller]
fn finds(plant: impl FnOnce(&mut Content), problem: &str) {
    let mut content = english();
    plant(&mut content);
    let found: Vec<String> = check(&content).iter().map(ToString::to_string).collect();
    assert_eq!(found, [problem]);
}

#[test]
fn the_english_words_have_no_problem() {
    let found: Vec<String> = check(&english()).iter().map(ToString::to_string).collect();
    assert_eq!(found, [""; 0]);
}

#[test]
fn a_blank_text_is_found() {
    finds(|content| content.overview.lead = " ".into(), "overview.lead: expected words, found a blank");
}

#[test]
fn a_stray_space_is_found() {
    let expected = "no space at an end and no double space";
    finds(|content| content.quiz.title.push(' '), &format!("quiz.title: expected {expected}"));
    finds(
        |content| content.benefits.effects[2].text[0].insert_str(4, "  "),
        &format!("benefits.effects[2].text[0]: expected {expected}"),
    );
}

#[test]
fn wrong_punctuation_is_found() {
    let title = "fear.intro.title: expected";
    for (title_text, expected) in [
        ("Fear!", "no exclamation mark"),
        ("¡Fear", "no exclamation mark"),
        ("It's fear", "the quotes of typography, not straight ones"),
        ("\"Fear", "the quotes of typography, not straight ones"),
        ("Fear - and more", "a dash or an ellipsis of typography, not hyphens or three points"),
        ("Fear...", "a dash or an ellipsis of typography, not hyphens or three points"),
        ("Fear in 40 % of all", "no percentage"),
        ("Fear in 40 percent", "no percentage"),
        ("*Fear", "every * to be closed, around words without a space at an end"),
        ("Fear **", "every * to be closed, around words without a space at an end"),
        ("* Fear*", "every * to be closed, around words without a space at an end"),
    ] {
        finds(|content| content.fear.intro.title = title_text.into(), &format!("{title} {expected}"));
    }
}

#[test]
fn the_interface_is_checked_for_punctuation() {
    finds(|content| content.interface.direction = "ltr!".into(), "interface.direction: expected no exclamation mark");
    // Its separators may end in a space.
    let mut content = english();
    content.interface.list_comma = ", ".into();
    assert_eq!(check(&content), []);
}

#[test]
fn a_long_text_is_found() {
    finds(
        |content| content.types.each[Type::Spiritual].statements[3] = ["word"; 13].join(" "),
        "types.each.spiritual.statements[3]: expected at most 12 words, found 13",
    );
    finds(
        |content| content.factors.each[Factor::Trust].statement.push_str(&" word".repeat(5)),
        "factors.each.trust.statement: expected at most 12 words, found 13",
    );
    finds(
        |content| content.fear.each[Root::SelfEsteem].item = format!("Today people{}", " word".repeat(13)),
        "fear.each.self-esteem.item: expected at most 14 words, found 15",
    );
    finds(
        |content| content.overview.meanings.text[0] = ["word"; 76].join(" "),
        "overview.meanings.text[0]: expected at most 75 words, found 76",
    );
}

#[test]
fn another_language_may_be_longer_and_skips_the_english_lists() {
    let mut content = english();
    content.interface.language = "es".into();
    content.types.each[Type::Spiritual].statements[3] = ["sex"; 18].join(" ");
    assert_eq!(check(&content), []);
    content.types.each[Type::Spiritual].statements[3].push_str(" word");
    assert_eq!(check(&content).len(), 1);
}

#[test]
fn sexual_words_are_found_where_they_do_not_belong() {
    let found = "expected nothing sexual here, found";
    for field in [0, 1, 2] {
        let at = ["friend", "family", "leading"][field];
        finds(
            |content| {
                let words = &mut content.types.each[Type::Physical];
                let text = [&mut words.friend, &mut words.family, &mut words.leading];
                text.into_iter().nth(field).unwrap().push_str(" A kiss.");
            },
            &format!("types.each.physical.{at}: {found} “kiss”"),
        );
    }
    finds(
        |content| content.benefits.intro.text[0].push_str(" Sexuality too."),
        &format!("benefits.intro.text[0]: {found} “sexual”"),
    );
    let mut content = english();
    content.types.each[Type::Physical].partner.push_str(" A kiss.");
    assert_eq!(check(&content), []);
}

#[test]
fn assumptions_labels_and_jargon_are_found() {
    for (sentence, expected) in [
        ("She is glad.", "nothing that assumes who somebody is, found “she”"),
        ("Ask your husband’s friend.", "nothing that assumes who somebody is, found “husband”"),
        ("You are a giver.", "no label for a person, found “you are a”"),
        ("So you’re an open book.", "no label for a person, found “you’re an”"),
        ("Attachment matters.", "no jargon, found “attachment”"),
        ("How compatible they are.", "no jargon, found “compatib”"),
        ("Your love language counts.", "no jargon, found “love language”"),
    ] {
        finds(
            |content| content.benefits.intro.text[0] = sentence.into(),
            &format!("benefits.intro.text[0]: expected {expected}"),
        );
    }
    let mut content = english();
    content.benefits.intro.text[0] = "If you are afraid, the others here are able to help.".into();
    assert_eq!(check(&content), []);
}

#[test]
fn a_text_that_stands_alone_needs_no_other_person() {
    finds(
        |content| content.issues.each[Issue::Stress].result_alone.push_str(" Then tell them."),
        "issues.each.stress.result-alone: expected nothing to raise with the other person, found “tell them”",
    );
    finds(
        |content| content.types.each[Type::Experiential].step_alone = "Go out together.".into(),
        "types.each.experiential.step-alone: expected nothing that needs the other person, found “together”",
    );
    finds(
        |content| content.result.safety.step.push_str(" Then talk to someone."),
        "result.safety.step: expected nothing to raise with the other person, found “talk to”",
    );
    finds(
        |content| content.factors.each[Factor::Honesty].thin.push_str(" You could ask them."),
        "factors.each.honesty.thin: expected nothing to raise with the other person, found “ask them”",
    );
}

#[test]
fn a_result_says_in_these_answers_once() {
    finds(
        |content| content.types.each[Type::Emotional].more.insert_str(0, "In these answers, "),
        "types.each.emotional.more: expected a result without “In these answers, ”, which is above it already",
    );
    finds(
        |content| content.fear.each[Root::Trauma].result = "Something painful.".into(),
        "fear.each.trauma.result: expected a result that begins with “In these answers, ”",
    );
}

#[test]
fn placeholders_are_known_and_required() {
    finds(|content| content.result.about = "You.".into(), "result.about: expected {subject} once");
    finds(
        |content| content.result.partial = "{answered} of {total}, of {total}".into(),
        "result.partial: expected {total} once",
    );
    finds(
        |content| content.result.title = "Of {name}".into(),
        "result.title: expected no braces but those of a known place",
    );
    finds(
        |content| content.support.lines_checked.push('}'),
        "support.lines-checked: expected no braces but those of a known place",
    );
    finds(
        |content| content.interface.file_brings = "{answers} answers".into(),
        "interface.file-brings: expected {changes} once",
    );
    finds(
        |content| content.interface.leave.push_str(" {name}"),
        "interface.leave: expected no braces but those of a known place",
    );
}

#[test]
fn wrong_list_lengths_are_found() {
    finds(|content| content.support.when.clear(), "support.when: expected at least one entry");
    finds(
        |content| content.types.each[Type::Emotional].text.clear(),
        "types.each.emotional.text: expected at least one entry",
    );
    finds(
        |content| content.issues.each[Issue::Conflict].signs.truncate(1),
        "issues.each.conflict.signs: expected two to four lines, found 1",
    );
    finds(
        |content| content.rebuilding.each[Step::Time].tries.extend(["One".into(), "Two".into()]),
        "rebuilding.each.time.tries: expected two to four lines, found 5",
    );
}

#[test]
fn wrong_scales_are_found() {
    finds(|content| drop(content.quiz.present.scale.pop()), "quiz.present.scale: expected 5 steps, found 4");
    finds(|content| content.quiz.issues.scale.push("all".into()), "quiz.issues.scale: expected 4 steps, found 5");
    finds(
        |content| content.quiz.now.often_scale[1] = content.quiz.now.often_scale[0].clone(),
        "quiz.now.often-scale: expected steps that all differ",
    );
}

#[test]
fn repeated_words_are_found() {
    finds(
        |content| {
            let words = &mut content.types.each;
            words[Type::Spiritual].statements[2] = words[Type::Emotional].statements[0].to_uppercase();
        },
        "types.each.spiritual.statements[2]: expected words of its own, found those of types.each.emotional.statements[0]",
    );
    finds(
        |content| content.fear.each[Root::Trauma].item = content.issues.each[Issue::Avoiding].item.clone(),
        "fear.each.trauma.item: expected words of its own, found those of issues.each.avoiding.item",
    );
}

#[test]
fn help_lines_can_be_dialed() {
    finds(
        |content| content.support.countries[0].lines[2].dial = "1-800".into(),
        "support.countries[0].lines[2].dial: expected the digits of the number, “18007997233”",
    );
    finds(
        |content| content.support.countries[2].code = "uk".into(),
        "support.countries[2].code: expected two capital letters",
    );
    finds(
        |content| content.support.countries[1].code = "US".into(),
        "support.countries[1].code: expected each country once",
    );
    finds(
        |content| content.support.countries[3].lines.clear(),
        "support.countries[3].lines: expected at least one entry",
    );
    finds(|content| content.support.checked = "27 Nov".into(), "support.checked: expected a day as YYYY-MM-DD");
}

#[test]
fn a_help_line_says_where_it_was_found_and_when() {
    let line = "support.countries[0].lines[2]";
    finds(
        |content| content.support.countries[0].lines[2].source.0 = "a friend".into(),
        &format!("{line}.source: expected the https: address where it was found"),
    );
    finds(
        |content| content.support.countries[0].lines[2].checked.0 = "2026-12-1".into(),
        &format!("{line}.checked: expected a day as YYYY-MM-DD"),
    );
    finds(
        |content| content.support.countries[0].lines[2].checked.0 = "2026-01-31".into(),
        "support.checked: expected the earliest day of a line, 2026-01-31",
    );
    finds(
        |content| {
            let line = &mut content.support.countries[0].lines[2];
            [&mut line.number, &mut line.dial, &mut line.site].into_iter().for_each(String::clear);
        },
        &format!("{line}: expected a number or a site"),
    );
    finds(
        |content| content.support.countries[0].lines[2].site.insert_str(0, "https://"),
        &format!("{line}.site: expected an address without its scheme"),
    );
    finds(
        |content| content.support.countries[0].lines[2].name.clear(),
        &format!("{line}.name: expected words, found a blank"),
    );
    finds(
        |content| content.support.countries[1].leave_to = "weather.gc.ca".into(),
        "support.countries[1].leave-to: expected an https: address",
    );
    finds(
        |content| content.support.countries[1].zones.push("US/Alaska".into()),
        "support.countries[1].zones: expected each time zone once, found US/Alaska again",
    );
}

#[test]
fn an_obstacle_names_a_time_and_a_person() {
    let path = "issues.each.stress.item: expected";
    finds(
        |content| content.issues.each[Issue::Stress].item = "This person is not there.".into(),
        &format!("{path} a time, one of: lately, these days, today"),
    );
    finds(
        |content| content.issues.each[Issue::Stress].item = "Lately there is no time.".into(),
        &format!("{path} whom it is about, one of: this person, people, anyone"),
    );
}

#[test]
fn the_now_line_of_a_factor_shares_words_with_its_statement() {
    finds(
        |content| content.factors.each[Factor::Trust].now = "I can tell a secret.".into(),
        "factors.each.trust.now: expected 4 words in a row of its statement, so that like is compared with like",
    );
}

#[test]
fn a_paragraph_that_fits_another_type_or_factor_is_found() {
    let swap = swap(&content(), source::BASE).unwrap().unwrap();
    let found = |content: &Content| check_swap(content, &swap).iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(found(&english()), [""; 0]);
    let mut exchanged = english();
    let more = exchanged.types.each[Type::Physical].more.clone();
    exchanged.types.each[Type::Emotional].more = more;
    assert_eq!(
        found(&exchanged),
        [
            "types.each.emotional.more: expected the words of the swap test, “how you are, what hurt, what made you glad”",
            "types.each.physical.more: expected words that do not fit emotional as well, found “a hug, a hand, sitting nearer”",
        ]
    );
    let mut vague = english();
    vague.factors.each[Factor::Safety].thin = "Something matters.".into();
    assert_eq!(found(&vague), ["factors.each.safety.thin: expected the words of the swap test, “on your guard”"]);
}

#[test]
fn wrong_links_are_found() {
    finds(
        |content| content.related.factors[Factor::Trust].push(Page::Factor(Factor::Trust)),
        "related: factor/trust: expected no link to itself",
    );
    finds(
        |content| content.related.roots[Root::Trauma].push(Page::Support),
        "related: root/trauma: expected each link once",
    );
    finds(|content| content.related.steps[Step::Time].clear(), "related: step/time: expected at least one link");
    finds(
        |content| content.related.types[Type::Physical].insert(0, Page::Meanings),
        "related: type/physical: expected a factor first",
    );
    finds(
        |content| content.related.issues[Issue::Stress].insert(0, Page::Meanings),
        "related: issue/stress: expected a step first",
    );
    finds(
        |content| content.related.subjects.0.retain(|(page, _)| *page != Page::Fear),
        "related: fear: expected at least one link",
    );
    finds(
        |content| content.related.subjects.0.push((Page::Step(Step::Time), vec![Page::Fear])),
        "related: step/time: expected a whole subject, which this page is not",
    );
}

#[test]
fn words_are_matched_whole() {
    let text = words("in Essex, a self-made lover’s *unisex* well-being.");
    assert_eq!(text, ["in", "Essex", "a", "self-made", "lover’s", "unisex", "well-being"]);
    assert!(!contains(&text, "sex"));
    assert!(contains(&text, "lover*"));
    assert!(contains(&text, "in Essex"));
    assert!(!contains(&text, "in a"));
}
