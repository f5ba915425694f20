//! What follows from what happened.
//!
//! Architecture Invariant: `update` reads no clock, no random number and no storage; they arrive in the action.

use super::action::Action;
use super::model::{ImportPreview, Model, Notice, SaveMode, Screen};
use crate::content::{PerType, Type};
use crate::quiz::{Question, Run, SetAnswer};
use crate::record::{FileError, Key, Lock, Records, read_file, records, run_of};

/// The model after an action.
#[must_use]
pub fn update(model: &Model, action: Action) -> Model {
    let mut next = model.clone();
    next.notice = None;
    match action {
        Action::SubjectChosen(subject) => {
            next.empty_submits = 0;
            match (&mut next.run, model.screen.question()) {
                (Some(run), Some(Question::Subject)) => run.answers.subject = Some(subject),
                _ => next.chosen = Some(subject),
            }
        }
        Action::Began { keep, seed } => begin(&mut next, keep, seed),
        Action::Resumed => {
            let resumed = next.run.as_ref().map(|run| run.at.map_or(Screen::Result, Screen::Question));
            let otherwise = if next.lock == Lock::Locked { Screen::Notes } else { Screen::Start };
            open(&mut next, resumed.unwrap_or(otherwise));
        }
        Action::Restarted => {
            next.run = None;
            next.chosen = None;
            next.before = None;
            open(&mut next, Screen::Start);
        }
        Action::Opened(screen) => open(&mut next, screen),
        Action::Searched(query) => next.query = query,
        Action::SavingChosen(keep) if next.lock != Lock::Locked => {
            next.save_mode = if keep { SaveMode::Device } else { SaveMode::Visit }
        }
        Action::SaveTried(storage_problem) => {
            next.storage_problem = storage_problem;
            next.notice = model.notice;
        }
        Action::Erased => {
            next = Model { home: model.home, ..Model::new(Screen::Notes, None) };
            if model.lock == Lock::Unavailable {
                next.lock = model.lock;
            }
            next.notice = Some(Notice::Erased);
        }
        Action::Found(found) => {
            next.notice = model.notice;
            find(&mut next, found.map(|run| *run));
        }
        Action::FileOpened(text) => {
            let read = text.ok_or(FileError::TooLong).and_then(|text| read_file(&text));
            let found = read.and_then(|(file, bad)| import(model.run.as_ref(), file, bad).ok_or(FileError::Unknown));
            next.import = None;
            match found {
                Ok(found) => next.import = Some(found),
                Err(problem) => next.notice = Some(Notice::Refused(problem)),
            }
        }
        Action::ImportDecided(taken) => {
            let found = next.import.take();
            if let Some(found) = found.filter(|_| taken) {
                next.before = Some(next.run.replace(found.merged));
                next.notice = Some(Notice::Imported);
            }
        }
        Action::ImportUndone => {
            if let Some(before) = next.before.take() {
                next.run = before;
                next.notice = Some(Notice::ImportUndone);
            }
        }
        Action::LockChanged(lock, tried) => {
            next.lock = lock;
            // Who erases takes the lock away, too, and says what came of it.
            next.notice = tried
                .map(Notice::Passphrase)
                .or(model.notice.filter(|notice| matches!(notice, Notice::Erased | Notice::NotErased)));
            if lock == Lock::Locked {
                drop_locked(&mut next);
            }
        }
        Action::FileSaved(saved) => next.notice = Some(if saved { Notice::Saved } else { Notice::NotSaved }),
        Action::PrintFailed => next.notice = Some(Notice::NotPrinted),
        Action::PrintAnswersChosen(print) => next.print_answers = print,
        Action::RefineAccepted => {
            if let Some(run) = &mut next.run {
                run.refine = true;
                let first = run.questions().into_iter().find(|one| one.section() == crate::quiz::Section::Refine);
                go_to(&mut next, first);
            }
        }
        Action::ChangeOpened(question) => open(&mut next, Screen::Change(question)),
        answered => {
            if let (Some(run), Some(question)) = (&mut next.run, model.screen.question()) {
                let tries = core::mem::take(&mut next.empty_submits);
                // What was answered since is worth more than a way back.
                next.before = None;
                match answered {
                    Action::Continued => proceed(&mut next, question, tries),
                    Action::WentBack => retreat(&mut next, question),
                    Action::CalledEqual => {
                        set_whole(run, question, SetKind::Equal);
                        leave(&mut next, question);
                    }
                    Action::Skipped => {
                        skip(run, question);
                        leave(&mut next, question);
                    }
                    Action::ObstaclesOffered(accepted) => {
                        run.obstacles = accepted;
                        leave(&mut next, question);
                    }
                    Action::Cleared => {
                        clear(run, question);
                        next.notice = Some(Notice::Cleared);
                    }
                    answer => next.notice = record(run, answer),
                }
            }
        }
    }
    // A file that is looked at may change something else now.
    if let Some(ImportPreview { file, left_out, .. }) = next.import.take() {
        next.import = import(next.run.as_ref(), file, left_out);
    }
    next
}

fn begin(next: &mut Model, keep: bool, seed: u64) {
    // A run is never replaced in passing: the notes say what is there, and offer to start again. What is locked is not
    // written over either.
    if next.run.is_some() || keep && next.lock == Lock::Locked {
        return open(next, Screen::Notes);
    }
    let Some(subject) = next.chosen.take() else {
        let tries = next.empty_submits;
        open(next, Screen::Start);
        next.empty_submits = tries.saturating_add(1);
        return;
    };
    next.save_mode = if keep { SaveMode::Device } else { SaveMode::Visit };
    let run = Run::new(seed, subject);
    let first = run.at;
    next.run = Some(run);
    go_to(next, first);
}

/// What a file would bring to a run, or to none. Its answers hold before those that are here; where the person is in the
/// quiz stays.
fn import(mine: Option<&Run>, mut file: Records, mut left_out: usize) -> Option<ImportPreview> {
    for key in run_of(&file).1 {
        file.remove(key);
        left_out += 1;
    }
    let mut merged = mine.map(records).unwrap_or_else(|| file.clone());
    let mine = mine.map(records).unwrap_or_default();
    let (mut answers, mut changes) = (0, 0);
    for (key, value) in file.iter().filter(|(key, _)| *key != Key::Run) {
        answers += 1;
        changes += usize::from(mine.get(key) != Some(value));
        merged.put(key, value.to_owned());
    }
    run_of(&merged).0.filter(|_| answers > 0).map(|merged| ImportPreview { file, merged, answers, left_out, changes })
}

/// What another window has left takes the place of what is here; where this window is in the quiz is its own matter.
fn find(next: &mut Model, found: Option<Run>) {
    took_over(next, found);
    // What another window has answered since is worth more than a way back.
    next.before = None;
}

fn took_over(next: &mut Model, found: Option<Run>) {
    let of_a_run = is_of_a_run(next.screen);
    match (found, next.run.take()) {
        (None, before) => {
            next.save_mode = SaveMode::Visit;
            if before.is_some() && of_a_run {
                open(next, Screen::Notes);
            }
            next.notice = before.map(|_| Notice::Erased).or(next.notice);
        }
        (Some(mut run), Some(mine)) if run.seed == mine.seed => {
            run.at = mine.at.filter(|at| run.questions().contains(at));
            next.run = Some(run);
        }
        (Some(run), before) => {
            next.run = Some(run);
            next.save_mode = SaveMode::Device;
            if before.is_some() && of_a_run {
                open(next, Screen::Notes);
            }
        }
    }
}

/// What was kept goes from the screen and from memory; answers for this visit stay.
fn drop_locked(next: &mut Model) {
    if next.save_mode == SaveMode::Visit {
        return;
    }
    let of_a_run = is_of_a_run(next.screen);
    *next = Model { lock: next.lock, notice: next.notice, home: next.home, ..Model::new(next.screen, None) };
    if of_a_run {
        open(next, Screen::Notes);
    }
}

fn is_of_a_run(screen: Screen) -> bool {
    !matches!(screen, Screen::Article | Screen::Welcome | Screen::Explore | Screen::Page(_) | Screen::Start)
}

fn open(next: &mut Model, screen: Screen) {
    next.empty_submits = 0;
    next.page_discarded &= next.screen == screen;
    next.screen = screen;
    if let (Some(run), Screen::Question(question)) = (&mut next.run, screen) {
        run.at = Some(question);
    }
}

/// To a question, or to the result after the last one.
fn go_to(next: &mut Model, question: Option<Question>) {
    if let Some(run) = &mut next.run {
        run.at = question;
    }
    open(next, question.map_or(Screen::Result, Screen::Question));
}

/// Away from a question that is dealt with.
fn leave(next: &mut Model, question: Question) {
    match (next.screen, &next.run) {
        (Screen::Change(_), _) => open(next, Screen::Review),
        (_, Some(run)) => {
            let after = run.after(question);
            go_to(next, after);
        }
        (_, None) => {}
    }
}

fn proceed(next: &mut Model, question: Question, tries: u8) {
    let passed = next.run.as_ref().is_some_and(|run| run.passed(question));
    if passed || question == Question::ObstaclesOffer {
        leave(next, question);
    } else {
        next.empty_submits = tries.saturating_add(1);
    }
}

fn retreat(next: &mut Model, question: Question) {
    match (next.screen, &next.run) {
        (Screen::Change(_), _) => open(next, Screen::Review),
        (_, Some(run)) => {
            let before = run.before(question).map_or(Screen::Explore, Screen::Question);
            open(next, before);
        }
        (_, None) => {}
    }
}

/// An answer that holds for a whole set.
#[derive(Clone, Copy)]
enum SetKind {
    Equal,
    Skipped,
}

fn set_whole(run: &mut Run, question: Question, kind: SetKind) {
    fn whole<T>(kind: SetKind) -> Option<SetAnswer<T>> {
        Some(match kind {
            SetKind::Equal => SetAnswer::Equal,
            SetKind::Skipped => SetAnswer::Skipped,
        })
    }
    match question {
        Question::Closeness(set) => put(&mut run.answers.closeness, set, whole(kind)),
        Question::Factors(set) => put(&mut run.answers.factors, set, whole(kind)),
        _ => {}
    }
}

fn put<T>(slots: &mut [Option<T>], at: u8, value: Option<T>) {
    if let Some(slot) = slots.get_mut(usize::from(at)) {
        *slot = value;
    }
}

fn skip(run: &mut Run, question: Question) {
    clear(run, question);
    set_whole(run, question, SetKind::Skipped);
    if matches!(question, Question::PartOf | Question::Now(_) | Question::Present) {
        run.skipped.push(question);
    }
}

/// Takes an answer back, a skip included.
fn clear(run: &mut Run, question: Question) {
    run.skipped.retain(|skipped| *skipped != question);
    let answers = &mut run.answers;
    match question {
        Question::Closeness(set) => put(&mut answers.closeness, set, None),
        Question::Factors(set) => put(&mut answers.factors, set, None),
        Question::PartOf => answers.part_of = None,
        Question::Now(of) => {
            answers.often[of] = [None; 2];
            answers.wish[of] = [None; 2];
        }
        Question::Present => answers.present = Default::default(),
        Question::Issues => answers.issues = Default::default(),
        Question::Roots => answers.roots = Default::default(),
        Question::Subject | Question::ObstaclesOffer => {}
    }
}

/// Writes one answer down. What it moved is told.
fn record(run: &mut Run, answer: Action) -> Option<Notice> {
    let answers = &mut run.answers;
    match answer {
        Action::TypeMost(set, of) => return choose(&mut answers.closeness, set, of, Notice::MovedToMost),
        Action::TypeLeast(set, of) => return choose(&mut answers.closeness, set, of, Notice::MovedToLeast),
        Action::FactorMost(set, of) => return choose(&mut answers.factors, set, of, Notice::MovedToMost),
        Action::FactorLeast(set, of) => return choose(&mut answers.factors, set, of, Notice::MovedToLeast),
        Action::PartTicked(of, ticked) => {
            let mut parts = answers.part_of.clone().unwrap_or_default();
            parts[of] = ticked;
            answers.part_of = any(&parts).then_some(parts);
            run.skipped.retain(|skipped| *skipped != Question::PartOf);
        }
        Action::NoneTicked(none) => {
            answers.part_of = none.then(PerType::default);
            run.skipped.retain(|skipped| *skipped != Question::PartOf);
        }
        Action::OftenChosen(of, statement, often) => {
            if let Some(slot) = answers.often[of].get_mut(statement) {
                *slot = Some(often);
            }
            run.skipped.retain(|skipped| *skipped != Question::Now(of));
        }
        Action::WishChosen(of, statement, wish) => {
            if let Some(slot) = answers.wish[of].get_mut(statement) {
                *slot = Some(wish);
            }
            run.skipped.retain(|skipped| *skipped != Question::Now(of));
        }
        Action::PresentChosen(of, often) => {
            answers.present[of] = Some(often);
            run.skipped.retain(|skipped| *skipped != Question::Present);
        }
        Action::AmountChosen(topic, amount) => answers.set_amount(topic, Some(amount)),
        _ => {}
    }
    None
}

fn any(parts: &PerType<bool>) -> bool {
    Type::ALL.into_iter().any(|of| parts[of])
}

/// Chooses the Most or the Least of a set, and tells when the item had been the other.
fn choose<T: Copy + PartialEq>(sets: &mut [Option<SetAnswer<T>>], set: u8, item: T, moved: Notice) -> Option<Notice> {
    let slot = sets.get_mut(usize::from(set))?;
    let before = slot.unwrap_or(SetAnswer::Skipped);
    let (after, was_other) = if moved == Notice::MovedToMost {
        (before.with_most(item), before.least() == Some(item))
    } else {
        (before.with_least(item), before.most() == Some(item))
    };
    *slot = Some(after);
    was_other.then_some(moved)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::{Factor, Issue, Page, Root, Subject, Topic};
    use crate::quiz::{Amount, Level, Often, Wish};
    use crate::record::PassphraseOutcome;
    use crate::state::StorageProblem;

    /// The model after a series of actions, from the beginning.
    fn after(actions: impl IntoIterator<Item = Action>) -> Model {
        let start = Model::new(Screen::Article, None);
        actions.into_iter().fold(start, |model, action| update(&model, action))
    }

    fn begun(subject: Subject) -> Vec<Action> {
        vec![Action::SubjectChosen(subject), Action::Began { keep: false, seed: 7 }]
    }

    /// A model on a question of a run about a partner.
    fn at(question: Question) -> Model {
        let mut actions = begun(Subject::Partner);
        actions.push(Action::Opened(Screen::Question(question)));
        after(actions)
    }

    fn run(model: &Model) -> &Run {
        model.run.as_ref().expect("a run")
    }

    #[test]
    fn beginning_needs_a_subject() {
        let model = after([Action::Began { keep: true, seed: 1 }]);
        assert_eq!((model.screen, model.empty_submits, &model.run), (Screen::Start, 1, &None));
        assert_eq!(update(&model, Action::Began { keep: true, seed: 1 }).empty_submits, 2, "each try is told anew");
    }

    #[test]
    fn an_element_without_an_article_comes_back_to_its_first_screen() {
        let welcome = Model { page_discarded: true, ..Model::new(Screen::Welcome, None) };
        let asked = update(&welcome, Action::Began { keep: false, seed: 1 });
        assert_eq!((asked.screen, asked.empty_submits), (Screen::Start, 1));
        let gone = update(&welcome, Action::Opened(Screen::Explore));
        assert_eq!((gone.empty_submits, gone.page_discarded), (0, false), "it was read");
        for action in [Action::Erased, Action::LockChanged(Lock::Locked, None)] {
            let model = update(&Model { save_mode: SaveMode::Device, ..gone.clone() }, action);
            assert_eq!(model.home, Screen::Welcome);
        }
    }

    #[test]
    fn what_a_browser_did_not_do_is_told_until_the_next_action() {
        let told = |action| after([action]).notice;
        assert_eq!(told(Action::FileSaved(true)), Some(Notice::Saved));
        assert_eq!(told(Action::FileSaved(false)), Some(Notice::NotSaved));
        assert_eq!(told(Action::PrintFailed), Some(Notice::NotPrinted));
        assert_eq!(after([Action::PrintFailed, Action::PrintAnswersChosen(true)]).notice, None);
    }

    #[test]
    fn beginning_asks_the_first_set_and_keeps_only_when_told() {
        for keep in [false, true] {
            let model = after([Action::SubjectChosen(Subject::Friend), Action::Began { keep, seed: 1 }]);
            assert!(matches!(model.screen, Screen::Question(Question::Closeness(0..5))), "{:?}", model.screen);
            assert_eq!(run(&model).answers.subject, Some(Subject::Friend));
            assert_eq!(model.save_mode, if keep { SaveMode::Device } else { SaveMode::Visit });
            assert_eq!(model.chosen, None, "the choice has become an answer");
        }
    }

    #[test]
    fn erasing_takes_the_lock_away_and_not_that_there_can_be_none() {
        for (lock, after) in
            [(Lock::Open, Lock::None), (Lock::Locked, Lock::None), (Lock::Unavailable, Lock::Unavailable)]
        {
            let model = Model { lock, ..at(Question::Roots) };
            assert_eq!(update(&model, Action::Erased).lock, after);
        }
    }

    #[test]
    fn beginning_never_replaces_a_run() {
        let mut actions = begun(Subject::Partner);
        actions.extend(begun(Subject::Family));
        let model = after(actions);
        assert_eq!((model.screen, run(&model).answers.subject), (Screen::Notes, Some(Subject::Partner)));
    }

    /// A file of this run, in which the first question is skipped.
    fn file_that_skips_the_first(model: &Model) -> String {
        let mut in_file = run(model).clone();
        in_file.answers.closeness[0] = Some(SetAnswer::Skipped);
        crate::record::file(&records(&in_file))
    }

    #[test]
    fn a_file_takes_nothing_away_that_another_window_answers_meanwhile() {
        let mut mine = after(begun(Subject::Partner));
        mine.save_mode = SaveMode::Device;
        let mut theirs = run(&mine).clone();
        theirs.answers.closeness[4] = Some(SetAnswer::Equal);
        let text = file_that_skips_the_first(&mine);

        let looked = update(&mine, Action::FileOpened(Some(text.clone())));
        let found = update(&looked, Action::Found(Some(Box::new(theirs.clone()))));
        let taken = update(&found, Action::ImportDecided(true));
        assert_eq!(run(&taken).answers.closeness[0], Some(SetAnswer::Skipped));
        assert_eq!(run(&taken).answers.closeness[4], Some(SetAnswer::Equal), "the other window's answer is there");
        assert_eq!(run(&update(&taken, Action::ImportUndone)), &theirs, "and stays when the file is given back");
        let left = update(&found, Action::ImportDecided(false));
        assert_eq!((run(&left), &left.before), (&theirs, &None), "a file that is left changes nothing");
        let again = update(&update(&taken, Action::FileOpened(Some(text))), Action::ImportDecided(true));
        assert_eq!(run(&again), run(&taken), "taken twice is taken once");
        theirs.answers.closeness[1] = Some(SetAnswer::Equal);
        let later = update(&taken, Action::Found(Some(Box::new(theirs.clone()))));
        assert_eq!(
            run(&update(&later, Action::ImportUndone)),
            run(&later),
            "there is no way back past the other window"
        );
    }

    #[test]
    fn another_windows_answers_come_here_and_this_window_stays_where_it_is() {
        let mine = at(Question::Closeness(4));
        let mut theirs = run(&mine).clone();
        theirs.at = Some(Question::Roots);
        theirs.answers.closeness[0] = Some(SetAnswer::Equal);
        let found = update(&mine, Action::Found(Some(Box::new(theirs.clone()))));
        assert_eq!((found.screen, run(&found).at), (mine.screen, Some(Question::Closeness(4))));
        assert_eq!(run(&found).answers, theirs.answers);
        theirs.seed += 1;
        let other = update(&mine, Action::Found(Some(Box::new(theirs))));
        assert_eq!(
            (other.screen, run(&other).at),
            (Screen::Notes, Some(Question::Roots)),
            "another run is another way"
        );
    }

    #[test]
    fn who_reads_is_not_disturbed_by_what_another_window_erases_or_begins() {
        let reading = update(&at(Question::Closeness(4)), Action::Opened(Screen::Explore));
        let mut theirs = run(&reading).clone();
        theirs.seed += 1;
        for (found, notice) in [(None, Some(Notice::Erased)), (Some(Box::new(theirs)), None)] {
            let after = update(&reading, Action::Found(found.clone()));
            assert_eq!((after.screen, after.notice), (Screen::Explore, notice));
            assert_eq!(after.run, found.map(|run| *run));
        }
    }

    #[test]
    fn a_file_is_said_to_change_what_is_other_in_it_alone() {
        let mine = after(begun(Subject::Partner));
        let mut in_file = run(&mine).clone();
        in_file.answers.closeness[..3].fill(Some(SetAnswer::Skipped));
        let found = update(&mine, Action::FileOpened(Some(crate::record::file(&records(&in_file))))).import;
        // The subject is the same.
        assert_eq!(found.map(|found| (found.answers, found.changes)), Some((4, 3)));
    }

    #[test]
    fn what_was_begun_anew_is_not_taken_back_with_a_file() {
        let mine = after(begun(Subject::Partner));
        let text = file_that_skips_the_first(&mine);
        let taken = update(&update(&mine, Action::FileOpened(Some(text))), Action::ImportDecided(true));
        let anew = update(&taken, Action::Restarted);
        assert_eq!((&anew.run, &anew.before), (&None, &None));
        assert_eq!(update(&anew, Action::ImportUndone).run, None);
    }

    #[test]
    fn what_is_answered_while_a_file_is_looked_at_is_in_what_is_taken() {
        let mine = after(begun(Subject::Partner));
        let text = file_that_skips_the_first(&mine);
        let looked = update(&mine, Action::FileOpened(Some(text)));
        let changes = |model: &Model| model.import.as_ref().map(|found| (found.changes, found.left_out));
        assert_eq!(changes(&looked), Some((1, 0)));
        let open = update(&looked, Action::Opened(Screen::Question(Question::Closeness(4))));
        let answered = update(&open, Action::CalledEqual);
        assert_eq!(changes(&answered), Some((1, 0)), "it is still looked at");
        let taken = update(&answered, Action::ImportDecided(true));
        assert_eq!(run(&taken).answers.closeness[4], Some(SetAnswer::Equal));
        assert_eq!(run(&taken).answers.closeness[0], Some(SetAnswer::Skipped));
        let anew = update(&update(&looked, Action::Restarted), Action::SubjectChosen(Subject::Friend));
        assert_eq!(anew.run, None, "nothing of the file comes without being taken");
    }

    #[test]
    fn what_of_a_file_cannot_be_read_is_left_out_and_counted() {
        let in_file = run(&after(begun(Subject::Partner))).clone();
        let mut records = records(&in_file);
        records.put(Key::Closeness(1), "equal".into());
        records.put(Key::Closeness(2), "of another kind".into());
        let text = crate::record::file(&records).replacen("\"closeness/1\"", "\"closeness/99\"", 1);
        let looked = update(&Model::new(Screen::Notes, None), Action::FileOpened(Some(text)));
        let found = looked.import.expect("an answer");
        assert_eq!((found.answers, found.left_out), (1, 2), "the subject; a key and a value that are none");
    }

    #[test]
    fn locking_takes_what_was_kept_off_the_screen_and_out_of_memory() {
        let mut kept = after(begun(Subject::Partner));
        kept.save_mode = SaveMode::Device;
        let locked = update(&kept, Action::LockChanged(Lock::Locked, None));
        assert_eq!((locked.screen, &locked.run, locked.lock), (Screen::Notes, &None, Lock::Locked));
        assert_eq!(update(&locked, Action::Resumed).screen, Screen::Notes, "there is nothing to go on with");
        let told = update(&kept, Action::LockChanged(Lock::Locked, Some(PassphraseOutcome::Locked)));
        assert_eq!(told.notice, Some(Notice::Passphrase(PassphraseOutcome::Locked)), "and that it is locked is said");
        let reading = update(&update(&kept, Action::Opened(Screen::Explore)), Action::LockChanged(Lock::Locked, None));
        assert_eq!(reading.screen, Screen::Explore, "who reads is not disturbed");

        let visit = update(&after(begun(Subject::Friend)), Action::LockChanged(Lock::Locked, None));
        assert!(visit.run.is_some(), "answers for this visit were never kept");
        assert_eq!(
            update(&visit, Action::SavingChosen(true)).save_mode,
            SaveMode::Visit,
            "nothing is put over what is locked"
        );
        let chosen = update(&locked, Action::SubjectChosen(Subject::Friend));
        let begun = update(&chosen, Action::Began { keep: true, seed: 1 });
        assert_eq!((begun.screen, begun.run), (Screen::Notes, None));
    }

    #[test]
    fn starting_again_gives_the_run_up() {
        let mut actions = begun(Subject::Partner);
        actions.push(Action::Restarted);
        assert_eq!((after(actions.clone()).screen, after(actions.clone()).run), (Screen::Start, None));
        actions.extend(begun(Subject::Family));
        assert_eq!(run(&after(actions)).answers.subject, Some(Subject::Family));
    }

    #[test]
    fn going_on_without_an_answer_stays_and_says_so() {
        let model = update(&at(Question::Closeness(2)), Action::Continued);
        assert_eq!((model.screen, model.empty_submits), (Screen::Question(Question::Closeness(2)), 1));
        assert_eq!(update(&model, Action::Continued).empty_submits, 2);
        let model = update(&model, Action::TypeMost(2, Type::Emotional));
        assert_eq!(model.empty_submits, 0, "an answer mends it");
    }

    #[test]
    fn one_of_most_and_least_is_enough() {
        for action in [Action::TypeMost(2, Type::Emotional), Action::TypeLeast(2, Type::Emotional)] {
            let model = update(&update(&at(Question::Closeness(2)), action), Action::Continued);
            assert_ne!(model.screen, Screen::Question(Question::Closeness(2)));
        }
    }

    #[test]
    fn what_is_most_cannot_be_least() {
        let model = update(&at(Question::Factors(0)), Action::FactorMost(0, Factor::Trust));
        assert_eq!(model.notice, None);
        let model = update(&model, Action::FactorLeast(0, Factor::Trust));
        let answer = run(&model).answers.factors[0].expect("an answer");
        assert_eq!((answer.most(), answer.least()), (None, Some(Factor::Trust)));
        assert_eq!(model.notice, Some(Notice::MovedToLeast));
        let model = update(&model, Action::FactorMost(0, Factor::Trust));
        assert_eq!(model.notice, Some(Notice::MovedToMost));
        assert_eq!(update(&model, Action::FactorMost(0, Factor::Honesty)).notice, None);
    }

    #[test]
    fn equal_and_skip_answer_and_go_on() {
        for (action, expected) in [(Action::CalledEqual, SetAnswer::Equal), (Action::Skipped, SetAnswer::Skipped)] {
            let model = update(&at(Question::Closeness(1)), action);
            assert_eq!(run(&model).answers.closeness[1], Some(expected));
            assert_ne!(model.screen, Screen::Question(Question::Closeness(1)));
        }
    }

    #[test]
    fn an_answer_is_written_down_and_takes_back_its_own_skip_alone() {
        let (often, wish) = (Often::new(3).unwrap(), Wish::new(1).unwrap());
        let of = Type::Spiritual;
        let mut model = at(Question::PartOf);
        let all = [Question::PartOf, Question::Now(of), Question::Present];
        for (own, action) in [
            (Question::PartOf, Action::PartTicked(of, true)),
            (Question::PartOf, Action::NoneTicked(true)),
            (Question::Now(of), Action::OftenChosen(of, 0, often)),
            (Question::Now(of), Action::WishChosen(of, 1, wish)),
            (Question::Present, Action::PresentChosen(Factor::Trust, often)),
        ] {
            model.run.as_mut().unwrap().skipped = all.to_vec();
            model = update(&model, action.clone());
            let others: Vec<_> = all.into_iter().filter(|question| *question != own).collect();
            assert_eq!(run(&model).skipped, others, "{action:?}");
        }
        let answers = &run(&model).answers;
        assert_eq!(answers.part_of, Some(PerType::default()));
        assert_eq!((answers.often.spiritual, answers.wish.spiritual), ([Some(often), None], [None, Some(wish)]));
        assert_eq!(answers.present[Factor::Trust], Some(often));
    }

    #[test]
    fn every_question_but_the_first_can_be_skipped_to_the_result() {
        let mut model = after(begun(Subject::Partner));
        for _ in 0..40 {
            let action = match model.screen {
                Screen::Question(Question::ObstaclesOffer) => Action::ObstaclesOffered(true),
                Screen::Question(_) => Action::Skipped,
                _ => break,
            };
            model = update(&model, action);
        }
        assert_eq!((model.screen, run(&model).at), (Screen::Result, None));
        assert_eq!(run(&model).answered(), (20, 20));
    }

    #[test]
    fn back_and_forth_leads_to_the_same_question() {
        let mut model = after(begun(Subject::Family));
        for _ in 0..8 {
            let here = model.screen;
            model = update(&model, Action::Skipped);
            assert_eq!(update(&model, Action::WentBack).screen, here);
        }
        let first = at(Question::Subject);
        assert_eq!(update(&first, Action::WentBack).screen, Screen::Explore);
    }

    #[test]
    fn ticks_none_and_nothing_are_three_things() {
        let open = at(Question::PartOf);
        assert_eq!(run(&open).answers.part_of, None);
        let none = update(&open, Action::NoneTicked(true));
        assert_eq!(run(&none).answers.part_of, Some(PerType::default()));
        let one = update(&none, Action::PartTicked(Type::Physical, true));
        assert_eq!(run(&one).answers.part_of.as_ref().map(any), Some(true));
        let again = update(&one, Action::PartTicked(Type::Physical, false));
        assert_eq!(run(&again).answers.part_of, None, "the last tick taken back is no answer, not \"none\"");
        assert_eq!(update(&again, Action::Continued).empty_submits, 1);
    }

    #[test]
    fn an_answer_undoes_a_skip_and_a_skip_an_answer() {
        let often = Often::new(3).expect("on the scale");
        let question = Question::Now(Type::Spiritual);
        let skipped = update(&at(question), Action::Skipped);
        assert!(run(&skipped).passed(question));
        let back = update(&update(&skipped, Action::WentBack), Action::OftenChosen(Type::Spiritual, 1, often));
        assert_eq!((run(&back).skipped.len(), run(&back).answers.often.spiritual[1]), (0, Some(often)));
        let wish = Action::WishChosen(Type::Spiritual, 0, Wish::new(-2).expect("on the scale"));
        let skipped = update(&update(&back, wish), Action::Skipped);
        assert_eq!(run(&skipped).answers.often.spiritual, [None; 2]);
        assert_eq!(run(&skipped).answers.wish.spiritual, [None; 2]);
    }

    #[test]
    fn an_answer_can_be_taken_back() {
        let amount = Amount::Level(Level::new(2).expect("on the scale"));
        let given = update(&at(Question::Issues), Action::AmountChosen(Topic::Issue(Issue::Stress), amount));
        assert_eq!(run(&given).answers.issues.stress, Some(amount));
        let cleared = update(&given, Action::Cleared);
        assert_eq!((run(&cleared).answers.issues.stress, cleared.notice), (None, Some(Notice::Cleared)));
        let given =
            update(&at(Question::Roots), Action::AmountChosen(Topic::Root(Root::Trauma), Amount::PreferNotToSay));
        assert!(run(&given).passed(Question::Roots), "preferring not to say is an answer");
    }

    #[test]
    fn changing_an_answer_leads_back_to_the_answers() {
        let mut actions = begun(Subject::Partner);
        actions.extend([Action::Opened(Screen::Result), Action::ChangeOpened(Question::Closeness(3))]);
        let changing = after(actions);
        let before = run(&changing).at;
        for action in [Action::CalledEqual, Action::Skipped, Action::WentBack] {
            let model = update(&changing, action);
            assert_eq!((model.screen, run(&model).at), (Screen::Review, before), "the place in the quiz stays");
        }
        let subject = update(
            &update(&changing, Action::ChangeOpened(Question::Subject)),
            Action::SubjectChosen(Subject::General),
        );
        assert_eq!(run(&subject).answers.subject, Some(Subject::General));
    }

    #[test]
    fn the_quiz_resumes_where_it_was() {
        let mut actions = begun(Subject::Partner);
        actions.extend([Action::CalledEqual, Action::Opened(Screen::Page(Page::Fear))]);
        let away = after(actions);
        let resumed = update(&away, Action::Resumed);
        assert_eq!(resumed.screen.question(), run(&away).at);
        assert_eq!(after([Action::Resumed]).screen, Screen::Start);
        let mut ended = away;
        if let Some(run) = &mut ended.run {
            run.at = None;
        }
        assert_eq!(update(&ended, Action::Resumed).screen, Screen::Result);
    }

    #[test]
    fn optional_parts_begin_when_they_are_accepted() {
        let offered = at(Question::ObstaclesOffer);
        assert_eq!(update(&offered, Action::ObstaclesOffered(true)).screen, Screen::Question(Question::Issues));
        assert_eq!(update(&offered, Action::ObstaclesOffered(false)).screen, Screen::Result);
        let refine = update(&offered, Action::RefineAccepted);
        assert!(matches!(refine.screen, Screen::Question(Question::Closeness(5..10))), "{:?}", refine.screen);
    }

    #[test]
    fn erasing_leaves_nothing() {
        let mut actions = begun(Subject::Partner);
        actions.extend([Action::Searched("trust".into()), Action::PrintAnswersChosen(true), Action::Erased]);
        let mut expected = Model { home: Screen::Article, ..Model::new(Screen::Notes, None) };
        expected.notice = Some(Notice::Erased);
        assert_eq!(after(actions), expected);
    }

    #[test]
    fn a_notice_is_said_once() {
        let erased = after([Action::Erased]);
        assert_eq!(update(&erased, Action::SaveTried(Some(StorageProblem::Full))).notice, Some(Notice::Erased));
        assert_eq!(update(&erased, Action::Opened(Screen::Explore)).notice, None);
    }

    #[test]
    fn answers_for_sets_that_do_not_exist_change_nothing() {
        let model = at(Question::Closeness(0));
        for action in [Action::TypeMost(10, Type::Emotional), Action::FactorLeast(7, Factor::Trust)] {
            assert_eq!(run(&update(&model, action)).answers, run(&model).answers);
        }
    }
}
