//! Placing results, undisturbed and disturbed at every step.

use super::exchange::exchange;
use super::staged::{Exchange, Step};
use super::*;
use crate::sha256::sha256;
use std::cell::RefCell;
use std::fs;
use std::io;
use std::path::Path;

fn manifest(files: Vec<FileFacts>) -> Manifest {
    Manifest {
        program: "provenu".into(),
        version: "0".into(),
        schema: 1,
        seed: 1,
        replications: 2,
        sampling: "random".into(),
        scenario: "text".into(),
        scenario_sha256: sha256(b"text"),
        variant: None,
        set: vec![],
        language: None,
        csv: None,
        data_files: vec![],
        analysis: None,
        files,
    }
}

/// Keeps all messages.
#[derive(Default)]
struct Listener(RefCell<Vec<String>>);

impl Caller for Listener {
    fn note(&self, sentence: &str) {
        self.0.borrow_mut().push(sentence.to_owned());
    }
}

fn target(path: &Path) -> Result<Target, FolderError> {
    Target::new(path, false, &[], &())
}

fn staged(path: &Path, overwrite: bool, content: &str) -> Result<Staged, FolderError> {
    let mut staged = Target::new(path, overwrite, &[], &())?.stage(&())?;
    staged.write("a.csv", |writer| writer.write_all(content.as_bytes()))?;
    Ok(staged)
}

fn write(path: &Path, overwrite: bool, content: &str) -> Result<Placed, FolderError> {
    staged(path, overwrite, content)?.commit(manifest, &())
}

fn names(folder: &Path) -> Vec<String> {
    let name = |entry: io::Result<fs::DirEntry>| entry.expect("an entry").file_name().to_string_lossy().into_owned();
    let mut names: Vec<String> = fs::read_dir(folder).expect("readable").map(name).collect();
    names.sort();
    names
}

#[test]
fn unchanged_results_are_replaced_and_changed_ones_are_not() {
    let home = tempfile::tempdir().expect("a folder");
    let path = home.path().join("out/results");
    write(&path, false, "one").expect("a free place");
    write(&path, false, "two").expect("our own unchanged results");
    fs::write(path.join("a.csv"), "edited").expect("edit");
    let refused = write(&path, false, "three").expect_err("changed results");
    assert!(refused.to_string().contains("a.csv: changed"), "{refused}");
    assert_eq!(fs::read_to_string(path.join("a.csv")).expect("still there"), "edited");
    let placed = write(&path, true, "three").expect("overwrite");
    let aside = placed.moved_aside.expect("moved aside");
    assert_eq!(fs::read_to_string(aside.join("a.csv")).expect("kept"), "edited");
    let names: Vec<_> = fs::read_dir(path.parent().expect("out")).expect("readable").collect();
    assert_eq!(names.len(), 2, "only the results and what was moved aside remain: {names:?}");
}

#[test]
fn finished_results_that_find_their_place_taken_stand_beside_it() {
    let home = tempfile::tempdir().expect("a folder");
    let path = home.path().join("results");
    write(&path, false, "one").expect("a free place");
    let staged = staged(&path, false, "two").expect("our own unchanged results");
    fs::write(path.join("a.csv"), "edited while the run lasted").expect("edit");
    let refused = staged.commit(manifest, &()).expect_err("changed results").to_string();
    let beside = home.path().join("results.new-1");
    assert!(
        refused.contains("a.csv: changed") && refused.contains(&format!("The new results are in {}", beside.display())),
        "{refused}"
    );
    assert_eq!(names(home.path()), ["results", "results.new-1"]);
    assert_eq!(fs::read_to_string(path.join("a.csv")).expect("kept"), "edited while the run lasted");
    assert_eq!(verify(&beside, &|| false).expect("readable").1, Vec::<String>::new());
}

#[test]
fn runs_that_finish_together_leave_one_whole_result() {
    let home = tempfile::tempdir().expect("a folder");
    let path = home.path().join("results");
    std::thread::scope(|scope| {
        for run in 0..4 {
            let path = &path;
            scope.spawn(move || {
                for i in 0..8 {
                    write(path, false, &format!("run {run}, time {i}")).expect("each run places its results");
                }
            });
        }
    });
    assert_eq!(inspect(&path, &|| false).expect("readable"), Content::Ours);
    assert_eq!(fs::read_dir(home.path()).expect("readable").count(), 1, "nothing else remains");
}

#[test]
fn the_folder_one_stands_in_is_never_replaced() {
    let here = std::env::current_dir().expect("a folder");
    let refused = Target::new(&here, true, &[], &()).expect_err("in use").to_string();
    assert!(refused.contains("the folder you are in"), "{refused}");
}

#[test]
fn a_folder_with_anything_else_is_refused_untouched() {
    let home = tempfile::tempdir().expect("a folder");
    fs::write(home.path().join("thesis.docx"), "mine").expect("write");
    let refused = write(home.path(), false, "one").expect_err("not ours");
    assert!(refused.to_string().contains("thesis.docx"), "{refused}");
}

#[test]
fn a_failed_write_leaves_nothing_behind() {
    let home = tempfile::tempdir().expect("a folder");
    let path = home.path().join("results");
    let mut staged = target(&path).and_then(|target| target.stage(&())).expect("a free place");
    let full = staged.write("a.csv", |_| Err(io::Error::from(io::ErrorKind::StorageFull)));
    assert!(full.expect_err("full").to_string().contains("nothing was kept"));
    drop(staged);
    assert_eq!(fs::read_dir(home.path()).expect("readable").count(), 0);
}

#[test]
fn verify_names_what_was_changed_removed_and_added() {
    let home = tempfile::tempdir().expect("a folder");
    let path = home.path().join("results");
    write(&path, false, "one").expect("a free place");
    assert_eq!(verify(&path, &|| false).expect("ours").1, Vec::<String>::new());
    fs::remove_file(path.join("a.csv")).expect("remove");
    fs::write(path.join("b.csv"), "").expect("add");
    assert_eq!(verify(&path, &|| false).expect("ours").1, ["a.csv: missing", "b.csv: not written by provenu"]);
}

/// A system that cannot exchange folders.
#[expect(clippy::unnecessary_wraps, reason = "the signature of an exchange")]
fn never(_: &Path, _: &Path) -> io::Result<bool> {
    Ok(false)
}

/// Results "two" over results "one", killed after a step; gives what stands in the place then, and the other folders beside it.
fn killed_at(home: &Path, step: Step, exchange: Exchange<'_>) -> (Option<String>, Vec<String>) {
    let path = home.join("results");
    write(&path, false, "one").expect("a free place");
    let mut staged = staged(&path, false, "two").expect("staged");
    staged
        .write(MANIFEST, |writer| Ok(serde_json::to_writer(writer, &manifest_of(&[("a.csv", "two")]))?))
        .expect("written");
    let mut kill = |at| if at == step { Err(FolderError::Interrupted) } else { Ok(()) };
    assert!(staged.place(&(), exchange, &mut kill).is_err(), "{step:?} comes");
    staged.killed();
    let others = names(home).into_iter().filter(|name| name != "results").collect();
    (fs::read_to_string(path.join("a.csv")).ok(), others)
}

fn manifest_of(files: &[(&str, &str)]) -> Manifest {
    let facts = |(name, content): &(&str, &str)| FileFacts {
        name: (*name).to_owned(),
        bytes: content.len() as u64,
        sha256: sha256(content.as_bytes()),
    };
    manifest(files.iter().map(facts).collect())
}

#[cfg(target_os = "linux")]
#[test]
fn a_kill_at_any_step_leaves_whole_results_and_the_next_run_tidies_up() {
    for (step, stands) in [(Step::Written, "one"), (Step::Renamed, "one"), (Step::InPlace, "two")] {
        let home = tempfile::tempdir().expect("a folder");
        let (found, others) = killed_at(home.path(), step, &exchange);
        assert_eq!((found.as_deref(), others.len()), (Some(stands), 1), "{step:?}");
        let (path, listener) = (home.path().join("results"), Listener::default());
        target(&path).and_then(|target| target.stage(&listener)).expect("a place");
        let told = listener.0.take();
        assert!(told.len() == 1 && told[0].starts_with("removed ") && told[0].contains(&others[0]), "{told:?}");
        assert_eq!(names(home.path()), ["results"]);
        assert_eq!(inspect(&path, &|| false).expect("readable"), Content::Ours);
    }
}

#[test]
fn where_folders_cannot_be_exchanged_a_kill_between_two_renames_loses_nothing() {
    let home = tempfile::tempdir().expect("a folder");
    let (found, others) = killed_at(home.path(), Step::Between, &never);
    assert_eq!((found, others.len()), (None, 2));
    let (path, listener) = (home.path().join("results"), Listener::default());
    target(&path).and_then(|target| target.stage(&listener)).expect("a place");
    assert_eq!(listener.0.take().len(), 2, "both are told");
    let kept: Vec<String> =
        others.iter().map(|name| fs::read_to_string(home.path().join(name).join("a.csv")).expect("kept")).collect();
    assert_eq!(kept, ["two", "one"]);
}

#[test]
fn where_folders_cannot_be_exchanged_two_renames_do() {
    let home = tempfile::tempdir().expect("a folder");
    let path = home.path().join("results");
    write(&path, false, "one").expect("a free place");
    let mut staged = staged(&path, false, "two").expect("staged");
    staged.place(&(), &never, &mut |_| Ok(())).expect("placed");
    assert_eq!(fs::read_to_string(path.join("a.csv")).expect("there"), "two");
    assert_eq!(names(home.path()), ["results"]);
}

#[test]
fn results_that_cannot_be_deleted_stay_beside_the_new_ones_and_are_named() {
    let home = tempfile::tempdir().expect("a folder");
    let path = home.path().join("results");
    write(&path, false, "one").expect("a free place");
    let mut staged = staged(&path, false, "two").expect("staged");
    let beside = || names(home.path()).into_iter().find(|name| name != "results").expect("the old results");
    let mut hold = |step| {
        if step == Step::InPlace {
            // No file, so it is not removed as one.
            fs::create_dir(home.path().join(beside()).join("held")).expect("made");
        }
        Ok(())
    };
    let listener = Listener::default();
    staged.place(&listener, &exchange, &mut hold).expect("a warning, not a failure");
    assert_eq!(fs::read_to_string(path.join("a.csv")).expect("there"), "two");
    let told = listener.0.take();
    assert!(told.len() == 1 && told[0].contains(&beside()) && told[0].contains("cannot be deleted"), "{told:?}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_place_where_nothing_can_be_made_is_refused_before_the_run_by_its_own_name() {
    for path in ["/proc/results", "/proc/more/results"] {
        let refused = target(Path::new(path)).and_then(|target| target.stage(&())).expect_err("refused").to_string();
        assert!(refused.starts_with(&format!("{path} cannot be made: ")) && !refused.contains("partial"), "{refused}");
    }
}

#[test]
fn a_file_edited_while_folders_change_places_is_kept() {
    for exchange in [&exchange as Exchange<'_>, &never] {
        let home = tempfile::tempdir().expect("a folder");
        let path = home.path().join("results");
        write(&path, false, "one").expect("a free place");
        let mut staged = staged(&path, false, "two").expect("staged");
        let mut edit = |step| {
            if step == Step::Renamed {
                fs::write(path.join("a.csv"), "edited").expect("edit");
            }
            Ok(())
        };
        let refused = staged.place(&(), exchange, &mut edit).expect_err("edited").to_string();
        assert!(refused.contains("a.csv: changed"), "{refused}");
        drop(staged);
        assert_eq!(fs::read_to_string(path.join("a.csv")).expect("there"), "edited");
        assert_eq!(names(home.path()), ["results"]);
    }
}

#[test]
fn what_a_killed_run_was_to_move_aside_is_never_removed() {
    let home = tempfile::tempdir().expect("a folder");
    let (foreign, alive) = (home.path().join(".provenu-abc.replaced"), home.path().join(".provenu-abd.partial"));
    for folder in [&foreign, &alive] {
        fs::create_dir(folder).and_then(|()| fs::write(folder.join("thesis.docx"), "mine")).expect("made");
    }
    let lock = fs::File::open(&alive).expect("a folder");
    lock.lock().expect("locked");
    let listener = Listener::default();
    target(&home.path().join("results")).and_then(|target| target.stage(&listener)).expect("a place");
    let told = listener.0.take();
    assert!(told.len() == 1 && told[0].contains("look whether it is still wanted"), "{told:?}");
    assert!(foreign.join("thesis.docx").exists() && alive.join("thesis.docx").exists());
}

#[test]
fn a_path_out_of_a_folder_that_does_not_exist_is_refused() {
    let home = tempfile::tempdir().expect("a folder");
    fs::create_dir(home.path().join("x")).expect("made");
    fs::write(home.path().join("file"), "").expect("made");
    for (path, reason) in
        [("missing/../x", "back out of it"), ("missing/..", "back out of it"), ("file/x", "is a file")]
    {
        let refused = Target::new(&home.path().join(path), true, &[], &()).expect_err(path).to_string();
        assert!(refused.contains(reason), "{path}: {refused}");
    }
    assert_eq!(
        target(&home.path().join("x/../y/z")).expect("a place").path,
        home.path().canonicalize().expect("there").join("y/z")
    );
}

#[test]
fn files_that_are_read_stay_where_they_are() {
    let home = tempfile::tempdir().expect("a folder");
    let data = home.path().join("data.csv");
    fs::write(&data, "1").expect("made");
    let refused = Target::new(home.path(), true, &[data], &()).expect_err("in use").to_string();
    assert!(refused.contains("data.csv, which is read"), "{refused}");
}

struct Impatient;

impl Caller for Impatient {
    fn stopped(&self) -> bool {
        true
    }
}

#[test]
fn who_gives_up_waits_for_no_lock() {
    let home = tempfile::tempdir().expect("a folder");
    let lock = fs::File::open(home.path()).expect("a folder");
    lock.lock().expect("locked");
    let refused = Target::new(&home.path().join("results"), false, &[], &Impatient);
    assert!(matches!(refused, Err(FolderError::Interrupted)));
}

#[test]
fn a_manifest_that_leads_elsewhere_is_nobody_s() {
    let home = tempfile::tempdir().expect("a folder");
    let text = serde_json::to_string(&manifest_of(&[("../a.csv", "two")])).expect("JSON");
    fs::write(home.path().join(MANIFEST), text).expect("made");
    assert!(verify(home.path(), &|| false).expect_err("refused").to_string().contains("outside its folder"));
}
