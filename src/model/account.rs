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
}

/// Which account of a model, by position.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct AccountId(pub usize);

/// A purse or a sum of purses whose net benefit is reported: a payer, the public sector, society.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Its id in results: a payer's id, `public_sector` or `society`.
    pub id: String,
    /// What results call it.
    pub name: String,
    /// The payers it sums.
    pub members: Vec<PayerId>,
}

impl Account {
    /// The accounts of a scenario: each payer, the public sector where it is more than one payer, and society where the
    /// scenario declares its payers complete.
    #[must_use]
    pub fn of(payers: &[Payer], complete: bool) -> Vec<Self> {
        let mut accounts: Vec<Self> = payers
            .iter()
            .enumerate()
            .map(|(i, payer)| Self { id: payer.id.clone(), name: payer.name.clone(), members: vec![PayerId(i)] })
            .collect();
        let public: Vec<PayerId> = (0..payers.len()).filter(|&i| payers[i].public).map(PayerId).collect();
        if public.len() > 1 {
            accounts.push(Self { id: "public_sector".into(), name: "Public sector".into(), members: public });
        }
        if complete {
            let members = (0..payers.len()).map(PayerId).collect();
            accounts.push(Self { id: "society".into(), name: "Society".into(), members });
        }
        accounts
    }
}
