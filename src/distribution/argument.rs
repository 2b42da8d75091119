//! The named numbers by which a distribution is given, and how numbers are written in descriptions.

/// The named numbers by which a distribution is given, in the order forms are matched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Argument {
    Min,
    Mode,
    Max,
    Mean,
    Sd,
    Low,
    High,
    Level,
    Events,
    Of,
    Alpha,
    Beta,
    Shape,
    Scale,
    Rate,
    Meanlog,
    Sdlog,
    Values,
    Weights,
}

impl Argument {
    /// The scalar arguments with their keys in a scenario file.
    pub const SCALARS: [(&'static str, Self); 17] = [
        ("min", Self::Min),
        ("mode", Self::Mode),
        ("max", Self::Max),
        ("mean", Self::Mean),
        ("sd", Self::Sd),
        ("low", Self::Low),
        ("high", Self::High),
        ("level", Self::Level),
        ("events", Self::Events),
        ("of", Self::Of),
        ("alpha", Self::Alpha),
        ("beta", Self::Beta),
        ("shape", Self::Shape),
        ("scale", Self::Scale),
        ("rate", Self::Rate),
        ("meanlog", Self::Meanlog),
        ("sdlog", Self::Sdlog),
    ];
}

impl std::fmt::Display for Argument {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let name = match self {
            Self::Values => "values",
            Self::Weights => "weights",
            scalar => Self::SCALARS.iter().find(|entry| entry.1 == *scalar).map_or("", |entry| entry.0),
        };
        f.write_str(name)
    }
}

/// A number with at most six significant digits, for the descriptions people read.
pub(super) fn short(x: f64) -> String {
    if x == 0.0 || !x.is_finite() {
        return x.to_string();
    }
    if !(1e-9..1e17).contains(&x.abs()) {
        return format!("{x:.5e}").replace(".00000e", "e");
    }
    let digits = (5 - x.abs().log10().floor() as i32).max(0) as usize;
    let text = format!("{x:.digits$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}
