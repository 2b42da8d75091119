//! English.

use super::super::kinds::FoundHow;
use super::super::warning::CitedWarning;
use super::CitedWords;

pub(super) struct English;

impl CitedWords for English {
    fn share(&self) -> &'static str {
        "share"
    }

    fn source(&self, source: &str, found: Option<FoundHow>, reference: &str) -> String {
        let found = found.map(|found| match found {
            FoundHow::Read => "read in the source",
            FoundHow::Quoted => "as quoted by others",
            FoundHow::Derived => "derived",
            FoundHow::Estimate => "estimate",
        });
        let told = [found.unwrap_or_default(), reference].into_iter().filter(|part| !part.is_empty());
        let told = told.collect::<Vec<_>>().join("; ");
        if source.is_empty() { told } else { format!("{source} ({told})") }
    }

    fn warning(&self, place: &str, reference: &str, warning: &CitedWarning) -> String {
        let told = match warning {
            CitedWarning::Estimate { note } if note.is_empty() => "is an estimate. Check it before publishing".to_owned(),
            CitedWarning::Estimate { note } => format!("is an estimate: {note}"),
            CitedWarning::Older { year, start } => {
                format!("is of {year}, and the scenario begins in {start}. Look for a newer figure, or say why this one holds")
            }
            CitedWarning::OtherPrices { year, price_year } => {
                format!("is of {year}, and the line says price_year = {price_year}. Carry it to those prices, or say the year it is of")
            }
            CitedWarning::PartOfYear { year, from, until } => {
                format!("holds in {year} only from {from} to {until}")
            }
            CitedWarning::BeforeRefund => {
                "is before refund, and the line has no refund: `reimbursement`, a `refund`, or `shares` with the state say what the \
                 payer keeps"
                    .to_owned()
            }
            CitedWarning::AfterRefund => {
                "is after refund, and the line takes the refund off once more. Use the figure before refund".to_owned()
            }
            CitedWarning::WantedAfter => {
                "is before refund, and the line says that its amount is after refund. Use one or the other".to_owned()
            }
            CitedWarning::IndexedWithWages { index } => {
                format!(
                    "is a transfer, and {index} is about wages. Transfers have been regulated by less: use their own yearly figures, or \
                     values.satsregulering"
                )
            }
        };
        format!("{place}: {reference} {told}.")
    }
}
