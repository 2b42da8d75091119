//! The linear rules: intake, person-years, events, and lines with their own units.

use crate::model::{
    Activity, Arrival, Cohort, Employment, EventSetting, EventStays, Frequency, GroupRows, GroupSetting, Lanewise,
    Leaving, Number, OwnLine, Stay, Subject, Tier, Varying, Wait, expected_times,
};

/// The parts of a group's expectation that depend on the waits and durations of a draw only.
#[derive(Debug, Clone)]
pub(super) struct Linear<N> {
    /// When the adults of each tier enter, of each [cohort](GroupSetting::cohorts).
    pub arrivals: Vec<Vec<Arrivals<N>>>,
    /// Of each event, by its durations.
    events: Vec<Option<Vec<EventProfiles<N>>>>,
    /// The mean amount of each line of its own.
    means: Vec<N>,
    /// Expected self-sufficient time by year since leaving, in each arm: work space.
    times: [Vec<N>; 2],
}

/// When adults enter in each arm.
#[derive(Debug, Clone)]
pub(super) struct Arrivals<N> {
    pub arms: [Arrival<N>; 2],
    /// One in the replications in which that is the same in both arms, else zero.
    alike: N,
}

impl<N: Number> Arrivals<N> {
    fn of(leaving: &Lanewise<Leaving>, waits: &[Option<Lanewise<Wait<'_>>>; 2], years: usize) -> Self {
        let arms = waits.each_ref().map(|wait| Arrival::lanewise(leaving, wait.as_ref(), years));
        let [programme, comparison] = &arms;
        let same = |a: &[N], b: &[N], lane: usize| a.iter().zip(b).all(|(a, b)| a.lane(lane) == b.lane(lane));
        let alike = N::each(|lane| {
            let alike = same(&programme.mass, &comparison.mass, lane) && same(&programme.rest, &comparison.rest, lane);
            f64::from(u8::from(alike))
        });
        Self { arms, alike }
    }
}

/// The expectation of the events of one duration.
#[derive(Debug, Clone)]
struct EventProfiles<N> {
    /// Of one that begins at the moment of leaving.
    at_leaving: EventProfile<N>,
    /// Of those that may begin at any time of a later year, from the first on; the last entry holds in all later years.
    anytime: Vec<EventProfile<N>>,
}

/// The expectation of an event, by year since the planned one.
#[derive(Debug, Clone)]
struct EventProfile<N> {
    /// The probability that it begins in the year.
    begins: Vec<N>,
    /// The part of the year that it covers.
    time: Vec<N>,
}

/// An event of a group, with where its activity is counted and how it is expected to run.
struct EventTerms<'a, N> {
    event: &'a EventSetting<'a, N>,
    profiles: &'a [EventProfiles<N>],
    block: &'a GroupRows,
    /// Which event of the block.
    index: usize,
}

impl<N: Number> EventProfile<N> {
    fn of(stay: &Lanewise<Stay<'_>>, wait: Option<&Lanewise<Wait<'_>>>, years: usize) -> Self {
        let times = expected_times::<N>(stay, wait, years);
        let time = (0..years).map(|k| times.number(|time| time[k])).collect();
        Self { begins: Arrival::lanewise(&stay.map(|stay| stay.leaving), wait, years).mass, time }
    }
}

impl<N: Number> EventProfiles<N> {
    fn of(stays: &EventStays<'_>, setting: &EventSetting<'_, N>, years: usize) -> Self {
        let wait = setting.wait.as_ref();
        let later = match setting.frequency {
            Frequency::Number(_) => stays.last().max(1),
            // All begin when families leave.
            Frequency::Difference(_) | Frequency::Probability(_) => 0,
        };
        let anytime = |k| EventProfile::of(&stays.of_year(k).map(Stay::anytime), wait, years);
        Self {
            at_leaving: EventProfile::of(stays.of_year(0), wait, years),
            anytime: (1..=later).map(anytime).collect(),
        }
    }

    /// That of events planned for the k-th year since leaving.
    #[inline(always)]
    fn of_year(&self, k: usize) -> &EventProfile<N> {
        if k == 0 { &self.at_leaving } else { &self.anytime[(k - 1).min(self.anytime.len() - 1)] }
    }
}

impl<N: Number> Linear<N> {
    /// That of a group, without values.
    pub fn new() -> Self {
        Self { arrivals: Vec::new(), events: Vec::new(), means: Vec::new(), times: [Vec::new(), Vec::new()] }
    }

    /// Works out what the draw of a group changes.
    pub fn update(&mut self, group: &GroupSetting<'_, N>) {
        let years = group.families.len();
        let late = !group.group.intake.delay.is_certain();
        let tiers = group.group.employment.as_ref().map_or(&[][..], |Employment { tiers, .. }| tiers);
        self.arrivals.resize(tiers.len(), Vec::new());
        for ((arrivals, tier), setting) in self.arrivals.iter_mut().zip(tiers).zip(&group.tiers) {
            if !arrivals.is_empty() && !late && has_certain_waits(tier) {
                continue;
            }
            let of = |cohort: &Cohort<N>| Arrivals::of(&cohort.leaving, &setting.waits, years);
            *arrivals = group.cohorts().iter().map(of).collect();
        }
        self.events.resize(group.events.len(), None);
        for (courses, setting) in self.events.iter_mut().zip(&group.events) {
            let Some(setting) = setting else { continue };
            if courses.is_none() || late || !setting.event.has_certain_times() {
                *courses = Some(setting.stays.iter().map(|stays| EventProfiles::of(stays, setting, years)).collect());
            }
        }
        if self.means.len() != group.own.len() || group.own.iter().any(|own| !own.certain) {
            self.means = group.own.iter().map(OwnLine::mean_amount).collect();
        }
    }

    /// The probability that an event planned for the k-th year since leaving begins in each year from that one on.
    pub fn begins(&self, event: usize, k: usize) -> &[N] {
        // Its durations differ, not its beginning.
        self.events[event].as_ref().and_then(|durations| durations.first()).map_or(&[], |of| &of.of_year(k).begins)
    }

    /// Adds what is expected of the group; `goes_on` = the probability that the programme takes families in, by planned year.
    #[inline(always)]
    pub fn expect(
        &mut self,
        group: &GroupSetting<'_, N>,
        goes_on: &[N],
        block: &GroupRows,
        activity: &mut Activity<N>,
    ) {
        for subject in [Subject::Family, Subject::Adult, Subject::Child] {
            intake(group, goes_on, block, subject, activity);
        }
        self.person_years(group, goes_on, block, activity);
        for (index, (event, profiles)) in group.events.iter().zip(&self.events).enumerate() {
            if let (Some(event), Some(profiles)) = (event, profiles) {
                events(group, goes_on, &EventTerms { event, profiles, block, index }, activity);
            }
        }
        for (own, mean) in group.own.iter().zip(&self.means) {
            own_line(own, *mean, block, activity);
        }
    }

    #[inline(always)]
    fn person_years(
        &mut self,
        group: &GroupSetting<'_, N>,
        goes_on: &[N],
        block: &GroupRows,
        activity: &mut Activity<N>,
    ) {
        let Some(course) = &group.course else { return };
        let (years, mean) = (group.families.len(), group.group.household.mean(Subject::Adult));
        // Without a labour market all cohorts are alike: later ones have the first years of the first cohort's course.
        let varies = group.entry.len() > 1;
        let [with, without] = &mut self.times;
        for (tier, arrivals) in self.arrivals.iter().enumerate() {
            let row = activity.row_mut(block.person_years(tier));
            for (cohort, Arrivals { arms, alike }) in group.cohorts().iter().zip(arrivals) {
                let all_alike = *alike == N::all(1.0);
                for year in 0..years {
                    if varies || year == 0 {
                        with.clear();
                        with.resize(years - year, N::default());
                        course.add_expected_time(&arms[0], year, with);
                    }
                    if !all_alike && (varies || year == 0) {
                        without.clear();
                        without.resize(years - year, N::default());
                        course.add_expected_time(&arms[1], year, without);
                    }
                    let Some(entry) = group.entry(year, cohort.later) else { continue };
                    let adults = group.families[year] * goes_on[year] * mean * cohort.share;
                    let row = &mut row[year..];
                    if all_alike {
                        convolve(adults * entry.additional(tier), with, row);
                        continue;
                    }
                    let ([reached, anyway], apart) = (entry.shares(tier), N::all(1.0) - *alike);
                    convolve(adults * entry.additional(tier) * *alike, with, row);
                    convolve(adults * reached * apart, with, row);
                    convolve((N::default() - adults) * anyway * apart, without, row);
                }
            }
        }
    }
}

/// Whether the waits of a tier are the same at every draw.
pub(super) fn has_certain_waits(tier: &Tier) -> bool {
    tier.delay.iter().flatten().all(Varying::is_certain)
}

/// Subjects of a kind, in the years in which they leave.
#[inline(always)]
fn intake<N: Number>(
    group: &GroupSetting<'_, N>,
    goes_on: &[N],
    block: &GroupRows,
    subject: Subject,
    activity: &mut Activity<N>,
) {
    let row = match subject {
        Subject::Family => block.families(),
        Subject::Adult => block.adults(),
        Subject::Child => block.children(),
    };
    let (row, mean) = (activity.row_mut(row), group.group.household.mean(subject));
    for Cohort { later, share, leaving: _ } in &group.by_year {
        for year in *later..row.len() {
            row[year] += group.families[year - later] * goes_on[year - later] * mean * *share;
        }
    }
}

#[inline(always)]
fn events<N: Number>(
    group: &GroupSetting<'_, N>,
    goes_on: &[N],
    terms: &EventTerms<'_, N>,
    activity: &mut Activity<N>,
) {
    let event = terms.event;
    let (mean, effect) = (group.group.household.mean(event.event.subject), event.event.effect.sign());
    for year in 0..group.families.len() {
        let subjects = group.families[year] * goes_on[year] * mean * effect;
        match &event.frequency {
            Frequency::Difference(starts) => {
                planned(starts[year] * goes_on[year], 0, terms, year, activity);
            }
            Frequency::Probability([programme, comparison]) => {
                let number = subjects * (*programme - *comparison);
                planned(number, 0, terms, year, activity);
            }
            Frequency::Number(arms) => {
                for (k, [programme, comparison]) in arms.iter().enumerate().take(group.families.len() - year) {
                    let number = subjects * (*programme - *comparison);
                    planned(number, k, terms, year + k, activity);
                }
            }
        }
    }
}

/// Adds a number of events planned for a year, the k-th since leaving: their beginnings, and the time that they take.
#[inline(always)]
fn planned<N: Number>(
    number: N,
    k: usize,
    &EventTerms { event, profiles, block, index }: &EventTerms<'_, N>,
    year: usize,
    activity: &mut Activity<N>,
) {
    if number == N::default() {
        return;
    }
    for (kind, share) in event.shares.iter().enumerate() {
        let size = number * *share;
        let profile = profiles[event.event.kinds[kind].duration].of_year(k);
        let begun = &mut activity.row_mut(block.event(index, kind))[year..];
        for k in 0..begun.len() {
            begun[k] += size * profile.begins[k];
        }
        convolve(size, &profile.time, &mut activity.row_mut(block.event_year(index, kind))[year..]);
    }
}

/// A line with an amount of its own, of this mean, or a schedule. Amounts are drawn independently of the courses, so the
/// expectation of the product is the product.
fn own_line<N: Number>(own: &OwnLine<'_, N>, mean: N, block: &GroupRows, activity: &mut Activity<N>) {
    let units: Vec<N> = activity.summed(block.of(own.driver)).into_iter().map(|units| units * mean).collect();
    let row = activity.row_mut(own.row);
    match &own.schedule {
        None => row.copy_from_slice(&units),
        Some(schedule) => {
            units.iter().enumerate().for_each(|(year, &units)| convolve(units, schedule, &mut row[year..]));
        }
    }
}

/// target_k += size · profile_k, as far as both reach.
#[inline(always)]
fn convolve<N: Number>(size: N, profile: &[N], target: &mut [N]) {
    for k in 0..profile.len().min(target.len()) {
        target[k] += size * profile[k];
    }
}
