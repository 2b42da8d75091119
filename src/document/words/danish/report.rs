//! The council's report in Danish.

use super::{D, Danish};
use crate::document::words::{
    Advance, FrameSums, Headline, PageTexts, PaidBack, Ranking, ReportLabels, ReportWords, Subject, Weakest,
    sentence_end, sentences,
};
use crate::document::{BriefRange, Ending, Likelihood};
use crate::model::Grade;

pub(in crate::document) const REPORT: ReportLabels = ReportLabels {
    bad: "Et dårligt forløb",
    bad_told: ["5 ud af 100 ender dårligere", "mindst 5 ud af 100 ender her eller dårligere"],
    middle: "Det midterste forløb",
    middle_told: [
        "halvdelen ender dårligere, halvdelen bedre",
        "mindst halvdelen ender her eller dårligere, mindst halvdelen her eller bedre",
    ],
    good: "Et godt forløb",
    good_told: ["5 ud af 100 ender bedre", "mindst 5 ud af 100 ender her eller bedre"],
    always: "Alle forløb",
    always_told: "intet i beregningen får resultatet til at variere",
    single_figure: "Business casen",
    single_figure_told: "hvis alt går som planlagt",
    what_if: "Hvad hvis en forudsætning ikke holder?",
    as_calculated: "Som i denne beregning",
    all_variants: "Alle varianter af beregningen",
    people: "Hvad betyder det for mennesker?",
    people_columns: ["", "i gennemsnit", "ni ud af ti ligger mellem"],
    no_people: "Beregningen tæller ingen mennesker.",
    measured: "Målt, men ikke i kroner",
    measured_note: "Tallene sammenligner før og efter. De siger ikke, hvad der var sket uden indsatsen, og der er ikke sat kroner på.",
    measured_columns: ["", "før", "efter", "ændring", "hvornår", "hvem siger det"],
    better: "bedre",
    worse: "dårligere",
    unchanged: "uændret",
    years: "Hvornår har indsatsen tjent sig hjem?",
    in_surplus: "med overskud",
    middle_course: "det midterste forløb",
    nine_of_ten_from: "ni ud af ti ligger fra",
    nine_of_ten_to: "til",
    spread: "Sådan fordeler resultaterne sig",
    s_curve: "Hvor sandsynligt er mere end et bestemt beløb?",
    purses: "Hvem vinder, og hvem betaler?",
    purse_columns: ["", "i gennemsnit", "overskud i"],
    incomplete_note: "Ufuldstændigt: Her er kun regnet med, hvad andre betaler til dem eller tager fra dem, ikke hele deres regnskab. Hvor ofte de vinder, kan ikke siges.",
    frames: "Inden for og uden for servicerammen",
    slips: "Hvor meget skal der gå galt?",
    tornado_all: "Alle forudsætninger, og hvad hver af dem flytter",
    threshold_all: "Alle nulpunkter, og hvor lidt der skal gå galt",
    basis: "Hvad bygger beregningen på?",
    basis_lead: "Hvert tal i beregningen med dets kilde, og hvor godt det er underbygget.",
    outside_view: "Tidligere forventninger til sociale investeringer: hvordan det gik deltagerne, kom for det meste ud som forventet; hvad der ville være sket \
                   uden indsatsen, gjorde ikke (provenu past). Ingen af de tal indgår her.",
    all_assumptions: "Alle forudsætninger",
    table: "Business casen år for år",
    table_lead: "Hver forudsætning præcis som planlagt, uden usikkerhed. Beløbene er dem fra den offentliggjorte tabel, hvor der er en.",
    precision: "Hvor sikker er selve beregningen?",
    all_figures: "Alle beregningens tal",
    method: "Sådan er der regnet",
    method_text: [
        "Ingen ved, hvordan det går hver enkelt deltager, eller hvor god hver forudsætning er. Derfor gennemføres indsatsen mange gange i computeren. Hver gang trækkes alle usikre forudsætninger blandt det, de kan være, og derefter hver deltagers forløb: hvad der sker, hvornår og hvor længe.",
        "Hver gang følges de samme forløb også uden indsatsen og med samme held. Forskellen er det, indsatsen ændrer, og den omregnes til kroner for hver kasse og hvert år.",
        "Andelen af alle disse beregnede forløb, der ender med overskud, er det, siden kalder »ud af 100«. Det er hverken et løfte eller en måling: Det er, hvad der følger af forudsætningerne og deres usikkerhed.",
        "Det, som ingen forudsætning dækker, er ikke med i tallene: en reform, et andet arbejdsmarked eller deltagere, der ikke ligner dem, erfaringerne kommer fra.",
    ],
    changes: "Ændret i denne beregning",
    side_by_side: "Side om side",
    end_in_surplus: "Hvor mange ender med overskud",
    agenda: "Til dagsordenen",
    agenda_answer: "Sagsfremstilling",
    agenda_money: "Økonomi",
    agenda_risk: "Risiko",
    made_with: "Beregnet med provenu, som er gratis og åben. Alle, der har scenariefilen, kan gentage beregningen og få de samme tal.",
    page: PageTexts { skip: "Gå til svaret", contents: "På denne side", as_table: "Tallene som tabel" },
};

impl ReportWords for Danish {
    fn report_subject(&self, of: &Subject) -> String {
        let prices = of.price_year.map_or_else(|| "faste priser".to_owned(), |year| format!("faste priser ({year})"));
        let parts = [of.title.to_owned(), of.span.to_owned(), format!("set fra: {}", of.whose), prices];
        let discounted = of.discounted.then(|| "nutidsværdi".to_owned());
        // A title often ends with the years.
        let parts = parts.into_iter().chain(discounted).enumerate();
        let parts = parts.filter(|(i, part)| *i != 1 || !of.title.contains(part.as_str())).map(|(_, part)| part);
        parts.collect::<Vec<_>>().join(" · ")
    }

    fn report_headline(&self, headline: &Headline) -> String {
        match headline {
            Headline::Withheld => {
                "Chancen for overskud kan ikke siges: Kun en del af regnskabet er med i beregningen".to_owned()
            }
            Headline::Nothing { years } => format!("{} er der ikke flyttet nogen penge", after(*years)),
            Headline::AtZero { years } => format!("{} ender indsatsen på præcis nul", after(*years)),
            Headline::Open { years } => {
                format!("{} er overskud hverken sandsynligt eller usandsynligt", after(*years))
            }
            Headline::Likely { years, surplus } => {
                let told = match surplus {
                    Likelihood::AlmostImpossible => "er overskud næsten udelukket",
                    Likelihood::VeryUnlikely => "er overskud meget usandsynligt",
                    Likelihood::Unlikely => "er overskud usandsynligt",
                    Likelihood::RatherNot => "er underskud noget mere sandsynligt end overskud",
                    Likelihood::AsLikelyAsNot => {
                        "har indsatsen omtrent lige så stor chance for overskud som for underskud"
                    }
                    Likelihood::Rather => "er overskud noget mere sandsynligt end underskud",
                    Likelihood::Likely => "er overskud sandsynligt",
                    Likelihood::VeryLikely => "er overskud meget sandsynligt",
                    Likelihood::AlmostCertain => "er overskud næsten sikkert",
                };
                format!("{} {told}", after(*years))
            }
        }
    }

    fn courses_end(&self, end: Ending, year: i32, first: bool) -> String {
        let how = match end {
            Ending::Gain => "med overskud",
            Ending::Zero => "på præcis nul",
            Ending::Loss => "med underskud",
        };
        if first { format!("beregnede forløb ender {how} i {year}") } else { format!("ender {how}") }
    }

    fn nine_of_ten_briefly(&self, range: &BriefRange) -> String {
        sentence_end(&match range {
            BriefRange::One(amount) => format!("I ni ud af ti forløb er provenuet {amount}"),
            BriefRange::Between(range) => format!("I ni ud af ti forløb ligger provenuet {range}"),
        })
    }

    fn worst_five(&self, amount: &str) -> String {
        sentence_end(&format!("De dårligste 5 ud af 100 giver i gennemsnit {amount}"))
    }

    fn advance(&self, advance: &Advance) -> String {
        match advance {
            Advance::Nothing => "Ved intet årsskifte er der betalt mere, end der er kommet tilbage.".to_owned(),
            Advance::Rarely { high } => sentence_end(&format!(
                "I de fleste forløb skal kassen ikke lægge penge ud undervejs; i 5 ud af 100 er det mere end {high}"
            )),
            Advance::Usual { median, high } if median == high => {
                sentence_end(&format!("Undervejs skal der lægges {median} ud"))
            }
            Advance::Usual { median, high } => sentence_end(&format!(
                "Undervejs skal der typisk lægges {median} ud; i 5 ud af 100 forløb mere end {high}"
            )),
        }
    }

    fn caution(&self, weakest: Option<&Weakest>) -> String {
        let known = weakest.map_or_else(String::new, |Weakest { title, value, grade }| match grade {
            Some(Grade::Illustrative) => format!("»{title}« ({value}) er fundet på til eksemplet."),
            Some(Grade::Assumed) => format!("»{title}« ({value}) er ikke målt, men antaget."),
            None => format!("Filen siger ikke, hvad »{title}« ({value}) bygger på."),
            Some(Grade::Expert) => format!("»{title}« ({value}) er ikke målt, men et fagligt skøn."),
            Some(Grade::BeforeAfter) => {
                format!("»{title}« ({value}) sammenligner før og efter, uden sammenligningsgruppe.")
            }
            Some(Grade::Trial | Grade::Registry | Grade::Definition) => {
                format!("»{title}« ({value}) betyder mest, og det kan være anderledes her end der, hvor det er målt.")
            }
        });
        sentences(["Tallene er ikke bedre end forudsætningerne.".to_owned(), known])
    }

    fn shown_variants(&self, shown: usize, all: usize) -> String {
        format!("De første {shown} af {all} varianter; alle står længere nede.")
    }

    fn held_instead(&self, title: &str, held: &str, base: &str) -> String {
        format!("{title}: {held} i stedet for {base}")
    }

    fn paid_back(&self, paid: &PaidBack) -> String {
        let not = if paid.never {
            format!("I intet beregnet forløb har indsatsen tjent sig hjem inden {}.", paid.last + 1)
        } else {
            format!("I {} forløb har indsatsen ikke tjent sig hjem inden {}.", paid.not, paid.last + 1)
        };
        let likeliest = paid
            .likeliest
            .map_or_else(String::new, |(year, count)| format!("Det mest sandsynlige enkeltår er {year} ({count})."));
        sentences([not, likeliest])
    }

    fn frame_note(&self, sums: &FrameSums) -> String {
        let service = sums.service.map_or_else(String::new, |sum| {
            sentence_end(&format!("Inden for servicerammen giver den planlagte business case {sum}"))
        });
        let transfer = sums.transfer.map_or_else(String::new, |sum| {
            format!(
                "{} Sparede overførselsindkomster ligger uden for servicerammen og giver ikke i sig selv plads til mere service.",
                sentence_end(&format!("Overførselsindkomster giver {sum}"))
            )
        });
        sentences([service, transfer])
    }

    fn slip(&self, title: &str, base: &str, on_average: &str, likely: Option<(usize, &str)>) -> String {
        let likely = likely.map_or_else(String::new, |(count, value)| {
            sentence_end(&format!("For at {count} ud af 100 forløb skal give overskud: {value}"))
        });
        let average = sentence_end(&format!(
            "»{title}« er {base} i beregningen. Indsatsen betaler sig i gennemsnit {on_average}"
        ));
        sentences([average, likely])
    }

    fn tornado_lead(&self, shown: usize) -> String {
        let which = match shown {
            1 => "Den forudsætning, der flytter resultatet.",
            2 => "De to forudsætninger, der flytter resultatet mest.",
            _ => "De tre forudsætninger, der flytter resultatet mest.",
        };
        format!(
            "{which} Hver er flyttet fra den lave til den høje ende af det, den kan være, mens de andre er lige så usikre som før."
        )
    }

    fn grades(&self, counts: &[(Option<Grade>, usize)]) -> String {
        let told = counts.iter().map(|(grade, count)| format!("{}: {count}", self.grade(*grade)));
        format!("Antal tal efter vidensgrundlag: {}.", told.collect::<Vec<_>>().join(", "))
    }

    fn grade(&self, grade: Option<Grade>) -> &'static str {
        D.naming().grade(grade)
    }

    fn own_error(&self, replications: u64, mean: &str, probability: Option<&str>) -> String {
        let n = D.whole(replications as f64);
        let probability = probability.map_or_else(String::new, |error| format!(" og andelen med overskud {error}"));
        sentences([
            format!("Beregningen bygger på {n} beregnede forløb."),
            sentence_end(&format!("Med {n} andre ville gennemsnittet typisk flytte sig {mean}{probability}")),
            "Det er beregningens egen usikkerhed, som flere forløb gør mindre.".to_owned(),
            "Siden viser, hvor langt forløbene ligger fra hinanden.".to_owned(),
        ])
    }

    fn variants(&self, best: (&str, &str), worst: Option<(&str, &str)>) -> String {
        let of = |(name, count)| format!("{count} (»{name}«)");
        let between = worst.map_or_else(|| of(best), |worst| format!("mellem {} og {}", of(worst), of(best)));
        format!("Med andre forudsætninger ender {between} med overskud.")
    }

    fn payer(&self, name: &str, mean: &str, odds: Option<&str>) -> String {
        let odds = odds
            .map_or_else(|| "; hvor ofte de vinder, kan ikke siges".to_owned(), |odds| format!(", overskud i {odds}"));
        format!("{name}: {mean} i gennemsnit{odds}.")
    }

    fn comparison_headline(&self, ranking: &Ranking) -> String {
        match ranking {
            Ranking::Withheld { whose } => {
                format!("Hvad hvert scenarie giver {whose}; hvor ofte der er overskud, kan ikke siges")
            }
            Ranking::Even { of: 1, .. } => "Ét scenarie og intet at sammenligne med".to_owned(),
            Ranking::Even { count, of } if count == of => {
                format!("Alle {of} scenarier ender omtrent lige ofte med overskud")
            }
            Ranking::Even { count, of } => {
                format!("{count} af {of} scenarier ender oftest og omtrent lige ofte med overskud")
            }
            Ranking::First { name, told } => format!("»{name}« ender oftest med overskud: {told}"),
        }
    }

    fn differs(&self, name: &str, reference: &str, mean: &str, ends: &BriefRange) -> String {
        let ends = match ends {
            BriefRange::One(_) => String::new(),
            BriefRange::Between(range) => format!(" (gennemsnittet ligger med 95 % sikkerhed {range})"),
        };
        sentence_end(&format!("»{name}« i forhold til »{reference}«: {mean} i gennemsnit{ends}"))
    }

    fn repeatable(&self, seed: u64, version: &str, sha256: &str) -> String {
        format!("Startnummer (seed) {seed}. provenu {version}. Kontrolsum for scenariefilen (SHA-256): {sha256}.")
    }

    fn measured_when(&self, before: Option<&str>, after: Option<&str>) -> String {
        match (before, after) {
            (Some(before), Some(after)) if before != after => format!("{before}, siden {after}"),
            (before, after) => after.or(before).unwrap_or_default().to_owned(),
        }
    }

    fn measured_of(&self, value: &str, n: Option<u64>) -> String {
        n.map_or_else(|| value.to_owned(), |n| format!("{value} (af {n})"))
    }

    fn range_between(&self, low: &str, high: &str) -> String {
        if low == high { low.to_owned() } else { format!("{low} og {high}") }
    }
}

/// `Efter fem år`; after one year `Efter ét år`.
fn after(years: usize) -> String {
    const WORDS: [&str; 11] = ["nul", "ét", "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni", "ti"];
    WORDS.get(years).map_or_else(|| format!("Efter {years} år"), |word| format!("Efter {word} år"))
}
