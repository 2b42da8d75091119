//! The outside view: what others forecast of social investments, and what came of it.
//!
//! The ledger comes with the program (`configs/past/cases.csv`). Its rows are of different kinds: a pair may be pooled with another only
//! within one kind of outcome, one baseline and one bar, which a [`PastGroup`] is. What was published only as "not significant" is a word
//! and no number, so no average is taken over it. Nothing here is read by a scenario: a prior made from it is judgement.
//!
//! ```
//! use provenu::past::{PastBar, PastLedger};
//!
//! let ledger = PastLedger::shipped();
//! let found = ledger.search(&["ips".to_owned(), "denmark".to_owned()]);
//! let [ips] = found[..] else { panic!("one trial") };
//! assert_eq!(ips.bar, PastBar::PriorTrial);
//! assert!((ips.ratio().expect("both are numbers") - 0.375).abs() < 0.001);
//! ```

mod case;
mod group;
mod ledger;
mod read;

pub use case::{PastBar, PastBaseline, PastCase, PastConfidence, PastDirection, PastInterval, PastKind, PastOutcome};
pub use group::{PastGroup, past_groups};
pub use ledger::PastLedger;
