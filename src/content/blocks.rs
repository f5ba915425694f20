//! The blocks of each page, in reading order. The article, the pages of the app and the search use this one list.

use super::ids::Type;
use super::page::Page;
use super::text::{date, fill};
use super::words::{Comparison, Content, Country, Part, TopicWords};

/// A block of a page. Its texts may contain `*emphasis*`.
#[derive(Clone, Debug, PartialEq)]
pub enum Block<'a> {
    /// A paragraph.
    Paragraph(&'a str),
    /// A paragraph in small print.
    Small(String),
    /// A paragraph that is less prominent than the others.
    Aside(&'a str),
    /// The heading of a section of the page.
    Heading(&'a str),
    /// The label of the list or paragraph after it, where a heading would be too prominent.
    Label(&'a str),
    /// A list.
    List(&'a [String]),
    /// Terms, each with its description: (term, description).
    Terms([(&'a str, &'a str); 4]),
    /// The table of the comparison.
    Comparison(&'a Comparison),
    /// The place of the owner's contact link, which is not part of the content.
    Contact,
    /// What to do in danger, visually separate from the rest.
    Help(Vec<Self>),
    /// The help lines, with the paragraphs about them.
    HelpLines(Vec<Self>),
    /// The help lines of each country, and the summary of those of other countries than the reader's. The owner's own
    /// help lines are shown before them.
    Countries(&'a [Country], &'a str),
}

impl Content {
    /// The blocks under the heading of a page, without its child pages.
    #[must_use]
    pub fn blocks(&self, page: Page) -> Vec<Block<'_>> {
        let labels = &self.interface;
        let mut blocks = Vec::new();
        match page {
            Page::Type(id) => {
                paragraphs(&mut blocks, &self.types.each[id].text);
                blocks.push(Block::Terms(self.looks(id)));
            }
            Page::Factor(id) => {
                let words = &self.factors.each[id];
                paragraphs(&mut blocks, &words.text);
                blocks.extend([Block::Label(&labels.signs), Block::List(&words.signs), Block::Paragraph(&words.feeds)]);
            }
            Page::Issue(id) => self.topic(&mut blocks, &self.issues.each[id]),
            Page::Root(id) => self.topic(&mut blocks, &self.fear.each[id]),
            Page::Step(id) => {
                let words = &self.rebuilding.each[id];
                paragraphs(&mut blocks, &words.text);
                blocks.extend([Block::Label(&labels.tries), Block::List(&words.tries), Block::Aside(&words.caution)]);
            }
            subject => {
                let article = self.article(subject);
                // A number to call comes before everything else on its page.
                if subject == Page::Support {
                    blocks.push(self.help());
                }
                paragraphs(&mut blocks, &article.text);
                parts(&mut blocks, &article.parts);
                match subject {
                    Page::Benefits => parts(&mut blocks, &self.benefits.effects),
                    Page::Comparison => blocks.push(Block::Comparison(&self.comparison)),
                    Page::Support => self.support(&mut blocks),
                    Page::Questions => parts(&mut blocks, &self.questions.each),
                    _ => {}
                }
            }
        }
        blocks
    }

    /// The help lines.
    #[must_use]
    pub fn help_lines(&self) -> Block<'_> {
        let words = &self.support;
        Block::HelpLines(vec![
            Block::Paragraph(&words.lines_text),
            Block::Countries(&words.countries, &words.lines_others),
            Block::Paragraph(&words.elsewhere),
            Block::Small(fill(&words.lines_checked, &[("date", &date(&self.interface, &words.checked))])),
        ])
    }

    /// What a type looks like with a partner, with a friend and in a family, and what it is not.
    fn looks(&self, id: Type) -> [(&str, &str); 4] {
        let (words, labels) = (&self.types.each[id], &self.interface);
        [
            (&labels.with_partner, &words.partner),
            (&labels.with_friend, &words.friend),
            (&labels.in_family, &words.family),
            (&labels.what_it_is_not, &words.not),
        ]
    }

    fn topic<'a>(&'a self, blocks: &mut Vec<Block<'a>>, words: &'a TopicWords) {
        paragraphs(blocks, &words.text);
        blocks.extend([Block::Label(&self.interface.signs), Block::List(&words.signs)]);
        blocks.extend([Block::Label(&self.interface.helps), Block::Paragraph(&words.helps)]);
    }

    fn support<'a>(&'a self, blocks: &mut Vec<Block<'a>>) {
        let words = &self.support;
        blocks.extend([Block::Heading(&words.when_title), Block::List(&words.when)]);
        blocks.extend([Block::Heading(&words.work_title), Block::List(&words.work), Block::Contact]);
    }

    /// The help lines, and what to do in danger.
    fn help(&self) -> Block<'_> {
        let words = &self.support;
        let mut help = vec![Block::Heading(&words.lines_title), self.help_lines()];
        for part in [&words.danger, &words.despair, &words.harm] {
            parts(&mut help, core::slice::from_ref(part));
        }
        Block::Help(help)
    }
}

fn paragraphs<'a>(blocks: &mut Vec<Block<'a>>, texts: &'a [String]) {
    blocks.extend(texts.iter().map(|text| Block::Paragraph(text)));
}

fn parts<'a>(blocks: &mut Vec<Block<'a>>, parts: &'a [Part]) {
    for part in parts {
        blocks.push(Block::Heading(&part.title));
        paragraphs(blocks, &part.text);
    }
}

impl Block<'_> {
    /// Appends every text of the block, in reading order.
    pub fn texts<'a>(&'a self, texts: &mut Vec<&'a str>) {
        match self {
            Self::Paragraph(text) | Self::Aside(text) | Self::Heading(text) | Self::Label(text) => texts.push(text),
            Self::Small(text) => texts.push(text),
            Self::List(items) => texts.extend(items.iter().map(String::as_str)),
            Self::Terms(terms) => texts.extend(terms.iter().flat_map(|(term, text)| [*term, *text])),
            Self::Comparison(words) => {
                texts.extend([&*words.caption, &*words.aspect, &*words.emotional, &*words.physical]);
                texts.extend(words.rows.iter().flat_map(|row| [&*row.aspect, &*row.emotional, &*row.physical]));
            }
            Self::Contact => {}
            Self::Help(blocks) | Self::HelpLines(blocks) => blocks.iter().for_each(|block| block.texts(texts)),
            Self::Countries(countries, _) => {
                for country in *countries {
                    texts.push(&country.name);
                    for line in &country.lines {
                        texts.extend([&*line.name, &*line.number, &*line.site, &*line.about]);
                    }
                }
            }
        }
    }
}
