//! Tests of `update`: the model and the effects after an action or an outcome.

use super::answer::any;
use super::{
    Action, Answer, Effect, MOST_MAPS, Model, NewRun, Notice, Outcome, SaveMode, Screen, SecondPart, StorageProblem,
    update,
};
use crate::content::{Factor, Issue, Page, PerType, Root, Subject, Topic, Type};
use crate::quiz::{Amount, Day, Level, Often, Question, Run, SetAnswer, Wish};
use crate::record::{Key, Lock, PassphraseOutcome, RunId, read_file, records, write_file};

const ID: RunId = RunId::new(42);
const OTHER: RunId = RunId::new(43);

/// The day of every action.
fn today() -> Option<Day> {
    Day::new(2026, 11, 27)
}

fn new_run(id: RunId, seed: u64) -> NewRun {
    NewRun { id, seed, begun: today() }
}

fn began(keep: bool) -> Action {
    Action::Began { keep, new: new_run(ID, 1) }
}

/// The model after an action.
fn then(model: &Model, action: impl Into<Action>) -> Model {
    update(model, action.into()).0
}

/// The effects of an action.
fn effects(model: &Model, action: impl Into<Action>) -> Vec<Effect> {
    update(model, action.into()).1
}

/// The model after an outcome.
fn stored(model: &Model, outcome: Outcome) -> Model {
    then(model, Action::Stored(outcome))
}

/// The model after a reload that finds this run, or no run.
fn reloaded(model: &Model, run: Option<Run>) -> Model {
    stored(model, Outcome::Reloaded { runs: run.into_iter().map(|run| (ID, run)).collect(), damaged: false })
}

/// The same model, with its maps on this device.
fn on_device(mut model: Model) -> Model {
    for map in &mut model.maps {
        std::rc::Rc::make_mut(map).save_mode = SaveMode::Device;
    }
    model
}

/// The model after a series of actions, from the article.
fn after(actions: impl IntoIterator<Item = Action>) -> Model {
    let start = Model::new(Screen::Article);
    actions.into_iter().fold(start, |model, action| then(&model, action))
}

fn begun(subject: Subject) -> Vec<Action> {
    vec![Action::SubjectChosen(subject), Action::Began { keep: false, new: new_run(ID, 7) }]
}

/// A model with a run about a partner, on this question.
fn at(question: Question) -> Model {
    let mut actions = begun(Subject::Partner);
    actions.push(Action::Opened(Screen::Question(question)));
    after(actions)
}

fn run(model: &Model) -> &Run {
    model.run().expect("a run")
}

#[test]
fn beginning_needs_a_subject() {
    let model = after([began(true)]);
    assert_eq!((model.screen, model.empty_submits, model.run()), (Screen::Start, 1, None));
    assert_eq!(then(&model, began(true)).empty_submits, 2, "each try is told anew");
}

#[test]
fn an_element_without_an_article_comes_back_to_its_first_screen() {
    let welcome = Model { page_discarded: true, ..Model::new(Screen::Welcome) };
    let start = then(&welcome, began(false));
    assert_eq!((start.screen, start.empty_submits), (Screen::Start, 1));
    let gone = then(&welcome, Action::Opened(Screen::Explore));
    assert_eq!((gone.empty_submits, gone.page_discarded), (0, false), "it was read");
    for action in [Action::Stored(Outcome::Erased), Action::LockChanged(Lock::Locked, None)] {
        let model = then(&gone, action);
        assert_eq!(model.home, Screen::Welcome);
    }
}

#[test]
fn a_failure_of_the_browser_is_shown_until_the_next_action() {
    let notice = |action| after([action]).notice;
    assert_eq!(notice(Action::FileSaved(true)), Some(Notice::Saved));
    assert_eq!(notice(Action::FileSaved(false)), Some(Notice::NotSaved));
    assert_eq!(notice(Action::PrintFailed), Some(Notice::NotPrinted));
    assert_eq!(after([Action::PrintFailed, Action::PrintAnswersChosen(true)]).notice, None);
}

#[test]
fn beginning_opens_the_first_set_and_saves_only_if_chosen() {
    for keep in [false, true] {
        let model = after([Action::SubjectChosen(Subject::Friend), began(keep)]);
        assert!(matches!(model.screen, Screen::Question(Question::Closeness(0..5))), "{:?}", model.screen);
        assert_eq!(run(&model).answers.subject, Some(Subject::Friend));
        assert_eq!(model.maps[0].save_mode, if keep { SaveMode::Device } else { SaveMode::Visit });
        assert_eq!(model.chosen, None, "the choice has become an answer");
    }
}

#[test]
fn erasing_removes_the_lock_unless_none_can_be_set() {
    for (lock, after) in [(Lock::Open, Lock::None), (Lock::Locked, Lock::None), (Lock::Unavailable, Lock::Unavailable)]
    {
        let model = Model { lock, ..at(Question::Roots) };
        assert_eq!(stored(&model, Outcome::Erased).lock, after);
    }
}

#[test]
fn a_second_map_about_the_same_person_begins_only_where_the_first_is_offered() {
    let mut reading = then(&after(begun(Subject::Partner)), Action::Opened(Screen::Article));
    reading = then(&reading, Action::SubjectChosen(Subject::Partner));
    let offered = then(&reading, began(false));
    assert_eq!((offered.screen, offered.chosen, offered.maps.len()), (Screen::Start, Some(Subject::Partner), 1));
    let second = then(&offered, began(false));
    assert_eq!((second.maps.len(), run(&second).answers.subject), (2, Some(Subject::Partner)));
    assert_ne!(second.maps[0].id, second.maps[1].id, "a number that is taken is not used again");
    let other = then(&then(&reading, Action::SubjectChosen(Subject::Friend)), began(false));
    assert_eq!((other.maps.len(), run(&other).answers.subject), (2, Some(Subject::Friend)), "nothing to offer");
    assert_eq!(other.maps[1], reading.maps[0], "nothing is lost");
}

#[test]
fn the_fifty_first_map_is_refused_with_a_notice() {
    let mut model = Model::new(Screen::Start);
    for number in 1..=50 {
        model = then(
            &then(&model, Action::StartOpened(Some(Subject::Friend))),
            Action::Began { keep: true, new: new_run(RunId::new(number), u64::from(number)) },
        );
    }
    assert_eq!(model.maps.len(), MOST_MAPS);
    let start = then(&model, Action::StartOpened(Some(Subject::Family)));
    let refused = then(&start, Action::Began { keep: true, new: new_run(RunId::new(51), 51) });
    assert_eq!((refused.maps.len(), refused.screen), (MOST_MAPS, Screen::Notes));
    assert_eq!(refused.notice, Some(Notice::TooManyMaps));
    let file = write_file(&[(RunId::new(52), records(&Run::new(52, Subject::Friend)))]);
    let opened = then(&model, Action::FileOpened(Some(file)));
    assert_eq!((opened.notice, &opened.import), (Some(Notice::TooManyMaps), &None));
    // An erased map cannot be restored when there are 50 maps again. It is not lost either.
    let removed = stored(&model, Outcome::Removed(RunId::new(7)));
    let again = then(&then(&removed, Action::StartOpened(Some(Subject::Family))), began(true));
    let refused = then(&again, Action::UndoChosen);
    assert_eq!((refused.notice, refused.undo.len(), refused.maps.len()), (Some(Notice::TooManyMaps), 1, MOST_MAPS));
}

/// A file with this run, in which the first set is skipped.
fn file_that_skips_the_first(model: &Model) -> String {
    let mut in_file = run(model).clone();
    in_file.answers.closeness[0] = Some(SetAnswer::Skipped);
    write_file(&[(ID, records(&in_file))])
}

#[test]
fn a_file_takes_nothing_away_that_another_window_answers_meanwhile() {
    let mine = on_device(after(begun(Subject::Partner)));
    let mut theirs = run(&mine).clone();
    theirs.answers.closeness[4] = Some(SetAnswer::Equal);
    let text = file_that_skips_the_first(&mine);

    let opened = then(&mine, Action::FileOpened(Some(text.clone())));
    let found = reloaded(&opened, Some(theirs.clone()));
    let found = then(&found, Action::PrintAnswersChosen(false));
    let taken = then(&found, Action::ImportDecided(true, today()));
    assert_eq!(run(&taken).answers.closeness[0], Some(SetAnswer::Skipped));
    assert_eq!(run(&taken).answers.closeness[4], Some(SetAnswer::Equal), "the other window's answer is there");
    assert_eq!(run(&then(&taken, Action::UndoChosen)), &theirs, "and stays when the import is undone");
    let left = then(&found, Action::ImportDecided(false, today()));
    assert_eq!((run(&left), left.undo.len()), (&theirs, 0), "a file that is left changes nothing");
    let again = then(&then(&taken, Action::FileOpened(Some(text))), Action::ImportDecided(true, today()));
    assert_eq!(run(&again), run(&taken), "taken twice is taken once");
    theirs.answers.closeness[1] = Some(SetAnswer::Equal);
    let later = reloaded(&taken, Some(theirs));
    assert_eq!(run(&then(&later, Action::UndoChosen)), run(&later), "there is no way back past the other window");
}

/// A map on the device, and a file that replaces one of its answers and adds one.
fn map_and_file() -> (Model, String) {
    let mine = then(&on_device(at(Question::Closeness(0))), Answer::CalledEqual);
    let mut in_file = run(&mine).clone();
    in_file.answers.closeness[0] = Some(SetAnswer::Skipped);
    in_file.answers.closeness[1] = Some(SetAnswer::Equal);
    (mine, write_file(&[(ID, records(&in_file))]))
}

/// The model after a file was imported.
fn imported(model: &Model, text: String) -> Model {
    then(&then(model, Action::FileOpened(Some(text))), Action::ImportDecided(true, today()))
}

#[test]
fn an_import_that_replaces_answers_keeps_the_map_as_it_was() {
    let (mine, text) = map_and_file();
    let mine = then(&mine, Action::Labeled(ID, "Sam".into()));
    let taken = imported(&mine, text.clone());
    let snapshot = run(&taken).snapshot.clone().expect("a snapshot");
    let as_it_was = Run { label: None, begun: None, ..run(&mine).clone() };
    assert_eq!((Some(snapshot.day), &snapshot.run), (today(), &as_it_was));
    // Answers that are given later end the undo, but not the snapshot.
    let answered = then(&then(&taken, Action::Opened(Screen::Question(Question::Closeness(4)))), Answer::Skipped);
    assert_eq!((answered.undo.len(), &run(&answered).snapshot), (0, &Some(snapshot)));
    let named = then(&answered, Action::Labeled(ID, "Alex".into()));
    let (back, effects) = update(&named, Action::SnapshotDecided(ID, true));
    let expected = Run { label: run(&named).label.clone(), ..run(&mine).clone() };
    assert_eq!(run(&back), &expected, "the label stays");
    assert_eq!((back.notice, effects), (Some(Notice::ImportUndone), vec![Effect::Save(vec![ID])]));
    // The way back can be undone as well, until the page is closed or a question of this map is answered.
    let forward = then(&back, Action::UndoChosen);
    assert_eq!((run(&forward), forward.notice), (run(&named), Some(Notice::ImportUndone)));
    let later = then(&then(&back, Action::Opened(Screen::Question(Question::Closeness(4)))), Answer::CalledEqual);
    assert_eq!(then(&later, Action::UndoChosen).maps, later.maps, "the undo would also take back the later answer");
    for back in [true, false] {
        assert_eq!(then(&mine, Action::SnapshotDecided(ID, back)).maps, mine.maps, "there is no snapshot");
    }
    assert_eq!(run(&then(&imported(&mine, text), Action::UndoChosen)), run(&mine), "the undo removes the snapshot");
}

#[test]
fn a_snapshot_that_was_removed_does_not_come_back() {
    let (mine, text) = map_and_file();
    let taken = imported(&mine, text);
    let (removed, effects) = update(&taken, Action::SnapshotDecided(ID, false));
    let expected = Run { snapshot: None, ..run(&taken).clone() };
    assert_eq!((run(&removed), removed.notice), (&expected, Some(Notice::SnapshotRemoved)));
    assert_eq!(effects, [Effect::Save(vec![ID])]);
    assert_eq!(then(&removed, Action::UndoChosen).maps, removed.maps, "the undo of the import would bring it back");
}

#[test]
fn removing_a_snapshot_ends_the_undo_of_its_import_and_no_other_undo() {
    let (mine, text) = map_and_file();
    let other_run = Run { begun: today(), ..Run::new(9, Subject::Friend) };
    let other_file = |answer| {
        let mut run = other_run.clone();
        run.answers.closeness[0] = Some(answer);
        (OTHER, records(&run))
    };
    let two = imported(&mine, write_file(&[other_file(SetAnswer::Equal)]));
    assert_eq!((two.maps.len(), two.undo.len()), (2, 1));
    // An erased map and the import of another map can still be undone.
    let removed = then(&imported(&two, text.clone()), Action::SnapshotDecided(ID, false));
    assert_eq!((removed.undo.len(), then(&removed, Action::UndoChosen).maps.len()), (1, 1));
    let erased = stored(&imported(&two, text.clone()), Outcome::Removed(OTHER));
    let removed = then(&erased, Action::SnapshotDecided(ID, false));
    assert!(then(&removed, Action::UndoChosen).map(OTHER).is_some(), "the erased map comes back");
    // One file replaced answers of both maps, so undoing it would bring back those of both.
    let in_file = read_file(&text).unwrap().runs.remove(0);
    let both = imported(&two, write_file(&[in_file, other_file(SetAnswer::Skipped)]));
    assert!(both.maps.iter().all(|map| map.run.snapshot.is_some()));
    let removed = then(&both, Action::SnapshotDecided(ID, false));
    assert!(removed.map(OTHER).unwrap().run.snapshot.is_some(), "the other map keeps its snapshot");
    let undone = then(&removed, Action::UndoChosen);
    assert_eq!(undone.map(ID).unwrap().run, removed.map(ID).unwrap().run);
}

#[test]
fn a_snapshot_that_another_window_removes_does_not_come_back_by_undo() {
    let (mine, text) = map_and_file();
    let taken = imported(&mine, text);
    let found = reloaded(&taken, Some(Run { snapshot: None, ..run(&taken).clone() }));
    assert_eq!(run(&found).snapshot, None);
    assert_eq!(then(&found, Action::UndoChosen).maps, found.maps);
}

#[test]
fn an_erased_map_comes_back_with_its_snapshot() {
    let (mine, text) = map_and_file();
    let taken = imported(&mine, text);
    let erased = stored(&taken, Outcome::Removed(ID));
    assert_eq!(then(&erased, Action::SnapshotDecided(ID, true)).maps, [], "there is no map to go back to");
    assert_eq!(then(&erased, Action::UndoChosen).maps, taken.maps);
}

#[test]
fn a_snapshot_and_its_undo_are_gone_while_the_storage_is_locked() {
    let (mine, text) = map_and_file();
    let back = then(&imported(&mine, text), Action::SnapshotDecided(ID, true));
    let locked = then(&back, Action::LockChanged(Lock::Locked, None));
    assert_eq!((locked.maps.len(), locked.undo.len()), (0, 0));
}

#[test]
fn a_file_that_only_adds_answers_needs_no_snapshot() {
    let mine = on_device(after(begun(Subject::Partner)));
    let taken = imported(&mine, file_that_skips_the_first(&mine));
    assert_eq!((run(&taken).answers.closeness[0], &run(&taken).snapshot), (Some(SetAnswer::Skipped), &None));
    assert_eq!(run(&then(&taken, Action::UndoChosen)), run(&mine), "it can be undone until the page is closed");
}

#[test]
fn a_second_import_replaces_the_snapshot_only_if_it_replaces_answers() {
    let (mine, text) = map_and_file();
    let taken = imported(&mine, text.clone());
    let snapshot = &run(&taken).snapshot;
    assert_eq!(&run(&imported(&taken, text)).snapshot, snapshot, "the same file replaces nothing");
    let mut more = run(&taken).clone();
    more.answers.closeness[2] = Some(SetAnswer::Equal);
    let added = imported(&taken, write_file(&[(ID, records(&more))]));
    assert_eq!(&run(&added).snapshot, snapshot, "a file that only adds leaves it");
    more.answers.closeness[0] = Some(SetAnswer::Equal);
    let opened = then(&added, Action::FileOpened(Some(write_file(&[(ID, records(&more))]))));
    assert_eq!(opened.import.as_ref().map(|found| &*found.replaced), Some(&[ID][..]), "the preview can say so");
    let second = then(&opened, Action::ImportDecided(true, today()));
    let answers = run(&second).snapshot.as_ref().map(|snapshot| &snapshot.run.answers);
    assert_eq!(answers, Some(&run(&added).answers));
}

#[test]
fn two_runs_of_a_file_that_belong_to_one_map_make_one_snapshot() {
    let (mine, _) = map_and_file();
    let with = |set: usize| {
        let mut run = run(&mine).clone();
        run.answers.closeness[0] = None;
        run.answers.closeness[set] = Some(SetAnswer::Skipped);
        records(&run)
    };
    let taken = imported(&mine, write_file(&[(ID, with(0)), (OTHER, with(1))]));
    assert_eq!(run(&taken).answers.closeness[..2], [Some(SetAnswer::Skipped); 2], "both are imported");
    let kept = run(&taken).snapshot.as_ref().map(|snapshot| &snapshot.run.answers);
    assert_eq!(kept, Some(&run(&mine).answers));
    assert_eq!(then(&taken, Action::UndoChosen).maps, mine.maps);
}

#[test]
fn another_windows_answers_are_merged_and_the_question_stays() {
    let mine = on_device(at(Question::Closeness(4)));
    let mut theirs = run(&mine).clone();
    theirs.at = Some(Question::Roots);
    theirs.answers.closeness[0] = Some(SetAnswer::Equal);
    let found = reloaded(&mine, Some(theirs.clone()));
    assert_eq!((found.screen, run(&found).at), (mine.screen, Some(Question::Closeness(4))));
    assert_eq!(run(&found).answers, theirs.answers);
    theirs.seed += 1;
    let other = reloaded(&mine, Some(theirs));
    let at = other.maps[0].run.at;
    assert_eq!(
        (other.screen, other.open, at),
        (Screen::Notes, None, Some(Question::Roots)),
        "another run is another way"
    );
}

#[test]
fn another_windows_map_is_added() {
    let mine = on_device(at(Question::Closeness(4)));
    let runs = vec![(ID, run(&mine).clone()), (OTHER, Run::new(9, Subject::Friend))];
    let found = stored(&mine, Outcome::Reloaded { runs, damaged: false });
    assert_eq!((found.screen, found.open), (mine.screen, mine.open), "the open map stays open");
    assert_eq!(found.maps.iter().map(|map| map.id).collect::<Vec<_>>(), [OTHER, ID]);
    // The other window erases its map.
    let gone = stored(&found, Outcome::Reloaded { runs: vec![(ID, run(&mine).clone())], damaged: false });
    assert_eq!((gone.screen, gone.notice), (mine.screen, Some(Notice::MapErasedElsewhere)));
    assert_eq!((gone.maps.len(), gone.undo.len()), (1, 0), "there is no way back past the other window");
}

#[test]
fn answers_for_this_visit_belong_to_this_window_only() {
    let mine = at(Question::Closeness(4));
    let mut theirs = run(&mine).clone();
    theirs.answers.closeness[0] = Some(SetAnswer::Equal);
    assert_eq!(reloaded(&mine, Some(theirs)), mine);
    assert_eq!(reloaded(&mine, None), mine);
}

#[test]
fn a_reader_is_not_disturbed_when_another_window_erases_or_begins() {
    let reading = on_device(then(&at(Question::Closeness(4)), Action::Opened(Screen::Explore)));
    let mut theirs = run(&reading).clone();
    theirs.seed += 1;
    for (found, notice) in [(None, Some(Notice::Erased)), (Some(theirs), None)] {
        let after = reloaded(&reading, found.clone());
        assert_eq!((after.screen, after.notice), (Screen::Explore, notice));
        assert_eq!(after.maps.first().map(|map| &map.run), found.as_ref());
    }
}

#[test]
fn the_import_preview_counts_only_answers_that_differ() {
    let mine = after(begun(Subject::Partner));
    let mut in_file = run(&mine).clone();
    in_file.answers.closeness[..3].fill(Some(SetAnswer::Skipped));
    let found = then(&mine, Action::FileOpened(Some(write_file(&[(ID, records(&in_file))])))).import;
    // The fourth answer of the file is the subject, which is the same.
    assert_eq!(found.map(|found| (found.answers, found.changes)), Some((4, 3)));
}

#[test]
fn a_file_with_another_run_adds_a_map() {
    let mine = on_device(after(begun(Subject::Partner)));
    // Another run with the same number, as two devices can draw the same one.
    let theirs = Run { label: None, ..Run::new(77, Subject::Friend) };
    let text = write_file(&[(ID, records(&theirs)), (OTHER, records(&Run::new(78, Subject::Family)))]);
    let opened = then(&mine, Action::FileOpened(Some(text.clone())));
    assert_eq!(opened.import.as_ref().map(|found| (found.new_maps, found.answers, found.changes)), Some((2, 2, 2)));
    let (taken, effects) = update(&opened, Action::ImportDecided(true, today()));
    assert_eq!(taken.maps.len(), 3);
    assert_eq!(run(&taken), run(&mine), "the open map stays open, and as it was");
    let new: Vec<RunId> = taken.maps.iter().map(|map| map.id).filter(|id| *id != ID).collect();
    let Some(Effect::Save(saved)) = effects.first() else { panic!("{effects:?}") };
    assert!(new.iter().all(|id| saved.contains(id)) && saved.len() == 2, "saved where the others are: {effects:?}");
    let again = then(&taken, Action::FileOpened(Some(text))).import.expect("a file");
    assert_eq!((again.new_maps, again.changes), (0, 0), "by its seed it is known");
    let (back, effects) = update(&taken, Action::UndoChosen);
    assert_eq!((back.maps, back.notice), (mine.maps, Some(Notice::ImportUndone)));
    assert_eq!(effects, new.into_iter().rev().map(Effect::Remove).collect::<Vec<_>>(), "and they leave the storage");
}

#[test]
fn a_file_of_an_earlier_version_is_merged_by_its_seed() {
    let mine = on_device(after(begun(Subject::Partner)));
    let mut earlier = run(&mine).clone();
    earlier.answers.closeness[0] = Some(SetAnswer::Skipped);
    (earlier.label, earlier.begun) = (None, None);
    let text = write_file(&[(RunId::UNNUMBERED, records(&earlier))]);
    let found = then(&mine, Action::FileOpened(Some(text))).import.expect("a file");
    assert_eq!((found.new_maps, found.changes), (0, 1));
    assert_eq!(found.merged[0].0, ID);
    assert_eq!(found.merged[0].1.begun, run(&mine).begun, "the day stays");
}

#[test]
fn an_answer_during_the_import_preview_is_in_the_import() {
    let mine = after(begun(Subject::Partner));
    let text = file_that_skips_the_first(&mine);
    let looked = then(&mine, Action::FileOpened(Some(text)));
    let changes = |model: &Model| model.import.as_ref().map(|found| (found.changes, found.left_out));
    assert_eq!(changes(&looked), Some((1, 0)));
    let open = then(&looked, Action::Opened(Screen::Question(Question::Closeness(4))));
    let answered = then(&open, Answer::CalledEqual);
    assert_eq!(changes(&answered), Some((1, 0)), "it is still looked at");
    let taken = then(&answered, Action::ImportDecided(true, today()));
    assert_eq!(run(&taken).answers.closeness[4], Some(SetAnswer::Equal));
    assert_eq!(run(&taken).answers.closeness[0], Some(SetAnswer::Skipped));
    let erased = stored(&looked, Outcome::Erased);
    assert_eq!((erased.maps.len(), erased.import), (0, None), "nothing of the file comes without being taken");
}

#[test]
fn unreadable_entries_of_a_file_are_left_out_and_counted() {
    let in_file = run(&after(begun(Subject::Partner))).clone();
    let mut records = records(&in_file);
    records.put(Key::Closeness(1), "equal".into());
    records.put(Key::Closeness(2), "of another kind".into());
    let text = write_file(&[(ID, records)]).replacen("/closeness/1\"", "/closeness/99\"", 1);
    let looked = then(&Model::new(Screen::Notes), Action::FileOpened(Some(text)));
    let found = looked.import.expect("an answer");
    assert_eq!((found.answers, found.left_out), (1, 2), "the subject; a key and a value that are none");
}

#[test]
fn locking_removes_saved_answers_from_the_screen_and_from_memory() {
    let saved = on_device(after(begun(Subject::Partner)));
    let (locked, effects) = update(&saved, Action::LockChanged(Lock::Locked, None));
    assert_eq!((locked.screen, locked.maps.len(), locked.lock), (Screen::Notes, 0, Lock::Locked));
    assert_eq!(effects, [Effect::Invalidate]);
    assert_eq!(then(&locked, Action::Resumed).screen, Screen::Notes, "there is nothing to go on with");
    let here = then(&saved, Action::LockChanged(Lock::Locked, Some(PassphraseOutcome::Locked)));
    assert_eq!(here.notice, Some(Notice::Passphrase(PassphraseOutcome::Locked)), "and that it is locked is said");
    let reading = then(&then(&saved, Action::Opened(Screen::Explore)), Action::LockChanged(Lock::Locked, None));
    assert_eq!(reading.screen, Screen::Explore, "a reader is not disturbed");

    let visit = then(&after(begun(Subject::Friend)), Action::LockChanged(Lock::Locked, None));
    assert_eq!(visit.maps.len(), 1, "answers for this visit were never saved");
    let refused = update(&visit, Action::SavingChosen(true));
    assert_eq!((refused.0.any_on_device(), refused.1), (false, vec![]), "nothing is written over a locked storage");
    let chosen = then(&locked, Action::SubjectChosen(Subject::Friend));
    let (begun, effects) = update(&chosen, began(true));
    assert_eq!((begun.screen, begun.maps.len(), effects), (Screen::Notes, 0, vec![]));

    // One saved map and one for this visit: locking removes only the saved one.
    let both = then(&then(&saved, Action::StartOpened(Some(Subject::Friend))), began(false));
    let locked = then(&both, Action::LockChanged(Lock::Locked, None));
    assert_eq!((locked.maps.len(), locked.screen, locked.open), (1, both.screen, both.open));
    // An erased map that was saved does not come back past the lock; one of this visit does.
    for (mode, left) in [(saved.clone(), 0), (at(Question::Roots), 1)] {
        let erased = match mode.any_on_device() {
            true => stored(&mode, Outcome::Removed(ID)),
            false => then(&mode, Action::RemoveChosen(ID)),
        };
        let visit = then(
            &then(&erased, Action::StartOpened(Some(Subject::Family))),
            Action::Began { keep: false, new: new_run(OTHER, 3) },
        );
        assert_eq!(visit.undo.len(), 1);
        assert_eq!(then(&visit, Action::LockChanged(Lock::Locked, None)).undo.len(), left);
    }
    let opened = update(&locked, Action::LockChanged(Lock::Open, Some(PassphraseOutcome::Unlocked)));
    assert_eq!(opened.1, [Effect::Reload], "and what is saved comes back when it is unlocked");
}

#[test]
fn a_new_map_for_the_same_person_loses_nothing() {
    let mine = on_device(at(Question::Factors(2)));
    let start = then(&mine, Action::StartOpened(run(&mine).answers.subject));
    assert_eq!((start.screen, start.chosen, start.maps.len()), (Screen::Start, Some(Subject::Partner), 1));
    let (second, effects) = update(&start, Action::Began { keep: true, new: new_run(OTHER, 2) });
    assert_eq!((second.open, second.maps.len()), (Some(OTHER), 2));
    assert_eq!(second.map(ID), mine.map(ID));
    assert_eq!(effects, [Effect::Save(vec![OTHER])], "the other one has not changed");
    let first = then(&second, Action::MapOpened(ID, None));
    assert_eq!((first.screen, first.open), (Screen::Question(Question::Factors(2)), Some(ID)));
    let answers = then(&second, Action::MapOpened(ID, Some(Screen::Review)));
    assert_eq!((answers.screen, answers.open), (Screen::Review, Some(ID)));
    assert_eq!(then(&second, Action::MapOpened(RunId::new(99), None)), second, "a map that there is not");
}

#[test]
fn a_label_is_set_and_removed() {
    let mine = on_device(after(begun(Subject::Partner)));
    let (named, effects) = update(&mine, Action::Labeled(ID, "  Sam ".into()));
    assert_eq!(run(&named).label.as_ref().map(|label| label.as_str()), Some("Sam"));
    assert_eq!((named.notice, effects), (Some(Notice::Renamed), vec![Effect::Save(vec![ID])]));
    assert_eq!(run(&then(&named, Action::Labeled(ID, " ".into()))).label, None);
}

#[test]
fn a_map_is_reported_as_erased_when_it_is_and_can_be_restored() {
    let mine = on_device(at(Question::Factors(2)));
    let (pressed, effects) = update(&mine, Action::RemoveChosen(ID));
    assert_eq!((pressed.maps.len(), pressed.notice), (1, None), "the storage has not answered yet");
    assert_eq!(effects, [Effect::Remove(ID)]);
    let failed = stored(&pressed, Outcome::RemoveFailed(ID));
    assert_eq!((failed.maps.len(), failed.notice), (1, Some(Notice::NotErased)));
    let (removed, effects) = update(&pressed, Action::Stored(Outcome::Removed(ID)));
    assert_eq!((removed.maps.len(), removed.notice, removed.screen), (0, Some(Notice::MapErased), Screen::Notes));
    assert_eq!(effects, [Effect::Announce]);
    // It can still be restored after other actions.
    let other = then(
        &then(&removed, Action::StartOpened(Some(Subject::Friend))),
        Action::Began { keep: false, new: new_run(OTHER, 2) },
    );
    let answered = then(&other, Answer::CalledEqual);
    let (back, effects) = update(&answered, Action::UndoChosen);
    assert_eq!((back.map(ID), back.notice), (mine.map(ID), Some(Notice::MapRestored)));
    assert_eq!(effects, [Effect::Save(vec![ID])]);
    assert_eq!(then(&back, Action::UndoChosen).maps.len(), 2, "there is nothing more to bring back");

    let visit = at(Question::Factors(2));
    let (gone, effects) = update(&visit, Action::RemoveChosen(ID));
    assert_eq!((gone.maps.len(), effects.len(), gone.notice), (0, 0, Some(Notice::MapErased)), "no storage is asked");
}

#[test]
fn an_empty_submit_stays_on_the_question_and_is_counted() {
    let model = then(&at(Question::Closeness(2)), Action::Continued);
    assert_eq!((model.screen, model.empty_submits), (Screen::Question(Question::Closeness(2)), 1));
    assert_eq!(then(&model, Action::Continued).empty_submits, 2);
    let model = then(&model, Answer::TypeMost(2, Type::Emotional));
    assert_eq!(model.empty_submits, 0, "an answer mends it");
}

#[test]
fn most_or_least_alone_is_enough() {
    for action in [Answer::TypeMost(2, Type::Emotional), Answer::TypeLeast(2, Type::Emotional)] {
        let model = then(&then(&at(Question::Closeness(2)), action), Action::Continued);
        assert_ne!(model.screen, Screen::Question(Question::Closeness(2)));
    }
}

#[test]
fn an_item_cannot_be_most_and_least() {
    let model = then(&at(Question::Factors(0)), Answer::FactorMost(0, Factor::Trust));
    assert_eq!(model.notice, None);
    let model = then(&model, Answer::FactorLeast(0, Factor::Trust));
    let answer = run(&model).answers.factors[0].expect("an answer");
    assert_eq!((answer.most(), answer.least()), (None, Some(Factor::Trust)));
    assert_eq!(model.notice, Some(Notice::MovedToLeast));
    let model = then(&model, Answer::FactorMost(0, Factor::Trust));
    assert_eq!(model.notice, Some(Notice::MovedToMost));
    assert_eq!(then(&model, Answer::FactorMost(0, Factor::Honesty)).notice, None);
}

#[test]
fn equal_and_skip_answer_and_advance() {
    for (action, expected) in [(Answer::CalledEqual, SetAnswer::Equal), (Answer::Skipped, SetAnswer::Skipped)] {
        let model = then(&at(Question::Closeness(1)), action);
        assert_eq!(run(&model).answers.closeness[1], Some(expected));
        assert_ne!(model.screen, Screen::Question(Question::Closeness(1)));
    }
}

#[test]
fn an_answer_is_recorded_and_removes_only_its_own_skip() {
    let (often, wish) = (Often::new(3).unwrap(), Wish::new(1).unwrap());
    let of = Type::Spiritual;
    let mut model = at(Question::PartOf);
    let all = [Question::PartOf, Question::Now(of), Question::Present];
    for (own, action) in [
        (Question::PartOf, Answer::PartTicked(of, true)),
        (Question::PartOf, Answer::NoneTicked(true)),
        (Question::Now(of), Answer::OftenChosen(of, 0, often)),
        (Question::Now(of), Answer::WishChosen(of, 1, wish)),
        (Question::Present, Answer::PresentChosen(Factor::Trust, often)),
    ] {
        model.run_mut().unwrap().skipped = all.to_vec();
        model = then(&model, action);
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
            Screen::Question(_) => Answer::Skipped.into(),
            _ => break,
        };
        model = then(&model, action);
    }
    assert_eq!((model.screen, run(&model).at), (Screen::Result, None));
    assert_eq!(run(&model).answered(), (20, 20));
}

#[test]
fn back_and_forth_leads_to_the_same_question() {
    let mut model = after(begun(Subject::Family));
    for _ in 0..8 {
        let here = model.screen;
        model = then(&model, Answer::Skipped);
        assert_eq!(then(&model, Action::WentBack).screen, here);
    }
    let first = at(Question::Subject);
    assert_eq!(then(&first, Action::WentBack).screen, Screen::Explore);
}

#[test]
fn ticks_none_and_no_answer_are_different() {
    let open = at(Question::PartOf);
    assert_eq!(run(&open).answers.part_of, None);
    let none = then(&open, Answer::NoneTicked(true));
    assert_eq!(run(&none).answers.part_of, Some(PerType::default()));
    let one = then(&none, Answer::PartTicked(Type::Physical, true));
    assert_eq!(run(&one).answers.part_of.as_ref().map(any), Some(true));
    let again = then(&one, Answer::PartTicked(Type::Physical, false));
    assert_eq!(run(&again).answers.part_of, None, "the last tick taken back is no answer, not \"none\"");
    assert_eq!(then(&again, Action::Continued).empty_submits, 1);
}

#[test]
fn an_answer_replaces_a_skip_and_a_skip_an_answer() {
    let often = Often::new(3).expect("on the scale");
    let question = Question::Now(Type::Spiritual);
    let skipped = then(&at(question), Answer::Skipped);
    assert!(run(&skipped).passed(question));
    let back = then(&then(&skipped, Action::WentBack), Answer::OftenChosen(Type::Spiritual, 1, often));
    assert_eq!((run(&back).skipped.len(), run(&back).answers.often.spiritual[1]), (0, Some(often)));
    let wish = Answer::WishChosen(Type::Spiritual, 0, Wish::new(-2).expect("on the scale"));
    let skipped = then(&then(&back, wish), Answer::Skipped);
    assert_eq!(run(&skipped).answers.often.spiritual, [None; 2]);
    assert_eq!(run(&skipped).answers.wish.spiritual, [None; 2]);
}

#[test]
fn two_presses_on_sentences_answer_a_set_and_keep_the_focus() {
    let mut model = at(Question::Closeness(2));
    model = then(&model, Answer::TypePressed(2, Type::Emotional));
    model = then(&model, Answer::TypePressed(2, Type::Physical));
    assert_eq!(
        run(&model).answers.closeness[2],
        Some(SetAnswer::Equal.with_most(Type::Emotional).with_least(Type::Physical))
    );
    model = then(&then(&model, Answer::TypePressed(2, Type::Physical)), Answer::TypePressed(2, Type::Emotional));
    assert_eq!((run(&model).answers.closeness[2], model.notice), (None, None), "a notice would move the focus");
    let model = then(&at(Question::Factors(0)), Answer::FactorPressed(0, Factor::Trust));
    assert_eq!(run(&model).answers.factors[0], Some(SetAnswer::Equal.with_most(Factor::Trust)));
}

#[test]
fn the_box_for_keeping_stays_ticked_until_a_map_begins() {
    let ticked = after([Action::KeepChosen(true), began(true)]);
    assert_eq!((ticked.screen, ticked.keep, ticked.maps.len()), (Screen::Start, true, 0), "nobody is chosen");
    let model = then(&then(&ticked, Action::SubjectChosen(Subject::Friend)), began(true));
    assert_eq!((model.keep, model.maps[0].save_mode), (false, SaveMode::Device));
    assert!(after([began(true)]).keep, "the box of the article was ticked");
}

#[test]
fn an_answer_can_be_cleared() {
    let amount = Amount::Level(Level::new(2).expect("on the scale"));
    let given = then(&at(Question::Issues), Answer::AmountChosen(Topic::Issue(Issue::Stress), amount));
    assert_eq!(run(&given).answers.issues.stress, Some(amount));
    let cleared = then(&given, Answer::Cleared);
    assert_eq!((run(&cleared).answers.issues.stress, cleared.notice), (None, Some(Notice::Cleared)));
    let given = then(&at(Question::Roots), Answer::AmountChosen(Topic::Root(Root::Trauma), Amount::PreferNotToSay));
    assert!(run(&given).passed(Question::Roots), "preferring not to say is an answer");
}

#[test]
fn changing_an_answer_leads_back_to_the_answers() {
    let mut actions = begun(Subject::Partner);
    actions.extend([Action::Opened(Screen::Result), Action::ChangeOpened(Question::Closeness(3))]);
    let changing = after(actions);
    let before = run(&changing).at;
    for action in [Answer::CalledEqual.into(), Answer::Skipped.into(), Action::WentBack] {
        let model = then(&changing, action);
        assert_eq!((model.screen, run(&model).at), (Screen::Review, before), "the place in the quiz stays");
    }
    let subject =
        then(&then(&changing, Action::ChangeOpened(Question::Subject)), Action::SubjectChosen(Subject::General));
    assert_eq!(run(&subject).answers.subject, Some(Subject::General));
}

#[test]
fn the_quiz_resumes_where_it_was() {
    let mut actions = begun(Subject::Partner);
    actions.extend([Answer::CalledEqual.into(), Action::Opened(Screen::Page(Page::Fear))]);
    let away = after(actions);
    let resumed = then(&away, Action::Resumed);
    assert_eq!(resumed.screen.question(), run(&away).at);
    assert_eq!(after([Action::Resumed]).screen, Screen::Start);
    let mut ended = away;
    if let Some(run) = ended.run_mut() {
        run.at = None;
    }
    assert_eq!(then(&ended, Action::Resumed).screen, Screen::Result);
}

#[test]
fn optional_parts_begin_when_they_are_accepted() {
    let offered = at(Question::ObstaclesOffer);
    assert_eq!(then(&offered, Action::ObstaclesOffered(true)).screen, Screen::Question(Question::Issues));
    assert_eq!(then(&offered, Action::ObstaclesOffered(false)).screen, Screen::Result);
    let refine = then(&offered, Action::RefineAccepted);
    assert!(matches!(refine.screen, Screen::Question(Question::Closeness(5..10))), "{:?}", refine.screen);
}

#[test]
fn erasing_leaves_nothing_and_is_reported_only_afterwards() {
    let mut actions = begun(Subject::Partner);
    actions.extend([Action::Searched("trust".into()), Action::PrintAnswersChosen(true)]);
    let model = after(actions);
    let (pressed, effects) = update(&model, Action::EraseChosen);
    assert_eq!((pressed.maps, effects), (model.maps.clone(), vec![Effect::Erase]));
    let failed = stored(&model, Outcome::EraseFailed);
    assert_eq!(
        (failed.maps, failed.notice, failed.screen),
        (model.maps.clone(), Some(Notice::NotErased), model.screen)
    );
    let mut expected = Model { home: Screen::Article, ..Model::new(Screen::Notes) };
    expected.notice = Some(Notice::Erased);
    assert_eq!(update(&model, Action::Stored(Outcome::Erased)), (expected, vec![Effect::Announce]));
}

#[test]
fn a_notice_is_shown_once() {
    let erased = stored(&after(begun(Subject::Partner)), Outcome::Erased);
    for outcome in [Outcome::SaveFailed(StorageProblem::Full), Outcome::Reloaded { runs: vec![], damaged: false }] {
        assert_eq!(stored(&erased, outcome).notice, Some(Notice::Erased), "the end of an effect takes nothing back");
    }
    let locked = then(&erased, Action::LockChanged(Lock::None, None));
    assert_eq!(locked.notice, Some(Notice::Erased), "a lock that goes with it does not either");
    assert_eq!(then(&erased, Action::Opened(Screen::Explore)).notice, None);
}

#[test]
fn a_map_that_has_changed_is_saved_and_no_other() {
    let mine = on_device(at(Question::Closeness(1)));
    let both = then(
        &then(&mine, Action::StartOpened(Some(Subject::Friend))),
        Action::Began { keep: false, new: new_run(OTHER, 2) },
    );
    assert_eq!(effects(&both, Answer::CalledEqual), [], "answers for this visit are not written");
    let first = then(&both, Action::MapOpened(ID, None));
    assert_eq!(effects(&first, Answer::CalledEqual), [Effect::Save(vec![ID])]);
    for action in [Action::Opened(Screen::Explore), Action::Searched("trust".into()), Action::PrintFailed] {
        assert_eq!(effects(&first, action), [], "nothing has changed");
    }
    assert_eq!(effects(&first, Action::SavingChosen(true)), [Effect::Save(vec![OTHER])], "the first one is saved");
    assert_eq!(effects(&first, Action::SavingChosen(false)), [Effect::RemoveAll]);
    assert_eq!(effects(&at(Question::Roots), Action::SavingChosen(false)), [], "nothing is on the device");
}

#[test]
fn what_could_not_be_saved_is_tried_again_with_each_action() {
    let mine = on_device(at(Question::Closeness(1)));
    for problem in [StorageProblem::Full, StorageProblem::Denied, StorageProblem::Newer] {
        let full = stored(&mine, Outcome::SaveFailed(problem));
        assert_eq!(full.storage_problem, Some(problem));
        assert_eq!(effects(&full, Action::Opened(Screen::Explore)), [Effect::Save(vec![ID])]);
        let (saved, after) = update(&full, Action::Stored(Outcome::Saved { damaged: false }));
        assert_eq!((saved.storage_problem, after), (None, vec![Effect::Announce]));
        let damaged = stored(&full, Outcome::Saved { damaged: true });
        assert_eq!(damaged.storage_problem, Some(StorageProblem::Unreadable));
        assert_eq!(effects(&damaged, Action::Opened(Screen::Explore)), [], "that is another record");
        let reloaded = reloaded(&full, Some(run(&full).clone()));
        assert_eq!(reloaded.storage_problem, Some(problem), "reading saves nothing");
    }
}

#[test]
fn a_run_that_another_window_has_erased_is_removed_and_the_storage_is_reloaded() {
    let mine = on_device(at(Question::Closeness(1)));
    let (gone, effects) = update(&mine, Action::Stored(Outcome::ErasedElsewhere(ID)));
    assert_eq!((gone.maps.len(), gone.screen, gone.notice), (0, Screen::Notes, Some(Notice::Erased)));
    assert_eq!(effects, [Effect::Reload]);
}

#[test]
fn a_run_whose_number_is_taken_stays_for_this_visit() {
    let mine = on_device(at(Question::Closeness(1)));
    let conflict = stored(&mine, Outcome::Conflicted(ID));
    assert_eq!(conflict.maps[0].save_mode, SaveMode::Visit);
    assert_eq!(conflict.storage_problem, Some(StorageProblem::Conflict));
    assert_eq!(run(&conflict), run(&mine));
    assert_eq!(then(&conflict, Action::Opened(Screen::Notes)).storage_problem, None, "it is said once");
}

#[test]
fn maps_that_are_removed_from_the_device_stay_for_this_visit() {
    let mine = on_device(at(Question::Closeness(1)));
    assert_eq!(then(&mine, Action::SavingChosen(false)).maps, mine.maps, "until the storage has answered");
    let (visit, effects) = update(&mine, Action::Stored(Outcome::AllRemoved));
    assert_eq!((visit.any_on_device(), visit.maps.len(), effects), (false, 1, vec![Effect::Announce]));
}

#[test]
fn another_windows_change_is_read_unless_the_storage_is_locked() {
    let mine = on_device(at(Question::Closeness(1)));
    assert_eq!(update(&mine, Action::StorageChanged), (mine.clone(), vec![Effect::Reload]));
    let locked = then(&mine, Action::LockChanged(Lock::Locked, None));
    assert_eq!(update(&locked, Action::StorageChanged), (locked.clone(), vec![]));
}

#[test]
fn answers_for_sets_that_do_not_exist_change_nothing() {
    let model = at(Question::Closeness(0));
    for action in [Answer::TypeMost(10, Type::Emotional), Answer::FactorLeast(7, Factor::Trust)] {
        assert_eq!(run(&then(&model, action)).answers, run(&model).answers);
    }
}

#[test]
fn the_second_part_comes_or_not_and_nothing_else_changes() {
    let before = Model { notice: Some(Notice::Saved), ..after([Action::SubjectChosen(Subject::Friend), began(true)]) };
    for second_part in [SecondPart::Coming, SecondPart::Failed, SecondPart::Here] {
        let (model, effects) = update(&before, Action::SecondPartChanged(second_part));
        assert_eq!((model, effects), (Model { second_part, ..before.clone() }, vec![]));
    }
}

#[test]
fn without_the_second_part_its_actions_change_nothing() {
    for second_part in [SecondPart::Coming, SecondPart::Failed] {
        let before = Model { second_part, ..after([Action::SubjectChosen(Subject::Friend), began(false)]) };
        for action in [
            Action::UndoChosen,
            Action::FileOpened(None),
            Action::ImportDecided(true, today()),
            Action::SnapshotDecided(ID, true),
        ] {
            assert_eq!(then(&before, action), before);
        }
    }
}

#[test]
fn erasing_and_locking_do_not_lose_the_second_part() {
    for second_part in [SecondPart::Coming, SecondPart::Failed, SecondPart::Here] {
        let before = Model { second_part, ..on_device(after([Action::SubjectChosen(Subject::Friend), began(true)])) };
        assert_eq!(stored(&before, Outcome::Erased).second_part, second_part);
        assert_eq!(then(&before, Action::LockChanged(Lock::Locked, None)).second_part, second_part);
    }
}
