//! The ledger of a generated scenario.

use super::text::Writer;

impl Writer<'_> {
    /// A line of the ledger that is not shared out.
    fn ledger(&mut self, id: &str, kind: &str, rest: &str) {
        self.line(&format!("[lines.{id}]\nkind = \"{kind}\"\n{rest}"));
    }

    /// A saving with all that a line may have.
    fn saving(&mut self, id: &str, rest: &str) {
        self.ledger(id, "saving", rest);
        for factor in ["payer", "nature"] {
            if self.has(factor) {
                self.line(self.level(factor));
            }
        }
        if self.has("realised") {
            let level = self.level("realised");
            let realised = match level.strip_prefix("[<by all years ") {
                Some(range) => {
                    let range = range.trim_end_matches(">]");
                    let years: Vec<String> = (0..self.years).map(|_| self.drawn(range)).collect();
                    format!("[{}]", years.join(", "))
                }
                None => self.filled(level),
            };
            self.line(&format!("realised = {realised}"));
        }
        self.key("growth", "growth");
        self.key("factor", "factor");
    }

    /// All lines, and the payers they name.
    pub fn lines(&mut self) {
        if self.level("nature").contains("fund") {
            self.line("[payers.fund]\nname = \"A fund\"\npublic = false");
        }
        self.ledger(
            "office",
            "cost",
            "payer = \"state\"\nper = \"year\"\namount = \"parameters.price\"\nfactor = \"parameters.level\"",
        );
        self.ledger("course", "cost", "payer = \"municipality\"\nper = \"family\"\namount = 7");
        if self.level("accounts") == "budgets" {
            self.line("budget = \"social\"");
        }
        if self.has("tiers") {
            self.saving("support", "per = \"person_year\"\namount = <80.0..120.0>\nquantity = 12");
        }
        if self.has("placements") {
            self.saving("care", "per = \"placement_year\"\namount = 300");
            if self.level("accounts") == "budgets" {
                self.line("budget = \"children\"\ncashable = true");
            }
        }
        if self.has("types") {
            self.saving("extra", "per = \"placement_year\"\ntype = \"institution\"\namount = 200");
        }
        if self.has("event") {
            self.saving("stays", "per = \"event\"\nevent = \"stay\"\namount = 40");
            self.saving("days", "per = \"event_year\"\nevent = \"stay\"\namount = 0.9\nquantity = 365");
            if self.has("event's types") {
                self.line("type = \"long\"");
            }
        }
        if self.has("price of one's own") {
            let (per, amount) = (self.level("price of one's own"), self.number("price differs as"));
            self.ledger("own", "saving", &format!("payer = \"state\"\nper = \"{per}\"\namount = {amount}"));
            if per.starts_with("event") {
                self.line("event = \"stay\"");
            }
        }
        if self.has("schedule") {
            self.ledger(
                "measures",
                "cost",
                &format!("payer = \"municipality\"\namount = \"25 to 35\"\n{}", self.level("schedule")),
            );
        }
        if self.has("reimbursement") {
            let stairs = self.number("reimbursement");
            self.ledger(
                "stairs",
                "saving",
                "nature = \"transfer\"\npayer = \"municipality\"\nper = \"person_year\"\namount = 90",
            );
            self.line(&format!("[lines.stairs.reimbursement]\npayer = \"state\"\nweeks = [4, 26, 52]\n{stairs}"));
        }
        if self.has("refund") {
            let of = if self.has("types") { "\"care\", \"extra\"" } else { "\"care\"" };
            let refund = format!("refund = {{ of = [{of}], {} }}", self.level("refund"));
            self.ledger(
                "refund",
                "cost",
                "nature = \"transfer\"\nper = \"refund\"\npayer = \"municipality\"\ncounterpart = \"state\"",
            );
            self.line(&refund);
        }
        if self.level("groups") != "1" {
            self.ledger("second", "cost", "payer = \"region\"\nper = \"adult\"\nsubgroup = \"b\"\namount = 3");
        }
    }
}
