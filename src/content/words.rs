//! The words of one language, in the shape of the files in `content/<language>/`: one struct for each file.
//!
//! A paragraph may hold `*emphasis*`; nothing else in a text is markup. `{name}` marks a place that is filled in.

use super::Interface;
use super::ids::{PerFactor, PerIssue, PerRoot, PerStep, PerSubject, PerType};
use super::links::Links;
use super::note::Note;
use super::pack::{Packed, Texts};
use super::page::Page;
#[cfg(not(target_arch = "wasm32"))]
use serde::{Deserialize, Serialize};

/// Declares the structs of a content file: every field is required and an unknown one is refused. A field stands in the
/// language file at its place here.
macro_rules! words {
    ($($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $kind:ty),+ $(,)? })+) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Debug, PartialEq)]
            #[cfg_attr(not(target_arch = "wasm32"), derive(Serialize, Deserialize))]
            #[cfg_attr(not(target_arch = "wasm32"), serde(deny_unknown_fields, rename_all = "kebab-case"))]
            pub struct $name { $($(#[$field_doc])* pub $field: $kind),+ }

            impl Packed for $name {
                // There are some dozen: each is to be one call.
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
    /// `overview.toml`: what intimacy is, and that it means different things to different people.
    Overview {
        /// The title of the whole.
        title: String,
        /// One or two sentences under the title.
        lead: String,
        /// What intimacy is.
        intimacy: Article,
        /// That it means different things to different people.
        meanings: Article,
    }

    /// A subject in prose.
    Article {
        /// The heading.
        title: String,
        /// One sentence, for lists and search results.
        summary: String,
        /// The paragraphs.
        text: Vec<String>,
        /// The parts with headings of their own; may be empty.
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
        /// How it looks with a partner.
        partner: String,
        /// How it looks with a friend. Never sexual.
        friend: String,
        /// How it looks in a family. Never sexual.
        family: String,
        /// What it is not.
        not: String,
        /// The four statements of the best–worst sets, each with one idea (docs/statements.md). Never sexual, no partner
        /// assumed, at most 12 words.
        statements: [String; 4],
        /// The two statements of "now and wanted", read with a frequency and with less or more: acts, neither good nor bad.
        now: [String; 2],
        /// The label of the tick "part of closeness for me".
        part_of: String,
        /// The result: it stands out in these answers. False for any other type.
        leading: String,
        /// The result: it lies furthest out in these answers. False for any other type.
        outer: String,
        /// Wanted: clearly or leaning to more. False for any other type.
        more: String,
        /// Wanted: clearly or leaning to less. False for any other type.
        less: String,
        /// A sentence that could open a conversation about wanting more of it.
        opening: String,
        /// One small next step, with the person thought of.
        step: String,
        /// One small next step that needs nobody else.
        step_alone: String,
    }

    /// `factors.toml`: the seven key factors.
    Factors {
        /// The subject as a whole, with a part on how they feed each other.
        intro: Article,
        /// Each factor.
        each: PerFactor<FactorWords>,
    }

    /// One key factor.
    FactorWords {
        /// Its name, which is its page's heading.
        name: String,
        /// Its name inside a sentence.
        in_sentence: String,
        /// One sentence, for lists and search results.
        summary: String,
        /// What it is, and how it makes room for closeness.
        text: Vec<String>,
        /// How one may notice it, two to four lines.
        signs: Vec<String>,
        /// How it feeds and is fed by others.
        feeds: String,
        /// The statement of the best–worst sets, at most 12 words.
        statement: String,
        /// The statement of "how present is it now", read with a frequency. It says of now what `statement` says.
        now: String,
        /// The result: it is among those that matter most.
        leading: String,
        /// The result: it is among those that matter most, and is hardly there now.
        thin: String,
    }

    /// `issues.toml`: the five common issues.
    Issues {
        /// The subject as a whole: they build slowly, and what happens when they are left alone.
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
        /// How one may notice it, two to four lines.
        signs: Vec<String>,
        /// What can help.
        helps: String,
        /// The statement of "what gets in the way", read with "not at all … very well". First person, at most 14 words. It
        /// names a time, and whom it is about.
        item: String,
        /// The result: it was answered with 2 or 3.
        result: String,
        /// The same with no suggestion to talk to, or to do anything with, the other person.
        result_alone: String,
    }

    /// `benefits.toml`: what intimacy does for a relationship.
    Benefits {
        /// The subject as a whole; a part says what its absence does.
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
        /// A caution: when this is not the step to take.
        caution: String,
    }

    /// `comparison.toml`: emotional and physical intimacy side by side.
    Comparison {
        /// The subject as a whole, with how the first often carries the second.
        intro: Article,
        /// The caption of the table.
        caption: String,
        /// The heading of the column of aspects.
        aspect: String,
        /// The heading of the emotional column.
        emotional: String,
        /// The heading of the physical column.
        physical: String,
        /// Core focus, what builds it, long-term effect, common challenge.
        rows: [ComparisonRow; 4],
    }

    /// One aspect of the comparison.
    ComparisonRow {
        /// The aspect.
        aspect: String,
        /// How it is for emotional intimacy.
        emotional: String,
        /// How it is for physical intimacy.
        physical: String,
    }

    /// `support.toml`: when to seek support, and help lines.
    Support {
        /// The subject as a whole.
        intro: Article,
        /// Signs that support may help, as list items.
        when: Vec<String>,
        /// The heading of that list.
        when_title: String,
        /// What work with a therapist can do, as list items.
        work: Vec<String>,
        /// The heading of that list.
        work_title: String,
        /// What if one is afraid.
        danger: Part,
        /// What if one does not want to live.
        despair: Part,
        /// What if one is afraid of hurting somebody.
        harm: Part,
        /// The heading of the help lines.
        lines_title: String,
        /// What is said under that heading.
        lines_text: String,
        /// Heads the owner's own help lines, where the practice has no name.
        lines_own: String,
        /// "As listed on {date}."
        lines_checked: String,
        /// The earliest day on which one of the lines was checked, as YYYY-MM-DD.
        checked: String,
        /// The countries.
        countries: Vec<Country>,
        /// What to do in a country that is not listed.
        elsewhere: String,
    }

    /// The help lines of one country.
    Country {
        /// ISO 3166-1 alpha-2, in capitals.
        code: String,
        /// Its name.
        name: String,
        /// Where "Leave" leads in this country: a page that says nothing about the reader.
        leave_to: String,
        /// Its time zones, as the IANA database names them; one that ends in a slash stands for all that begin with it.
        zones: Vec<String>,
        /// The lines: the emergency number first.
        lines: Vec<HelpLine>,
    }

    /// One help line.
    HelpLine {
        /// Who answers; where a line is for a part of the country, that part first.
        name: String,
        /// For whom it is, and how to reach it other than by a call. May be empty.
        about: String,
        /// The number as people write it. Empty for a service that has only a site.
        number: String,
        /// The number to dial, digits only.
        dial: String,
        /// Its site without `https://`, where it has one for people who look for help. May be empty.
        site: String,
        /// The page where its number and its purpose were found.
        source: Note,
        /// The day on which that page was read, as YYYY-MM-DD.
        checked: Note,
    }

    /// `questions.toml`: frequent questions.
    Questions {
        /// The subject as a whole.
        intro: Article,
        /// Each question with its answer.
        each: Vec<Part>,
    }

    /// `quiz.toml`: what the quiz asks.
    Quiz {
        /// The name of the quiz.
        title: String,
        /// How long it takes, and what it is.
        lead: String,
        /// The same on a host page, where the quiz comes only with its script: true before and after, and without one.
        starts_here: String,
        /// Subject.
        subject: SubjectStep,
        /// The best–worst sets of Closeness and Refine closeness.
        closeness: SetStep,
        /// The tick question of Closeness.
        part_of: PartOfStep,
        /// Now and wanted.
        now: NowStep,
        /// The best–worst sets of Factors.
        factors: SetStep,
        /// The second half of Factors.
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

    /// Subject: who are you thinking of.
    SubjectStep {
        /// The question.
        question: String,
        /// What is said under it.
        hint: String,
        /// The options.
        options: PerSubject<String>,
        /// "your partner", "your friend", …, "in general": how the subject is named inside a sentence.
        in_sentence: PerSubject<String>,
        /// What is said to a reader without the app.
        without_app: String,
        /// What keeping means, said before the choice.
        keep_hint: String,
        /// Under that, where the page was opened from a file.
        local_hint: String,
        /// Begin, for this visit only.
        begin_visit: String,
        /// Begin, and keep the answers on this device.
        begin_keep: String,
    }

    /// A best–worst set.
    SetStep {
        /// The question.
        question: String,
        /// How to answer, shown at the first set.
        hint: String,
        /// The heading of the Most column.
        most: String,
        /// The heading of the Least column.
        least: String,
    }

    /// Which types are part of closeness at all.
    PartOfStep {
        /// The question.
        question: String,
        /// What is said under it.
        hint: String,
        /// None of them.
        none: String,
    }

    /// Two statements of one type, each with "how often now" and "I'd like".
    NowStep {
        /// The question.
        question: String,
        /// What is said under it.
        hint: String,
        /// The label of the frequency.
        often: String,
        /// The five frequencies, 0–4.
        often_scale: [String; 5],
        /// The label of the wish.
        wish: String,
        /// The five wishes, −2 … +2.
        wish_scale: [String; 5],
    }

    /// Several statements on one scale.
    ScaleStep {
        /// The question.
        question: String,
        /// What is said under it.
        hint: String,
        /// The scale: five frequencies 0–4, or four amounts 0–3.
        scale: Vec<String>,
    }

    /// Something optional that is offered.
    Offer {
        /// The heading.
        title: String,
        /// What it is and how long it takes.
        text: String,
        /// Yes.
        accept: String,
        /// No.
        decline: String,
    }

    /// `result.toml`: what the result says.
    ResultWords {
        /// The heading.
        title: String,
        /// Under it: thinking of {subject}.
        about: String,
        /// Beside every result: a snapshot.
        snapshot: String,
        /// Some sets are missing: {answered} of {total}.
        partial: String,
        /// Too few sets for a picture: at least {needed} of {total}.
        too_few: String,
        /// What closeness means.
        closeness: ClosenessResult,
        /// Now and wanted.
        gap: GapResult,
        /// Worth a conversation.
        conversation: Section,
        /// What it rests on.
        factors: FactorsResult,
        /// What gets in the way.
        obstacles: ObstaclesResult,
        /// One small next step.
        next: NextResult,
        /// The safety override.
        safety: SafetyResult,
        /// The method note.
        method: MethodNote,
    }

    /// A heading and what is said under it.
    Section {
        /// The heading.
        title: String,
        /// Under it.
        intro: String,
    }

    /// One small next step.
    NextResult {
        /// The heading.
        title: String,
        /// Under it.
        intro: String,
        /// The step where less is wanted of everything that stands out.
        less: String,
    }

    /// What closeness means: the map, the bars, the words, the table.
    ClosenessResult {
        /// The heading of the map.
        title: String,
        /// One type stands out: {list}.
        lead_one: String,
        /// Two to four stand out together: {list}.
        lead_some: String,
        /// All five are tied.
        lead_all: String,
        /// One type lies furthest out, clearly: {list}.
        outer: String,
        /// Types that were not ticked: {list}.
        unticked: String,
        /// Types that stand out and were not ticked: {list}. It stands in the place of their paragraphs.
        unticked_leading: String,
        /// The short mark of an unticked type, in tables.
        unticked_mark: String,
        /// A type that appeared too rarely to be placed: {list}.
        unplaced: String,
        /// How to read the map.
        reading: String,
        /// The label of the centre.
        innermost: String,
        /// The heading of the bars.
        bars_title: String,
        /// How to read the bars.
        bars_reading: String,
        /// The label of a bracket around tied types.
        tied: String,
        /// The heading of the table.
        table_title: String,
        /// Column: type.
        column_type: String,
        /// Column: weight, in percent.
        column_share: String,
        /// Column: likely range.
        column_range: String,
        /// Column: stands out or not.
        column_place: String,
        /// In that column: among the innermost.
        place_leading: String,
        /// In that column: further out.
        place_other: String,
    }

    /// Now and wanted, per type.
    GapResult {
        /// The heading.
        title: String,
        /// Under it.
        intro: String,
        /// Column: now.
        now: String,
        /// Column: wanted.
        wanted: String,
        /// gap ≥ 1.5
        clearly_more: String,
        /// 1.0 … 1.4
        leaning_more: String,
        /// −0.9 … 0.9
        about_right: String,
        /// −1.4 … −1.0
        leaning_less: String,
        /// gap ≤ −1.5
        clearly_less: String,
        /// Based on one answer.
        one_answer: String,
        /// No answer.
        no_answer: String,
    }

    /// What it rests on.
    FactorsResult {
        /// The heading.
        title: String,
        /// The leading factors: {list}.
        lead: String,
        /// All or nearly all are tied.
        lead_all: String,
        /// Factors that are seldom there now, where nearly all are tied: {list}.
        thin_tied: String,
        /// The heading of the table.
        table_title: String,
        /// Column: factor.
        column_factor: String,
        /// Column: weight.
        column_share: String,
        /// Column: likely range.
        column_range: String,
        /// Column: present now.
        column_now: String,
        /// The mark of a factor that matters and is hardly there.
        thin_mark: String,
    }

    /// What gets in the way.
    ObstaclesResult {
        /// The heading.
        title: String,
        /// Under it.
        intro: String,
        /// Nothing was answered with 2 or 3.
        none: String,
        /// The link to the rebuilding step: {step}.
        step: String,
        /// The link to "when to seek support".
        support: String,
        /// That this part is private, and left out of print and anything shared unless chosen.
        private: String,
    }

    /// The safety override.
    SafetyResult {
        /// The heading.
        title: String,
        /// The paragraphs. "If you feel afraid of someone, or pressured, this quiz is not the right tool."
        text: Vec<String>,
        /// One small next step that is always safe.
        step: String,
    }

    /// The method note and "show the working".
    MethodNote {
        /// The heading.
        title: String,
        /// The paragraphs.
        text: Vec<String>,
        /// The heading of the working.
        working_title: String,
        /// What the working shows.
        working_text: String,
        /// Column: times chosen as Most.
        column_most: String,
        /// Column: times chosen as Least.
        column_least: String,
        /// Column: times shown.
        column_shown: String,
        /// Column: plain score.
        column_plain: String,
        /// Column: utility.
        column_utility: String,
        /// Column: standard error.
        column_error: String,
    }
}

words! {
    /// `related.toml`, which is free of language: where each page leads.
    Related {
        /// From a type, to its factors first.
        types: PerType<Vec<Page>>,
        /// From a factor.
        factors: PerFactor<Vec<Page>>,
        /// From an issue, to its rebuilding step first.
        issues: PerIssue<Vec<Page>>,
        /// From a root of fear.
        roots: PerRoot<Vec<Page>>,
        /// From a step.
        steps: PerStep<Vec<Page>>,
        /// From a whole subject, by its address.
        subjects: Links,
    }

    /// All words of one language, and what is free of language.
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
