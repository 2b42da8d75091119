//! Distributions in Danish.

/// A distribution from its English description, `normal(14575, 440) cut at min 0`: words and marks change, paths and digits do not.
pub(super) fn distribution(described: &str) -> String {
    const PHRASES: [(&str, &str); 4] = [
        (" cut at min ", " afskåret nedadtil ved "),
        (" cut at max ", " afskåret opadtil ved "),
        (" cut to ", " afskåret til "),
        (", ", "; "),
    ];
    let text = PHRASES.iter().fold(described.to_owned(), |text, (english, danish)| text.replace(english, danish));
    let parts = text.split_inclusive([' ', '(', ')', ';']).flat_map(|part| {
        let word = part.trim_end_matches([' ', '(', ')', ';']);
        [told(word), part[word.len()..].to_owned()]
    });
    parts.collect()
}

/// One word, or a number with a decimal comma.
fn told(word: &str) -> String {
    if word.parse::<f64>().is_ok() {
        return word.replace('.', ",");
    }
    let danish = match word {
        "triangular" => "trekant",
        "uniform" => "ligefordeling",
        "empirical" => "observeret",
        "discrete" => "diskret",
        "cumulative" => "kumuleret",
        "within" => "inden for",
        "fixed" => "fast",
        "values" => "værdier",
        "mean" => "gennemsnit",
        "sd" => "standardafvigelse",
        "shape" => "form",
        "scale" => "skala",
        "rate" => "rate",
        "mode" => "mest sandsynlig",
        "min" => "mindst",
        "max" => "højst",
        "low" => "lav",
        "high" => "høj",
        "level" => "niveau",
        "events" => "hændelser",
        "of" => "af",
        "base" => "basisværdi",
        same => same,
    };
    danish.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_decimal_marks_are_danish_and_paths_stay() {
        for (english, danish) in [
            ("normal(14575, 440) cut at min 0", "normal(14575; 440) afskåret nedadtil ved 0"),
            ("lognormal(mean 450000, sd 90000.5)", "lognormal(gennemsnit 450000; standardafvigelse 90000,5)"),
            ("beta(2, 18) cut to 0.1 – 0.9", "beta(2; 18) afskåret til 0,1 – 0,9"),
            ("gamma(mean parameters.mean, sd 3)", "gamma(gennemsnit parameters.mean; standardafvigelse 3)"),
            ("uniform(0.8, 1.2), base 1", "ligefordeling(0,8; 1,2); basisværdi 1"),
            ("empirical(12 values)", "observeret(12 værdier)"),
            ("cumulative(0.2 within 3, 1 within 12)", "kumuleret(0,2 inden for 3; 1 inden for 12)"),
            ("triangular(0, 1, 1)", "trekant(0; 1; 1)"),
        ] {
            assert_eq!(distribution(english), danish);
        }
    }
}
