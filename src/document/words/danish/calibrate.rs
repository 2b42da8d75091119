//! Data and the distributions that follow from them, in Danish.

use super::{D, Danish};
use crate::calibrate::DataLimit;
use crate::document::words::calibrate::{CalibrateLabels, CalibrateWords, FoundRow, WELL};

pub(in crate::document) const CALIBRATE: CalibrateLabels = CalibrateLabels {
    columns: ["gennemsnit", "5\u{a0}%", "median", "95\u{a0}%"],
    title: "Hvad tallene siger",
    cannot_say: "Hvad de ikke kan sige:",
    pictures: ["Hvad tallene siger: andele", "Hvad tallene siger: beløb"],
    abouts: ["andel", "gange gennemsnittet"],
    legend: ["90\u{a0}% af det, man tror på", "80\u{a0}%", "50\u{a0}%", "median", "gennemsnit"],
    interval: "5 til 95\u{a0}%",
};

impl CalibrateWords for Danish {
    fn found_row(&self, row: FoundRow<'_>) -> String {
        match row {
            FoundRow::Share => "andel".to_owned(),
            FoundRow::Tier(id) => format!("når {id}"),
            FoundRow::NoTier => "når intet trin".to_owned(),
            FoundRow::Programme => "med indsatsen".to_owned(),
            FoundRow::Comparison => "uden den".to_owned(),
            FoundRow::Difference => "forskel".to_owned(),
            FoundRow::OddsRatio => "oddsratio".to_owned(),
            FoundRow::NewProgramme => "et nyt sted".to_owned(),
            FoundRow::SpreadHalved => "det samme, halv forskel mellem steder".to_owned(),
            FoundRow::SpreadDoubled => "det samme, dobbelt forskel mellem steder".to_owned(),
            FoundRow::Mean => "gennemsnittet".to_owned(),
            FoundRow::Each => "en enkelt".to_owned(),
            FoundRow::Pool => "alle eksperter tilsammen".to_owned(),
            FoundRow::Family(name) => format!("tilpasset: {}", family(name)),
            FoundRow::Plateau => "kommer nogensinde i gang".to_owned(),
            FoundRow::PlateauOf(name) => format!("det samme efter kurven {}", family(name)),
            FoundRow::RelapseWithin(months) => format!("tilbagefald inden for {} måneder", D.plain(months)),
        }
    }

    fn limit(&self, limit: &DataLimit) -> String {
        let share = |of: f64| D.percent(of, 0);
        match limit {
            DataLimit::NoComparison => {
                "Ingen blev fulgt uden indsatsen, så hvor mange der ville have klaret sig alligevel, kan ikke ses heraf.".to_owned()
            }
            DataLimit::NotRandomised => {
                "Der er ikke trukket lod om, hvem der fik indsatsen: forskellen er også en forskel på de mennesker, der er i grupperne."
                    .to_owned()
            }
            DataLimit::NoPrior { coverage } if *coverage < WELL => {
                "Der er ikke lagt nogen forhåndsviden til, som det er skik her; med så få observationer er intervallet for snævert."
                    .to_owned()
            }
            DataLimit::NoPrior { .. } => "Der er ikke lagt nogen forhåndsviden til, som det er skik her.".to_owned(),
            DataLimit::PriorAdded { observations } => {
                format!("Forhåndsviden vejer lige så meget som {} observationer.", D.plain(*observations))
            }
            DataLimit::FromElsewhere { weight, effective } => format!(
                "Det kommer et andet sted fra og tæller {}, svarende til {} observationer; hvor meget det bør tælle, er et skøn.",
                share(*weight),
                D.plain(*effective)
            ),
            DataLimit::FewProgrammes { programmes, of_prior } => format!(
                "Med {programmes} indsatser er forskellen mellem steder mest det, der er antaget ({} af den antagne usikkerhed er tilbage).",
                share(*of_prior)
            ),
            DataLimit::ProgrammesAsFound => {
                "Det er de indsatser, der er målt og offentliggjort; et nyt sted kan være anderledes.".to_owned()
            }
            DataLimit::ShapeUnknown => {
                "Gennemsnit og standardafvigelse siger ikke, hvilken form fordelingen har; andre former står ved siden af.".to_owned()
            }
            DataLimit::Opinion { experts } => format!(
                "Det er, hvad {} forventede; det er aldrig observeret.",
                if *experts == 1 { "én person".to_owned() } else { format!("{experts} personer") }
            ),
            DataLimit::TailsUnstated { low, high } => {
                format!("Ingen har sagt noget under {} og over {}: dér bestemmer fordelingens form.", share(*low), share(*high))
            }
            DataLimit::ExpertsDisagree { ratio } => format!(
                "Eksperterne er {} gange så uenige, som hver af dem er usikker: gennemsnittet er måske ingens mening.",
                D.decimal(*ratio, 1)
            ),
            DataLimit::PoorFit { distance } => {
                format!("Den fordeling, et scenarie får, ligger op til {} procentpoint sandsynlighed ved siden af.", D.decimal(100.0 * distance, 0))
            }
            DataLimit::PlateauUnknown { interval, limit } => format!(
                "Hvor mange der nogensinde kommer i gang, vides ikke: mellem {} og {} (kendt ville være et interval på højst {} procentpoint).",
                share(interval.low),
                share(interval.high),
                D.decimal(100.0 * limit, 0)
            ),
            DataLimit::FamiliesDisagree { low, high } => {
                format!("Kurvernes former er uenige om det: deres medianer går fra {} til {}.", share(*low), share(*high))
            }
            DataLimit::PlateauWithPace { correlation } => format!(
                "Hvor mange der kommer i gang, og hvor hurtigt, kendes kun tilsammen (korrelation {}).",
                D.decimal(*correlation, 2)
            ),
            DataLimit::ExpectedLeftOut { months } => {
                format!("Udeladt, da det er forventet og ikke observeret: {}.", month_list(months))
            }
            DataLimit::ExpectedCounted { months } => {
                format!("Talt med, som om det var observeret, skønt det kun er forventet: {}.", month_list(months))
            }
            DataLimit::BeyondLastMonth { month } => format!("Intet er observeret efter måned {}.", D.plain(*month)),
            DataLimit::WithinIntervals { longest } => {
                format!("Hvornår i et interval det skete, vides ikke; det længste er på {} måneder.", D.plain(*longest))
            }
        }
    }

    fn coverage(&self, stated: f64, without: f64) -> String {
        let [stated, without] = [stated, without].map(|share| D.percent(share, 0));
        if stated == without {
            format!(
                "Var gennemsnittet sandheden, ville et sådant 90\u{a0}%-interval rumme den i {stated} af stikprøverne."
            )
        } else {
            format!(
                "Var gennemsnittet sandheden, ville et sådant 90\u{a0}%-interval rumme den i {stated} af stikprøverne, uden \
                 forhåndsviden i {without}."
            )
        }
    }

    fn programme_better(&self, probability: f64) -> String {
        format!("Andelen med indsatsen er den højeste med sandsynlighed {}.", D.percent(probability, 1))
    }

    fn family_chosen(&self, name: &str, distance: f64) -> String {
        let family = family(name);
        format!("Passer bedst: {family}, højst {} procentpoint ved siden af.", D.decimal(100.0 * distance, 1))
    }

    fn fragment_in(&self, file: &str) -> String {
        format!("Til et scenarie: {file}")
    }
}

fn month_list(months: &[f64]) -> String {
    let months: Vec<String> = months.iter().map(|month| D.plain(*month)).collect();
    format!("måned {}", months.join(", "))
}

/// What a family of distributions or curves is called.
fn family(name: &str) -> &str {
    match name {
        "exponential" => "eksponentiel",
        "weibull" => "Weibull",
        "loglogistic" => "loglogistisk",
        other => other,
    }
}
