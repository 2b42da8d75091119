//! Short texts in Danish.

use crate::document::words::Labels;

pub(in crate::document) const LABELS: Labels = Labels {
    mean: "gennemsnit",
    median: "median",
    middle: "midterste",
    withheld: "kan ikke siges",
    incomplete: "Ufuldstændig: filen rummer kun det, andre betaler til kassen eller tager fra den, ikke alle dens udgifter og \
                 besparelser, så det kan ikke siges, hvor sandsynligt et overskud er; `complete = true` i [payers.ID] \
                 siger andet.",
    total: "I alt",
    net_benefit: "Provenu",
    present_value: "Nutidsværdi",
    benefit_cost_ratio: "besparelser i forhold til udgifter",
    costs_per_year: ["indsatsens udgift pr. årsværk i selvforsørgelse", "nettoudgift pr. årsværk i selvforsørgelse"],
    costs_per_year_discounted: [
        "indsatsens udgift pr. årsværk i selvforsørgelse, begge diskonterede",
        "nettoudgift pr. årsværk i selvforsørgelse, begge diskonterede",
    ],
    net_cost_note: "Nettoudgift: udgifterne minus alle besparelser, der ikke følger årsværkene.",
    switching_value: "NULPUNKT",
    expected_to_pay: "forventet overskud",

    expected_case: "forventet business case ved basisværdier",
    mean_of_exact: "gennemsnit af eksakte forventninger over de usikre forudsætninger",
    mean_of_simulated: "gennemsnit af beregnede forløb",
    standard_deviation: "standardafvigelse",
    mean_of_worst: "gennemsnit af de dårligste 5 ud af 100",
    cumulative_by_year: "AKKUMULERET",
    break_even: ["TJENT SIG HJEM", "P(> 0)", "første gang", "inden da", "varigt"],
    not_within: "ikke nået",
    peak_funding: "største udlæg undervejs",
    additional_person_years: "ekstra årsværk i selvforsørgelse",
    large_error: "usikkerheden er over halvdelen af tallet",
    avoided: ["undgået", "undgå"],
    gained: ["opnået", "opnå"],
    by_payer: "FORDELT PÅ KASSER",
    welfare_heading: "SAMFUNDET, MARKEDSPRISER",
    probability_net_positive: "P(overskud)",
    errors_note: "± er beregningens egen usikkerhed (standardfejl): hvor langt fra denne en ny beregning med et andet startnummer \
                  (seed) typisk rammer.",
    discounted_results: "Akkumulerede tal, tal for hele perioden, hvornår indsatsen har tjent sig hjem, og forholdstal er \
                         diskonterede; tal for enkelte år (yearly.csv, net_YYYY i replications.csv) er ikke.",

    base_values: "basisværdier",
    interval_from: "95\u{a0}% fra",
    interval_to: "til",
    sd: "std.afv.",
    quick_note: "Hvor sandsynligt et overskud er, og hvornår indsatsen har tjent sig hjem, kræver en fuld kørsel: udelad \
                 --quick, som hverken tager -n (arbejdet er altid det samme, nogle hundrededele af et sekund), --sampling eller mål.",

    costs: "UDGIFTER",
    costs_total: "Udgifter i alt",
    savings: "BESPARELSER",
    savings_total: "Sparet i alt",
    result: "RESULTAT",
    discount_factor: "Diskonteringsfaktor",
    present_value_of_net: "Provenu, nutidsværdi",
    cumulative: "Akkumuleret",
    person_years: "Årsværk i selvforsørgelse",
    placement_years: "Anbringelsesår",
    net_benefit_of: "Provenu for",
    welfare_of_all: "Hele samfundet, markedspriser",
    discounted_note: "Linjer, summer og provenu er ikke diskonterede; nutidsværdi, akkumuleret, hvornår indsatsen har tjent \
                      sig hjem, og forholdstal er.",

    uncertain: "USIKRE",
    fixed_numbers: "FASTE",
    go_together: "FØLGES AD (rangkorrelation)",
    data_files: "DATAFILER",
    choices: "VALG",
    paths_note: "Stierne er dem, --set tager: --set employment.programme=0.15 erstatter værdien og dens usikkerhed, en fordeling \
                 i stedet holder den usikker; --shift flytter gennemsnittet og bevarer spredningen.",
    variants: "VARIANTER (--variant ID; compare beregner dem alle)",
    no_source: "ingen kilde angivet",
    no_grade: "intet vidensgrundlag angivet",
    undiscounted: "0, alle år vejer lige meget",
    the_rest: "resten",

    at_base: "ved basis",
    probability_positive: "P(> 0)",
    scenarios_note: "ved basis: den forventede business case, hvor hver forudsætning har sin basisværdi; gennemsnit: over alle \
                     beregnede forløb, hvor forudsætningerne er trukket.",
    certain_there: "Et tal, der er sat til én værdi, er sikkert dér, så P(> 0) er ikke den samme som i en kørsel, der trækker \
                    det.",
    above_zero_at_end: "OVERSKUD VED UDGANGEN AF",
    cumulative_above_zero: "P(akkumuleret provenu > 0).",
    ranking: "RANGORDEN efter gennemsnit",
    probability_best: "P(bedst)",
    mean_rank: "gennemsnitlig plads",
    best_note: "P(bedst): intet andet giver mere; hvor flere giver det samme, får hvert sin del.",
    difference: "FORSKEL",
    probability_better: "P(bedre)",

    tornado: ["FORUDSÆTNING", "lav", "høj", "gns. ved lav", "gns. ved høj", "P ved lav", "P ved høj"],
    fixed: "(fast)",
    fixed_note: "(fast): sikkert i scenariet; flyttet med en andel af sig selv, i en liste alle tal på én gang: som udgangspunkt \
                 de fem, der ville betyde mest, af dem, der må flyttes så langt til begge sider (--fixed nævner andre, \
                 --fixed none udelader dem).",
    stress: ["ALLE UGUNSTIGE, EN EFTER EN", "på", "ved basis", "gennemsnit", "P(> 0)"],
    nothing_held: "intet holdt fast",
    all_favourable: "alle gunstige",
    stress_note: "Hver række holder sin forudsætning og alle ovenfor i deres ugunstige ende; ved basis: resten ved \
                  basisværdier; gennemsnit: resten usikre.",
    mean_net_benefit: "GENNEMSNITLIGT PROVENU",
    probability_above_zero: "P(OVERSKUD)",
    grid_pairs: "Hvert par holder begge tal som sikre; en kørsel, der trækker dem, finder en anden P, uanset hvor mange forløb den har. \
                 Alle par af værdier står i grid.csv.",
    replications_for: "FORLØB TIL",
    a_run_takes: "en kørsel tager",
    no_number: "intet",

    pays: "giver overskud",
    exact: "eksakt",
    zero_at_base: "provenu nul, alt andet ved basisværdier",
    zero_on_average: "provenu nul i gennemsnit, resten usikre",
    held_as_certain: "I sidste række holdes tallet som sikkert; en kørsel, der trækker det eller har flere forløb, finder en \
                      anden sandsynlighed.",
    no_value_note: "Ved ingen (eller enhver) værdi: der er søgt langt ud over det sandsynlige, så langt som scenariet \
                    tillader.",
    nowhere_else: "Der er overskud i de angivne intervaller og ingen andre steder.",
    nothing_uncertain: "Ingen forudsætning er usikker: der er ingen kombination af dem at søge efter.",
    least_adverse: "MINDST UGUNSTIGE KOMBINATION MED UNDERSKUD",
    nearest_that_pays: "NÆRMESTE KOMBINATION MED OVERSKUD",
    there: "dér",
    share: "andel",
    share_of_later: "Af forudsætninger, der følges ad, får den senere i filen det, den lægger til den tidligeres andel.",

    replication: ["FORUDSÆTNING", "trukket", "percentil", "basisværdi"],
    planned_for: "PLANLAGT TIL",
    leaving_in: "AFSLUTTER I",
    families: "familier",
    better: "bedre",
    worse: "dårligere",
    year: "ÅR",
    self_sufficient_with: "selvforsørgende med",
    without: "uden",
    same: "samme",

    bench: ["TRÅDE", "forløb/s", "familieår/s", "ns/forløb", "skalering"],
    pictures: super::pictures::LABELS,

    suite: ["SCENARIE", "ns", "mindst", "mest", "resultater"],
};
