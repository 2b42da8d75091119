//! The workbook in Danish.

use super::{D, Danish};
use crate::document::words::{SheetNames, WorkbookLabels, WorkbookWords};
use crate::model::Subject;

const LABELS: WorkbookLabels = WorkbookLabels {
    sheets: SheetNames {
        summary: "Kort fortalt",
        case: "Business case",
        assumptions: "Forudsætninger",
        workings: "Mellemregninger",
        years: "År for år",
        break_even: "Tjent hjem",
        exceedance: "S-kurve",
        payers: "Kasser",
        sensitivity: "Følsomhed",
        variants: "Varianter",
        replications: "Beregnede forløb",
    },
    contents: [
        "svaret på én side",
        "den forventede beregning, post for post, med formler, der følger forudsætningerne",
        "alle tal med enhed, kilde og begrundelse; gule celler kan ændres",
        "det, der ligger mellem forudsætninger og poster: personer, andele, tid",
        "provenuet år for år med spænd",
        "hvornår indsatsen har tjent sig hjem",
        "hvor sandsynligt det er, at provenuet bliver større end et beløb, og at der bliver underskud",
        "hvem der vinder, og hvem der betaler",
        "hvad hver forudsætning flytter, og hvor meget der skal gå galt",
        "den samme beregning med andre forudsætninger",
        "enkelte beregnede forløb",
    ],
    subject: "Risikoen ved en social investering",
    page: ["Side", "af"],
    out_of_100: "Beregnede forløb, der ender med overskud",
    good_case: "Et godt forløb: i 5 ud af 100 går det bedre end",
    bad_case: "Et dårligt forløb: i 5 ud af 100 går det dårligere end",
    middle: "Midt i feltet: halvdelen af forløbene ligger over",
    worst: "De dårligste 5 ud af 100 i gennemsnit",
    own_calculation: "Den forventede beregning, alle forudsætninger som angivet",
    peak_typical: "Største udlæg undervejs, typisk",
    peak_bad: "Største udlæg i 5 ud af 100 forløb: mere end",
    figure: ["", "Resultat"],
    on_the_sheets: "I denne projektmappe",
    how_computed: "Sådan er det beregnet",
    replications: "Beregnede forløb",
    seed: "Startnummer (seed)",
    version: "Version af provenu",
    checksum: "Scenariets SHA-256",
    kind: "Hvordan",
    formula: "formel",
    value: "låst værdi",
    costs: "Udgifter",
    savings: "Besparelser",
    result: "Resultat",
    as_computed: "Som programmet har beregnet det",
    change: "Ændring foretaget i denne projektmappe",
    assumption: [
        "Forudsætning",
        "Værdi",
        "Enhed",
        "Hvad man ved om den",
        "Vidensgrundlag",
        "Kilde",
        "Begrundelse",
        "Sti i scenariet",
        "Navn",
    ],
    assumptions_note: "Gule celler kan ændres: arket Business case følger med. Alle andre ark viser det, der er beregnet, og bliver \
                       stående.",
    input_note: "kan ændres",
    only_shares: "En andel ligger mellem 0 % og 100 %.",
    workings_note: "Formler, der ligger mellem forudsætningerne og posterne i business casen. Intet her behøver at blive ændret.",
    self_sufficiency: "Selvforsørgelse",
    constant: "Alle år",
    years_since_leaving: "År siden indsatsen sluttede for dem",
    years_since_entry: "År siden de blev selvforsørgende",
    share_with: "Andel selvforsørgende med indsatsen",
    share_without: "Andel selvforsørgende alligevel",
    share_in_operation: "Andel med indsatsen i drift",
    additional_share: "Andel, der kommer til",
    hazards_of_curve: "Tilbage på ydelse i året, ud fra kurven (følger ikke ændrede celler)",
    still_self_sufficient: "Stadig selvforsørgende ved årets udgang",
    time_self_sufficient: "Tid i selvforsørgelse i året",
    time_with: "Tid i selvforsørgelse med indsatsen",
    time_without: "Tid i selvforsørgelse alligevel",
    relapsed: "Tilbage på ydelse ved årets udgang",
    enter: "Bliver selvforsørgende i året",
    enter_again: "Heraf igen, efter at have været tilbage på ydelse",
    person_years: "Ekstra årsværk i selvforsørgelse",
    planned: "efter startår",
    planned_later: "i senere år",
    part_of_year: "del af året, den varer",
    begun: "begynder i året",
    lasting: "årsværk",
    year: "År",
    cumulative: "Samlet provenu ved årets udgang",
    single_years: "Provenu i hvert enkelt år, ikke diskonteret",
    years_note: "I ni ud af ti beregnede forløb ligger provenuet mellem 5 % og 95 %; i halvdelen mellem 25 % og 75 %.",
    in_surplus: "Med overskud",
    for_the_chart: "Til figuren: båndenes bredde",
    half: "halvdelen af forløbene",
    nine_of_ten: "ni ud af ti",
    break_even: ["År", "Tjent hjem første gang", "Har tjent sig hjem", "For altid", "Med overskud"],
    not_within: "Ikke inden for disse år",
    break_even_chart: "Året, hvor indsatsen første gang har tjent sig hjem",
    points_of_chart: "Til figuren: beløb",
    payers_note: "Den forventede beregning, post for post: positivt er vundet, negativt er betalt.",
    tornado: [
        "Forudsætning",
        "Fra",
        "Til",
        "Gennemsnit ved fra",
        "Gennemsnit ved til",
        "Ændring ved fra",
        "Ændring ved til",
        "Med overskud ved fra",
        "Med overskud ved til",
    ],
    tornado_chart: [
        "Hvad hver forudsætning flytter det gennemsnitlige provenu",
        "ved den laveste værdi",
        "ved den højeste værdi",
    ],
    tornado_note: "Hver forudsætning flyttes fra den lave til den høje ende af det, den kan være, mens de andre er lige så usikre \
                   som før; det, der flytter gennemsnittet mest, står først.",
    fixed_note: "(fast): sikker i scenariet; flyttet med en andel af sig selv for at vise, hvad den ville betyde.",
    scenario: "Scenarie",
    replication: "Forløb",
};

impl WorkbookWords for Danish {
    fn workbook(&self) -> &'static WorkbookLabels {
        &LABELS
    }

    fn whose(&self, title: &str, span: &str, name: &str) -> String {
        let span = if title.contains(span) { String::new() } else { format!(" · {span}") };
        format!("{title}{span} · set fra: {name}")
    }

    fn in_currency(&self, currency: &str) -> String {
        format!(
            "Udgifter og besparelser i {currency}, begge som positive tal; resultatet er besparelser minus udgifter."
        )
    }

    fn lines_live(&self, [live, locked]: [usize; 2]) -> String {
        let posts = |count: usize| if count == 1 { "1 post".to_owned() } else { format!("{count} poster") };
        match (live, locked) {
            (0, 0) => "Ingen penge flytter sig.".to_owned(),
            (_, 0) => "Alle poster er formler over forudsætningerne: ret en gul celle på arket Forudsætninger, og følg resultatet \
                       her."
                .to_owned(),
            (0, _) => "Ingen post kan skrives som en formel over forudsætningerne, så alle er låste værdier, der ikke følger \
                       ændringer."
                .to_owned(),
            (live, locked) => format!(
                "{} er {} over forudsætningerne og følger ændringer af gule celler på arket Forudsætninger. {} er låst, fordi \
                 reglen bag er mere end en formel: {} følger ikke ændringer, og det gør {} del af resultatet heller ikke.",
                posts(live),
                if live == 1 { "en formel" } else { "formler" },
                posts(locked),
                if locked == 1 { "den" } else { "de" },
                if locked == 1 { "dens" } else { "deres" },
            ),
        }
    }

    fn as_it_stands(&self, break_even: &str) -> String {
        format!("Som scenariet står: {break_even}")
    }

    fn who_leave(&self, subject: Subject) -> String {
        match subject {
            Subject::Family => "Familier, der afslutter indsatsen",
            Subject::Adult => "Voksne, der afslutter indsatsen",
            Subject::Child => "Børn i familierne",
        }
        .to_owned()
    }

    fn entry(&self, index: usize) -> String {
        format!("år {}", index + 1)
    }

    fn first_rows(&self, shown: usize, of: u64) -> String {
        format!("De første {} af {} beregnede forløb.", D.whole(shown as f64), D.whole(of as f64))
    }

    fn fan_chart(&self, currency: &str) -> String {
        format!("Samlet provenu, {currency}")
    }

    fn cut_short(&self) -> &'static str {
        "… (afkortet: for lang til en celle)"
    }
}
