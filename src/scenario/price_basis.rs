//! Reading whether a price is before or after refund, and refusing to deduct a refund twice.

use super::reader::{Reader, Table};
use crate::model::{Driver, Payer, PayerId, PriceBasis, Share};

impl Reader<'_> {
    /// What the price of a line is, held against what else the line says of refunds.
    pub fn price_basis(
        &mut self,
        line: &Table<'_>,
        driver: Option<Driver>,
        shares: &[(PayerId, Share)],
        payers: &[Payer],
    ) -> Option<PriceBasis> {
        let name = self.choice(line, "price_basis")?;
        let basis = PriceBasis::ALL.iter().find(|known| known.0 == name).map(|known| known.1);
        if let (Some(Driver::Refund), Some(node)) = (driver, line.get("price_basis")) {
            let message = "a refund has no price; say it on the lines that it refunds";
            self.problem(node, &line.path("price_basis"), message);
        }
        if basis == Some(PriceBasis::AfterRefund) {
            if let Some(node) = line.get("reimbursement") {
                let message = "the price is after refund, so the reimbursement is deducted already; leave it out, or write the price \
                               before refund with price_basis = \"before_refund\"";
                self.problem(node, &line.path("reimbursement"), message);
            }
            let authorities = shares.iter().filter(|(payer, _)| payers[payer.0].public).count();
            if let (Some(node), 2..) = (line.get("shares"), authorities) {
                let message = "the price is after refund, so what other authorities bear is deducted already; write `payer`, the one \
                               whose price it is, and a line for each other with its own price, or the price before refund with \
                               price_basis = \"before_refund\"";
                self.problem(node, &line.path("shares"), message);
            }
        }
        basis
    }
}
