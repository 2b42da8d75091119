//! The rules that are averaged in one formula for all: the intake, person-years, events, and lines whose units are their own.

use crate::distribution::Univariate;
use crate::model::{
    Activity, Arrival, Employment, EventSetting, Frequency, GroupRows, GroupSetting, Lanewise, Leaving, LeavingPart,
    Number, OwnLine, Stay, Subject, Tier, Varying, Wait,
};

/// What is expected of a group, as far as it follows from the waits and durations of a draw alone.
#[derive(Debug, Clone)]
pub(super) struct Linear<N> {
    /// When the adults of each tier enter, of each [cohort](GroupSetting::cohorts).
    pub arrivals: Vec<Vec<Arrivals<N>>>,
    /// Of each event.
    events: Vec<Option<EventCourses<N>>>,
    /// The mean amount of each line of its own.
    means: Vec<N>,
}

/// When adults enter in each arm.
#[derive(Debug, Clone)]
pub(super) struct Arrivals<N> {
    pub arms: [Arrival<N>; 2],
    /// One in the replications in which that is the same in both arms, else zero.
    alike: N,
}

impl<N: Number> Arrivals<N> {
    fn of(leaving: Leaving, waits: &[Option<Lanewise<Wait<'_>>>; 2], years: usize) -> Self {
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

/// What is expected of an event that begins at the moment of leaving, and of one that may begin at any time of its year.
#[derive(Debug, Clone)]
struct EventCourses<N> {
    at_leaving: EventCourse<N>,
    anytime: EventCourse<N>,
}

/// What is expected of an event, by year since the one it is planned for.
#[derive(Debug, Clone)]
struct EventCourse<N> {
    /// The probability that it begins in the year.
    begins: Vec<f64>,
    /// The part of the year that it covers.
    time: Vec<N>,
}

impl<N: Number> EventCourse<N> {
    fn of(leaving: Leaving, times: &Lanewise<Vec<f64>>, years: usize) -> Self {
        let time = (0..years).map(|k| times.number(|time| time[k])).collect();
        Self { begins: Arrival::of(leaving, None, years).mass, time }
    }
}

impl<N: Number> EventCourses<N> {
    fn of(leaving: Leaving, stay: &Lanewise<Stay<'_>>, years: usize) -> Self {
        let times = stay.map(|stay| stay.expected_time(years));
        let anytime = stay.map(|stay| stay.anytime().expected_time(years));
        Self {
            at_leaving: EventCourse::of(leaving, &times, years),
            anytime: EventCourse::of(leaving.anytime(), &anytime, years),
        }
    }
}

impl<N: Number> Linear<N> {
    /// That of a group, without values.
    pub fn new() -> Self {
        Self { arrivals: Vec::new(), events: Vec::new(), means: Vec::new() }
    }

    /// Works out what the draw of a group changes, all of whose families leave at one time or in one stretch of time.
    pub fn update(&mut self, group: &GroupSetting<'_, N>) {
        let years = group.families.len();
        let leaving = *group.leaving.of(0);
        let late = !group.group.intake.delay.is_certain();
        let tiers = group.group.employment.as_ref().map_or(&[][..], |Employment { tiers, .. }| tiers);
        self.arrivals.resize(tiers.len(), Vec::new());
        for ((arrivals, tier), setting) in self.arrivals.iter_mut().zip(tiers).zip(&group.tiers) {
            if !arrivals.is_empty() && !late && has_certain_waits(tier) {
                continue;
            }
            let of = |cohort: LeavingPart| Arrivals::of(cohort.leaving, &setting.waits, years);
            *arrivals = group.cohorts(0).map(of).collect();
        }
        self.events.resize(group.events.len(), None);
        for (courses, setting) in self.events.iter_mut().zip(&group.events) {
            let Some(EventSetting { event, stay, .. }) = setting else { continue };
            let certain = event.duration.as_ref().is_none_or(Varying::is_certain);
            if courses.is_none() || late || !certain {
                *courses = Some(EventCourses::of(leaving, stay, years));
            }
        }
        if self.means.len() != group.own.len() || group.own.iter().any(|own| !own.certain) {
            let mean = |own: &OwnLine<'_, N>| match &own.price {
                Some((_, price)) => price.number(|distribution| distribution.mean()),
                None => N::all(1.0),
            };
            self.means = group.own.iter().map(mean).collect();
        }
    }

    /// Adds what is expected of the group.
    #[inline(always)]
    pub fn expect(&self, group: &GroupSetting<'_, N>, block: &GroupRows, activity: &mut Activity<N>) {
        intake(group, block, activity);
        self.person_years(group, block, activity);
        for (index, (event, courses)) in group.events.iter().zip(&self.events).enumerate() {
            if let (Some(event), Some(courses)) = (event, courses) {
                events(group, block, (index, event, courses), activity);
            }
        }
        for (own, mean) in group.own.iter().zip(&self.means) {
            own_line(own, *mean, block, activity);
        }
    }

    #[inline(always)]
    fn person_years(&self, group: &GroupSetting<'_, N>, block: &GroupRows, activity: &mut Activity<N>) {
        let Some(course) = &group.course else { return };
        let years = group.families.len();
        // Without shocks those of all years fare alike, and the later ones see the beginning of what the first sees.
        let varies = group.entry.len() > 1;
        for (tier, arrivals) in self.arrivals.iter().enumerate() {
            let row = activity.row_mut(block.person_years(tier));
            for (cohort, Arrivals { arms: [programme, comparison], alike }) in group.cohorts(0).zip(arrivals) {
                let mut times = None;
                for (year, adults) in group.adults().enumerate() {
                    if varies || times.is_none() {
                        let time = |arrival| course.expected_time(arrival, year, years - year);
                        times = Some((time(programme), (*alike != N::all(1.0)).then(|| time(comparison))));
                    }
                    let (Some((with, without)), Some(entry)) = (&times, group.entry(year, cohort.later)) else {
                        continue;
                    };
                    let adults = adults * cohort.share;
                    let row = &mut row[year..];
                    let Some(without) = without else {
                        convolve(adults * entry.additional(tier), with, row);
                        continue;
                    };
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

#[inline(always)]
fn intake<N: Number>(group: &GroupSetting<'_, N>, block: &GroupRows, activity: &mut Activity<N>) {
    for (row, subject) in
        [(block.families(), Subject::Family), (block.adults(), Subject::Adult), (block.children(), Subject::Child)]
    {
        for part in group.parts.of(0) {
            let leaving = activity.row_mut(row).iter_mut().skip(part.later).zip(subjects(group, subject));
            leaving.for_each(|(value, planned)| *value += planned * part.share);
        }
    }
}

/// Expected subjects of an event by planned year.
#[inline(always)]
fn subjects<'g, N: Number>(group: &'g GroupSetting<'_, N>, subject: Subject) -> impl Iterator<Item = N> + use<'g, N> {
    let mean = group.group.household.mean(subject);
    group.families.iter().map(move |families| *families * mean)
}

#[inline(always)]
fn events<N: Number>(
    group: &GroupSetting<'_, N>,
    block: &GroupRows,
    (index, event, courses): (usize, &EventSetting<'_, N>, &EventCourses<N>),
    activity: &mut Activity<N>,
) {
    let years = group.families.len();
    let effect = event.event.effect.sign();
    // Expected events of a planned year, by year since then: their number, and the profile of their beginnings and time.
    let mut cohort = |year: usize, k: usize, number: N| {
        if year + k >= years || number == N::default() {
            return;
        }
        let course = if k == 0 { &courses.at_leaving } else { &courses.anytime };
        for (kind, share) in event.shares.iter().enumerate() {
            let size = number * *share;
            let begun = activity.row_mut(block.event(index, kind))[year + k..].iter_mut();
            begun.zip(&course.begins).for_each(|(value, part)| *value += size * *part);
            convolve(size, &course.time, &mut activity.row_mut(block.event_year(index, kind))[year + k..]);
        }
    };
    match &event.frequency {
        Frequency::Difference(starts) => starts.iter().enumerate().for_each(|(year, &number)| cohort(year, 0, number)),
        Frequency::Probability([programme, comparison]) => {
            for (year, subjects) in subjects(group, event.event.subject).enumerate() {
                cohort(year, 0, subjects * effect * (*programme - *comparison));
            }
        }
        Frequency::Number(arms) => {
            for (year, subjects) in subjects(group, event.event.subject).enumerate() {
                for (k, [programme, comparison]) in arms.iter().enumerate() {
                    cohort(year, k, subjects * effect * (*programme - *comparison));
                }
            }
        }
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
pub(super) fn convolve<N: Number>(size: N, profile: &[N], target: &mut [N]) {
    target.iter_mut().zip(profile).for_each(|(value, part)| *value += size * *part);
}
