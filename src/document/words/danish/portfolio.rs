//! Several programmes at once, in Danish.

use super::common::of_cases;
use super::{D, Danish};
use crate::analysis::{Diversification, FirstThenOthers, PortfolioProgramme};
use crate::document::words::portfolio::{PortfolioLabels, PortfolioWords};
use crate::document::words::{CommonWords, sentences, some_of, upper_first};
use crate::model::DeviationScale;
use crate::statistics::{Chance, Estimate};
use crate::summary::NetBenefit;

pub(in crate::document) const PORTFOLIO: PortfolioLabels = PortfolioLabels {
    programme: "INDSATS",
    participants: "deltagere",
    together: "alle tilsammen",
    even: ["TJENT HJEM INDEN FOR PERIODEN", "i"],
    spread: [
        "SÅ MEGET SVINGER SUMMEN (SPREDNING)",
        "som beregnet",
        "hvis de var uafhængige",
        "hvis alle svingede sammen",
    ],
    account: "ALLE TILSAMMEN, PR. KASSE",
    advance: ["PENGE, DER SKAL LÆGGES UD", "budget", "mere end det"],
    programmes_note: "5 % og 95 %: af gevinsten; ±: standardfejl på gennemsnittet. Summen er indsatserne lagt sammen i hver beregning, så dens \
                      fraktiler er ikke summen af deres.",
    own_families: "Familierne er hver indsats' egne.",
    cut: "Der regnes med de år, som alle scenarier har.",
    too_many: "Indsatserne en for en står i portfolio.csv.",
    counted: "Der tælles, hvor mange der bliver selvforsørgende med indsatsen, som om de voksne var uafhængige givet antagelserne.",
    heading: "P(netto > 0)",
};

impl PortfolioWords for Danish {
    fn portfolio_answer(&self, programmes: usize, span: &str, total: &NetBenefit, currency: &str) -> String {
        let money = |value: f64| D.money(value, currency);
        let pays = total.probability_positive.as_ref().map_or_else(String::new, |chance| {
            format!("{} giver de tilsammen overskud i {}.", upper_first(&Danish.in_span(span)), of_cases(chance))
        });
        sentences([
            format!(
                "De {programmes} indsatser giver tilsammen {} i gennemsnit (±\u{a0}{}).",
                money(total.mean),
                D.whole(total.mcse)
            ),
            pays,
            format!(
                "De dårligste 5 % af forløbene ender på {} i gennemsnit.",
                money(total.expected_shortfall_05.value)
            ),
        ])
    }

    fn portfolio_even(&self, mean: Estimate, of: usize, none: &Chance, all: &Chance) -> String {
        format!(
            "I gennemsnit tjener {} af {of} sig hjem (±\u{a0}{}): alle i {}, ingen i {}.",
            D.decimal(mean.value, 1),
            D.decimal(mean.mcse, 2),
            of_cases(all),
            of_cases(none)
        )
    }

    fn portfolio_spread(&self, spread: &Diversification, shares: bool, currency: &str) -> String {
        let Diversification { sd, sd_if_independent: apart, sd_if_together: together, .. } = *spread;
        let Some(remains) = spread.share_that_remains else {
            return "Intet svinger fra forløb til forløb, så der er intet at udligne.".to_owned();
        };
        let [evened, independent] = [sd.value, apart].map(|sd| D.percent(1.0 - sd / together, 0));
        let of_total = format!("Summen svinger {} (±\u{a0}{}).", D.money(sd.value, currency), D.whole(sd.mcse));
        if !shares {
            return format!(
                "Indsatserne har ingen antagelse fælles: fordelt på flere af dem udlignes {evened} af det, de svinger hver for sig, og mere, \
                 jo flere de er. {of_total}"
            );
        }
        format!(
            "Fordelt på flere indsatser udlignes {evened} af det, de svinger hver for sig; uafhængige ville udligne {independent}. Resten er \
             fælles: det går op og ned i dem alle på én gang. Hvor mange flere som disse der end kom til, ville {} af summen af deres \
             spredninger være tilbage. {of_total}",
            D.percent(remains, 0)
        )
    }

    fn portfolio_independent(&self, shared: &Chance, independent: Estimate) -> String {
        format!(
            "Alle tilsammen giver overskud i {}. Regnet som uafhængige ville de samme indsatser vise {} (±\u{a0}{}): det er de ikke.",
            of_cases(shared),
            D.percent(independent.value, 1),
            D.points(independent.mcse)
        )
    }

    fn portfolio_shared(&self, titles: &[&str], programmes: usize) -> String {
        if titles.is_empty() {
            return "Ingen antagelse trækkes fælles for flere indsatser; `programme = \"id\"` i filerne eller --common siger, hvilke der gør."
                .to_owned();
        }
        let shown: Vec<&str> = some_of(titles).copied().collect();
        let more = titles.len() - shown.len();
        let more = if more > 0 { format!(" og {more} flere") } else { String::new() };
        let alone = programmes == 1;
        format!("Trækkes fælles for {}: {}{more}.", if alone { "alle" } else { "flere" }, shown.join("; "))
    }

    fn portfolio_deviates(&self, of: &PortfolioProgramme, programmes: usize) -> String {
        let each = of.deviates.iter().map(|own| {
            let scale = match own.scale {
                DeviationScale::LogOdds => "log-odds",
                DeviationScale::Log => "logaritmer",
            };
            format!("{} (spredning {} i {scale})", own.label.title, D.plain(own.sd))
        });
        format!(
            "{programmes} indsatser har deres egen værdi omkring den fælles: {}.",
            each.collect::<Vec<_>>().join("; ")
        )
    }

    fn portfolio_assumed(&self, assumed: usize, of: usize) -> String {
        format!("Størrelsen af {assumed} ud af {of} indsatser er antaget.")
    }

    fn portfolio_first(&self, found: &FirstThenOthers, currency: &str) -> String {
        let FirstThenOthers { facts, all_at_once, first_then_others, gain, gain_lower, .. } = found;
        let money = |value: f64| D.money(value, currency);
        let follow = match found.others_follow_at[..] {
            [] => "Intet antal ville få de andre med".to_owned(),
            [[0, to]] if to == facts.followed => "De andre følger efter, hvad der end tælles".to_owned(),
            [[from, to]] if to == facts.followed => format!("De andre følger efter fra {from} selvforsørgende"),
            _ => {
                let parts: Vec<String> =
                    some_of(&found.others_follow_at).map(|[from, to]| format!("{from}–{to}")).collect();
                format!("De andre følger efter ved {} selvforsørgende", parts.join(", "))
            }
        };
        let verdict = if gain.value > 2.0 * gain.mcse && *gain_lower > 0.0 {
            "Det betaler sig."
        } else if gain.value < -2.0 * gain.mcse {
            "Det betaler sig ikke."
        } else {
            "Det gør ingen forskel, der kan ses."
        };
        let left = match facts.discount {
            left if left < 1.0 => format!(" ({} af deres gevinst er tilbage)", D.percent(left, 0)),
            _ => String::new(),
        };
        let wait = match facts.wait {
            0.0 => String::new(),
            years => format!(", som venter {} år{left},", D.plain(years)),
        };
        format!(
            "At begynde med {} alene, tælle de selvforsørgende blandt {} voksne og så afgøre de andre{wait} giver {} i gennemsnit; alle på én \
             gang {}; den første alene {}; ingen 0. Mod det bedste af de tre er gevinsten {} (±\u{a0}{}; med regler bedømt på andre træk {}). {follow}; antallet \
             siger nej i {} af forløbene. {verdict}",
            facts.programme,
            facts.followed,
            money(first_then_others.value),
            money(all_at_once.value),
            money(found.first_alone.value),
            money(gain.value),
            D.whole(gain.mcse),
            D.whole(*gain_lower),
            D.percent(found.says_no, 0)
        )
    }

    fn portfolio_count(&self, from: usize, to: usize) -> String {
        if from == to { from.to_string() } else { format!("{from} til {to}") }
    }

    fn portfolio_title(&self, span: &str, whose: &str) -> String {
        format!("Gevinst {span}, indsats for indsats: {whose}")
    }
}
