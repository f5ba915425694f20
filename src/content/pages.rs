//! The title, the summary and the related pages of each page.

use super::page::Page;
use super::words::{Article, Content};

impl Content {
    /// The heading of a page.
    #[must_use]
    pub fn title(&self, page: Page) -> &str {
        match page {
            Page::Type(id) => &self.types.each[id].title,
            Page::Factor(id) => &self.factors.each[id].name,
            Page::Issue(id) => &self.issues.each[id].title,
            Page::Root(id) => &self.fear.each[id].title,
            Page::Step(id) => &self.rebuilding.each[id].title,
            subject => &self.article(subject).title,
        }
    }

    /// The summary of a page, in one sentence.
    #[must_use]
    pub fn summary(&self, page: Page) -> &str {
        match page {
            Page::Type(id) => &self.types.each[id].summary,
            Page::Factor(id) => &self.factors.each[id].summary,
            Page::Issue(id) => &self.issues.each[id].summary,
            Page::Root(id) => &self.fear.each[id].summary,
            Page::Step(id) => &self.rebuilding.each[id].summary,
            subject => &self.article(subject).summary,
        }
    }

    /// The related pages of a page.
    #[must_use]
    pub fn related(&self, page: Page) -> &[Page] {
        match page {
            Page::Type(id) => &self.related.types[id],
            Page::Factor(id) => &self.related.factors[id],
            Page::Issue(id) => &self.related.issues[id],
            Page::Root(id) => &self.related.roots[id],
            Page::Step(id) => &self.related.steps[id],
            subject => self.related.subjects.get(subject).unwrap_or_default(),
        }
    }

    /// The article of the subject that the page belongs to.
    #[must_use]
    pub fn article(&self, page: Page) -> &Article {
        match page {
            Page::Intimacy => &self.overview.intimacy,
            Page::Meanings => &self.overview.meanings,
            Page::Types | Page::Type(_) => &self.types.intro,
            Page::Factors | Page::Factor(_) => &self.factors.intro,
            Page::Issues | Page::Issue(_) => &self.issues.intro,
            Page::Fear | Page::Root(_) => &self.fear.intro,
            Page::Benefits => &self.benefits.intro,
            Page::Rebuilding | Page::Step(_) => &self.rebuilding.intro,
            Page::Comparison => &self.comparison.intro,
            Page::Support => &self.support.intro,
            Page::Questions => &self.questions.intro,
        }
    }
}
