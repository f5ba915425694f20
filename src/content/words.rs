//! The texts of one language. Each file in `content/<language>/` has one struct with the same shape.
//!
//! A paragraph may contain `*emphasis*`; a text has no other markup. `{name}` is a placeholder.

use super::Interface;
use super::ids::{PerFactor, PerIssue, PerRoot, PerStep, PerSubject, PerType};
use super::links::Links;
use super::note::Note;
use super::pack::{Packed, Texts};
use super::page::Page;
#[cfg(not(target_arch = "wasm32"))]
use serde::{Deserialize, Serialize};

/// Declares the structs of a content file. Every field is required, and an unknown field is an error. The language file
/// has the fields in the order of this file.
macro_rules! words {
    ($($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $kind:ty),+ $(,)? })+) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Debug, PartialEq)]
            #[cfg_attr(not(target_arch = "wasm32"), derive(Serialize, Deserialize))]
            #[cfg_attr(not(target_arch = "wasm32"), serde(deny_unknown_fields, rename_all = "kebab-case"))]
            pub struct $name { $($(#[$field_doc])* pub $field: $kind),+ }

            impl Packed for $name {
                // Several dozen structs use this. Inlining it would make the wasm larger.
                #[inline(never)]
                fn unpack(texts: &mut Texts) -> Self {
                    Self { $($field: Packed::unpack(texts)),+ }
                }

                #[cfg(not(target_arch = "wasm32"))]
                fn pack(&self, texts: &mut Vec<String>) {
                    $(self.$field.pack(texts);)+
                }
            }
        )+
    };
}

words! {
    /// `overview.toml`: what intimacy is, and what it means to different people.
    Overview {
        /// The title of the article.
        title: String,
        /// One or two sentences under the title.
        lead: String,
        /// What intimacy is.
        intimacy: Article,
        /// Intimacy means different things to different people.
        meanings: Article,
    }

    /// The article of a subject.
    Article {
        /// The heading.
        title: String,
        /// One sentence, for lists and search results.
        summary: String,
        /// The paragraphs.
        text: Vec<String>,
        /// The parts with their own headings. May be empty.
        parts: Vec<Part>,
    }

    /// A part of a subject.
    Part {
        /// The heading.
        title: String,
        /// The paragraphs.
        text: Vec<String>,
    }

    /// `types.toml`: the five types.
    Types {
        /// The subject as a whole.
        intro: Article,
        /// Each type.
        each: PerType<TypeWords>,
    }

    /// One type of intimacy.
    TypeWords {
        /// Its page's heading, for instance "Emotional intimacy".
        title: String,
        /// Its short name, for charts and tables.
        name: String,
        /// Its name inside a sentence, such as "feeling understood".
        in_sentence: String,
        /// One sentence, for lists and search results.
        summary: String,
        /// What it is.
        text: Vec<String>,
        /// What it looks like with a partner.
        partner: String,
        /// What it looks like with a friend. Never sexual.
        friend: String,
        /// What it looks like in a family. Never sexual.
        family: String,
        /// What it is not.
        not: String,
        /// The four statements of the best–worst sets, each with one idea (docs/statements.md). They are never sexual,
        /// do not assume a partner, and have at most 12 words.
        statements: [String; 4],
        /// The two statements of Now and wanted, answered with a frequency and with less or more. Each names an act
        /// that is neither good nor bad.
        now: [String; 2],
        /// The label of the checkbox "part of closeness for me".
        part_of: String,
        /// The result if the type leads in these answers. False for any other type.
        leading: String,
        /// The result if the type is clearly below every other. False for any other type.
        outer: String,
        /// The result if more of it is wanted, clearly or leaning. False for any other type.
        more: String,
        /// The result if less of it is wanted, clearly or leaning. False for any other type.
        less: String,
        /// A sentence that could open a conversation about wanting more of it.
        opening: String,
        /// One small next step, with the person whom the answers are about.
        step: String,
        /// One small next step that needs no other person.
        step_alone: String,
    }

    /// `factors.toml`: the seven key factors.
    Factors {
        /// The subject as a whole, with a part on how the factors strengthen each other.
        intro: Article,
        /// Each factor.
        each: PerFactor<FactorWords>,
    }

    /// One key factor.
    FactorWords {
        /// Its name, which is also the heading of its page.
        name: String,
        /// Its name inside a sentence.
        in_sentence: String,
        /// One sentence, for lists and search results.
        summary: String,
        /// What it is, and how it supports closeness.
        text: Vec<String>,
        /// Signs of it, two to four lines.
        signs: Vec<String>,
        /// How it strengthens other factors, and how they strengthen it.
        feeds: String,
        /// The statement of the best–worst sets, at most 12 words.
        statement: String,
        /// The statement on how present it is now, answered with a frequency. It says of now what `statement` says.
        now: String,
        /// The result if it is one of the factors that matter most.
        leading: String,
        /// The result if it is one of the factors that matter most, and is rarely or never present now.
        thin: String,
    }

    /// `issues.toml`: the five common issues.
    Issues {
        /// The subject as a whole: the issues grow slowly, and what happens if nobody addresses them.
        intro: Article,
        /// Each issue.
        each: PerIssue<TopicWords>,
    }

    /// `fear.toml`: fear of intimacy and its four roots.
    Fear {
        /// The subject as a whole.
        intro: Article,
        /// Each root.
        each: PerRoot<TopicWords>,
    }

    /// An issue or a root of fear.
    TopicWords {
        /// The heading.
        title: String,
        /// One sentence, for lists and search results.
        summary: String,
        /// What it is and how it works.
        text: Vec<String>,
        /// Signs of it, two to four lines.
        signs: Vec<String>,
        /// What can help.
        helps: String,
        /// The statement of Obstacles, answered with "not at all … very well". It is in the first person, has at most
        /// 14 words, and names a time and a person.
        item: String,
        /// The result if the answer is 2 or 3.
        result: String,
        /// The same, without a suggestion to talk to the other person or to do something with them.
        result_alone: String,
    }

    /// `benefits.toml`: what intimacy does for a relationship.
    Benefits {
        /// The subject as a whole, with a part on what the absence of intimacy does.
        intro: Article,
        /// The four effects: open communication, conflict with empathy, trust, closeness through stress.
        effects: [Part; 4],
    }

    /// `rebuilding.toml`: the five steps of rebuilding.
    Rebuilding {
        /// The subject as a whole: intention, not perfection.
        intro: Article,
        /// Each step.
        each: PerStep<StepWords>,
    }

    /// One step of rebuilding.
    StepWords {
        /// The heading.
        title: String,
        /// One sentence, for lists and search results.
        summary: String,
        /// Why and how.
        text: Vec<String>,
        /// Something small to try, two to four lines.
        tries: Vec<String>,
        /// A caution: when not to take this step.
        caution: String,
    }

    /// `comparison.toml`: emotional and physical intimacy side by side.
    Comparison {
        /// The subject as a whole, with how emotional intimacy often supports physical intimacy.
        intro: Article,
        /// The caption of the table.
        caption: String,
        /// The heading of the column of aspects.
        aspect: String,
        /// The heading of the emotional column.
        emotional: String,
        /// The heading of the physical column.
        physical: String,
        /// The rows: core focus, what builds it, long-term effect, common challenge.
        rows: [ComparisonRow; 4],
    }

    /// One aspect of the comparison.
    ComparisonRow {
        /// The aspect.
        aspect: String,
        /// The cell for emotional intimacy.
        emotional: String,
        /// The cell for physical intimacy.
        physical: String,
    }

    /// `support.toml`: when to seek support, and help lines.
    Support {
        /// The subject as a whole.
        intro: Article,
        /// Signs that support may help, as list items.
        when: Vec<String>,
        /// The heading of `when`.
        when_title: String,
        /// What work with a therapist can do, as list items.
        work: Vec<String>,
        /// The heading of `work`.
        work_title: String,
        /// What to do if the reader is afraid of somebody.
        danger: Part,
        /// What to do if the reader does not want to live.
        despair: Part,
        /// What to do if the reader is afraid of hurting somebody.
        harm: Part,
        /// The heading of the help lines.
        lines_title: String,
        /// The paragraph under that heading.
        lines_text: String,
        /// The heading of the owner's own help lines, if the practice has no name.
        lines_own: String,
        /// The summary of the folded help lines of other countries.
        lines_others: String,
        /// When the lines were checked: {date}.
        lines_checked: String,
        /// The earliest `checked` day of all lines, as YYYY-MM-DD.
        checked: String,
        /// The countries.
        countries: Vec<Country>,
        /// What to do in a country that is not listed.
        elsewhere: String,
    }

    /// The help lines of one country.
    Country {
        /// The ISO 3166-1 alpha-2 code, in capital letters.
        code: String,
        /// Its name.
        name: String,
        /// The page that "Leave" opens in this country. It says nothing about the reader.
        leave_to: String,
        /// Its time zones, as IANA names. A name that ends in a slash is a prefix of zone names.
        zones: Vec<String>,
        /// The help lines, the emergency number first.
        lines: Vec<HelpLine>,
    }

    /// One help line.
    HelpLine {
        /// Who answers. If a line is for a part of the country, the name begins with that part.
        name: String,
        /// Whom it is for, and how to reach it without a call. May be empty.
        about: String,
        /// The number as it is usually written. Empty if the service has only a site.
        number: String,
        /// The number to dial, digits only.
        dial: String,
        /// Its site for people who look for help, without `https://`. May be empty.
        site: String,
        /// The address of the page from which the number and the purpose were taken.
        source: Note,
        /// The day on which that page was checked, as YYYY-MM-DD.
        checked: Note,
    }

    /// `questions.toml`: frequent questions.
    Questions {
        /// The subject as a whole.
        intro: Article,
        /// Each question with its answer.
        each: Vec<Part>,
    }

    /// `quiz.toml`: the questions of the quiz.
    Quiz {
        /// The name of the quiz.
        title: String,
        /// What the quiz is, and how long it takes.
        lead: String,
        /// The same in a host page, where a script loads the quiz. The text must be true before the script runs, after
        /// it runs, and without it.
        starts_here: String,
        /// The question of Subject.
        subject: SubjectStep,
        /// The best–worst sets of Closeness and Refine closeness.
        closeness: SetStep,
        /// The checkbox question of Closeness.
        part_of: PartOfStep,
        /// The questions of Now and wanted.
        now: NowStep,
        /// The best–worst sets of Factors.
        factors: SetStep,
        /// The scale question of Factors.
        present: ScaleStep,
        /// The issues of Obstacles.
        issues: ScaleStep,
        /// The roots of Obstacles.
        roots: ScaleStep,
        /// The offer of Obstacles.
        obstacles_offer: Offer,
        /// The offer of Refine closeness.
        refine_offer: Offer,
    }

    /// Subject: whom the person is thinking of.
    SubjectStep {
        /// The question.
        question: String,
        /// The paragraph under the question.
        hint: String,
        /// The options.
        options: PerSubject<String>,
        /// The name of the subject inside a sentence: "your partner", "your friend", …, "in general".
        in_sentence: PerSubject<String>,
        /// The text for a reader for whom the app did not load.
        without_app: String,
        /// The box that saves the answers on this device.
        keep: String,
        /// What the box means, in short: who could see the answers, and what happens without it.
        keep_seen: String,
        /// The summary of the folded text about saving.
        keep_title: String,
        /// What saving on the device means, in full.
        keep_hint: String,
        /// The hint below it, if the page was opened from a file.
        local_hint: String,
        /// Begins the quiz.
        begin: String,
    }

    /// A best–worst set.
    SetStep {
        /// The question.
        question: String,
        /// How to answer. It is shown with the first set.
        hint: String,
        /// The heading of the Most column.
        most: String,
        /// The heading of the Least column.
        least: String,
    }

    /// Which types are part of closeness for this person.
    PartOfStep {
        /// The question.
        question: String,
        /// The paragraph under the question.
        hint: String,
        /// The answer "none of them".
        none: String,
    }

    /// Two statements of one type, each with "how often now" and "I'd like".
    NowStep {
        /// The question.
        question: String,
        /// The paragraph under the question.
        hint: String,
        /// The label of the frequency scale.
        often: String,
        /// The five frequencies, 0–4.
        often_scale: [String; 5],
        /// The label of the wish scale.
        wish: String,
        /// The five wishes, −2 … +2.
        wish_scale: [String; 5],
    }

    /// Several statements on one scale.
    ScaleStep {
        /// The question.
        question: String,
        /// The paragraph under the question.
        hint: String,
        /// The scale: five frequencies 0–4, or four amounts 0–3.
        scale: Vec<String>,
    }

    /// The offer of an optional section.
    Offer {
        /// The heading.
        title: String,
        /// What the section is, and how long it takes.
        text: String,
        /// Accepts the offer.
        accept: String,
        /// Declines the offer.
        decline: String,
    }

    /// `result.toml`: the texts of the result.
    ResultWords {
        /// The heading.
        title: String,
        /// The line under the heading: whom the answers are about, {subject}.
        about: String,
        /// With every result: it is a snapshot.
        snapshot: String,
        /// Some sets have no answer: {answered} of {total} have one.
        partial: String,
        /// Too few sets have an answer: at least {needed} of {total} are necessary.
        too_few: String,
        /// Before the end of the quiz: {answered} of {total} questions are answered.
        sketch: String,
        /// The result of Closeness.
        closeness: ClosenessResult,
        /// The result of Now and wanted.
        gap: GapResult,
        /// The types that are worth a conversation.
        conversation: Section,
        /// The result of Factors.
        factors: FactorsResult,
        /// The result of Obstacles.
        obstacles: ObstaclesResult,
        /// One small next step.
        next: NextResult,
        /// The safety override.
        safety: SafetyResult,
        /// The method note.
        method: MethodNote,
    }

    /// A heading and an introduction.
    Section {
        /// The heading.
        title: String,
        /// The paragraph under the heading.
        intro: String,
    }

    /// One small next step.
    NextResult {
        /// The heading.
        title: String,
        /// The paragraph under the heading.
        intro: String,
        /// The step about less, if less is wanted of a leading type.
        less: String,
    }

    /// The result of Closeness: the map, the bars, the paragraphs, the table.
    ClosenessResult {
        /// The heading of the map.
        title: String,
        /// One type leads: {list}.
        lead_one: String,
        /// Two to four types lead together: {list}.
        lead_some: String,
        /// All five types are tied.
        lead_all: String,
        /// Types that were not ticked: {list}.
        unticked: String,
        /// Leading types that were not ticked: {list}. This text replaces their paragraphs.
        unticked_leading: String,
        /// The short mark of an unticked type, in tables.
        unticked_mark: String,
        /// Types that appeared in too few answered sets to be placed: {list}.
        unplaced: String,
        /// How to read the map.
        reading: String,
        /// On the map, at its center: much weight.
        map_most: String,
        /// On the map, at its rim: little weight.
        map_less: String,
        /// How to read the bars.
        bars_reading: String,
        /// The label of a bracket around tied types.
        tied: String,
        /// The summary of the folded bars and table.
        table_title: String,
        /// Column: type.
        column_type: String,
        /// Column: weight, in percent.
        column_share: String,
        /// Column: likely range.
        column_range: String,
        /// Column: leading or not.
        column_place: String,
        /// In that column: leading.
        place_leading: String,
        /// In that column: not leading.
        place_other: String,
    }

    /// The result of Now and wanted, for each type.
    GapResult {
        /// The heading.
        title: String,
        /// The paragraph under the heading.
        intro: String,
        /// Column: now.
        now: String,
        /// Column: wanted.
        wanted: String,
        /// gap ≥ 1.5, from two answers.
        clearly_more: String,
        /// Any other gap ≥ 1.
        leaning_more: String,
        /// −1 < gap < 1.
        about_right: String,
        /// Any other gap ≤ −1.
        leaning_less: String,
        /// gap ≤ −1.5, from two answers.
        clearly_less: String,
        /// The result is based on one answer.
        one_answer: String,
        /// There is no answer.
        no_answer: String,
    }

    /// The result of Factors.
    FactorsResult {
        /// The heading.
        title: String,
        /// The leading factors: {list}.
        lead: String,
        /// One factor leads, and the next ones are tied: {list}.
        lead_one: String,
        /// More factors lead together than can be named.
        lead_all: String,
        /// Factors that are rarely or never present now, if more lead together than can be named: {list}.
        thin_tied: String,
        /// The summary of the folded bars and table.
        table_title: String,
        /// Column: factor.
        column_factor: String,
        /// Column: weight.
        column_share: String,
        /// Column: likely range.
        column_range: String,
        /// Column: present now.
        column_now: String,
        /// The mark of a factor that matters and is rarely or never present now.
        thin_mark: String,
    }

    /// The result of Obstacles.
    ObstaclesResult {
        /// The heading.
        title: String,
        /// The paragraph under the heading.
        intro: String,
        /// No answer is 2 or 3.
        none: String,
        /// The link to the step of rebuilding: {step}.
        step: String,
        /// The link to the page of a topic: {title}.
        more: String,
        /// The link to "when to seek support".
        support: String,
        /// This section is private. It is printed only if the person chooses so.
        private: String,
    }

    /// The safety override.
    SafetyResult {
        /// The heading.
        title: String,
        /// The paragraphs, such as "If you feel afraid of someone, or pressured, this quiz is not the right tool."
        text: Vec<String>,
        /// The summary of the folded answers, under the safety text.
        show: String,
        /// One small next step that is always safe.
        step: String,
    }

    /// The method note, with the section that shows the working.
    MethodNote {
        /// The heading.
        title: String,
        /// The paragraphs.
        text: Vec<String>,
        /// The heading of the working.
        working_title: String,
        /// The paragraph on what the working shows.
        working_text: String,
        /// Column: times chosen as Most.
        column_most: String,
        /// Column: times chosen as Least.
        column_least: String,
        /// Column: times shown.
        column_shown: String,
        /// Column: plain score, (times Most − times Least) / times shown.
        column_plain: String,
        /// Column: utility.
        column_utility: String,
        /// Column: standard error.
        column_error: String,
    }
}

words! {
    /// `related.toml`, which is the same for every language: the related pages of each page.
    Related {
        /// The related pages of a type, its factors first.
        types: PerType<Vec<Page>>,
        /// The related pages of a factor.
        factors: PerFactor<Vec<Page>>,
        /// The related pages of an issue, its step of rebuilding first.
        issues: PerIssue<Vec<Page>>,
        /// The related pages of a root of fear.
        roots: PerRoot<Vec<Page>>,
        /// The related pages of a step.
        steps: PerStep<Vec<Page>>,
        /// The related pages of a subject, with its address as key.
        subjects: Links,
    }

    /// All texts of one language, and the data that is the same for every language.
    Content {
        /// `interface.toml`
        interface: Interface,
        /// `overview.toml`
        overview: Overview,
        /// `types.toml`
        types: Types,
        /// `factors.toml`
        factors: Factors,
        /// `issues.toml`
        issues: Issues,
        /// `fear.toml`
        fear: Fear,
        /// `benefits.toml`
        benefits: Benefits,
        /// `rebuilding.toml`
        rebuilding: Rebuilding,
        /// `comparison.toml`
        comparison: Comparison,
        /// `support.toml`
        support: Support,
        /// `questions.toml`
        questions: Questions,
        /// `quiz.toml`
        quiz: Quiz,
        /// `result.toml`
        result: ResultWords,
        /// `../related.toml`
        related: Related,
    }
}
