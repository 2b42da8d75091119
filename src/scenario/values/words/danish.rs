//! Danish.

use super::super::kinds::FoundHow;
use super::super::warning::CitedWarning;
use super::CitedWords;

pub(super) struct Danish;

impl CitedWords for Danish {
    fn share(&self) -> &'static str {
        "andel"
    }

    fn source(&self, source: &str, found: Option<FoundHow>, reference: &str) -> String {
        let found = found.map(|found| match found {
            FoundHow::Read => "læst i kilden",
            FoundHow::Quoted => "som citeret af andre",
            FoundHow::Derived => "udledt",
            FoundHow::Estimate => "skøn",
        });
        let told = [found.unwrap_or_default(), reference].into_iter().filter(|part| !part.is_empty());
        let told = told.collect::<Vec<_>>().join("; ");
        if source.is_empty() { told } else { format!("{source} ({told})") }
    }

    fn warning(&self, place: &str, reference: &str, warning: &CitedWarning) -> String {
        let told = match warning {
            CitedWarning::Estimate { note } if note.is_empty() => {
                "er et skøn. Kontrollér det før offentliggørelse".to_owned()
            }
            CitedWarning::Estimate { note } => format!("er et skøn: {note}"),
            CitedWarning::Older { year, start } => {
                format!("er fra {year}, og beregningen begynder i {start}. Find et nyere tal, eller skriv, hvorfor dette holder")
            }
            CitedWarning::OtherPrices { year, price_year } => {
                format!("er fra {year}, og linjen siger price_year = {price_year}. Omregn til de priser, eller skriv det år, tallet er fra")
            }
            CitedWarning::PartOfYear { year, from, until } => {
                format!("gælder i {year} kun fra {from} til {until}")
            }
            CitedWarning::BeforeRefund => {
                "er før refusion, og linjen har ingen refusion: `reimbursement`, en `refund` eller `shares` med staten siger, hvad \
                 betaleren selv bærer"
                    .to_owned()
            }
            CitedWarning::AfterRefund => {
                "er efter refusion, og linjen trækker refusionen fra endnu en gang. Brug tallet før refusion".to_owned()
            }
            CitedWarning::WantedAfter => {
                "er før refusion, og linjen siger, at dens beløb er efter refusion. Brug det ene eller det andet".to_owned()
            }
            CitedWarning::IndexedWithWages { index } => {
                format!(
                    "er en overførsel, og {index} handler om løn. Overførsler er reguleret mindre: brug deres egne tal år for år, eller \
                     values.satsregulering"
                )
            }
        };
        format!("{place}: {reference} {told}.")
    }
}
