//! Who pays and who gains.

/// Which payer of a model, by position.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PayerId(pub usize);

/// Somebody with a purse of their own: municipality, region, state, citizen, or any the scenario names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payer {
    /// Its id in the scenario.
    pub id: String,
    /// What results call it.
    pub name: String,
    /// Whether it belongs to the public sector.
    pub public: bool,
    /// Whether the file holds its side of the case: of a citizen who only loses benefits, without wages and tax, it does not.
    pub complete: bool,
}
