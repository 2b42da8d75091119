# The Silkeborg programme in base R: whole columns of replications at a time, no loop over people.
#
# Three facts, all exact, keep the columns short:
# - Of the adults of an intake year, each is additional with probability |p1 - p0| and gets past the year of entry with
#   probability 1 - h, so those who do are binomial with probability |p1 - p0| (1 - h). The others never count.
# - The hazard is the same in every year, so those who got past their year of entry are thinned together, whatever year
#   they entered in: binomial with probability 1 - h.
# - Poisson numbers add up to a Poisson number, so placements are drawn for the families of a year at once.
#
# Entry moments are drawn one by one and summed by replication. Working in chunks made no difference.

years <- 5L
intake <- c(100 / 3, 40, 40, 40, 40)
placement_profile <- c(1, 1, 0, 0, 0)
# Project manager, five case managers, training, follow-up, IT workplaces, licences, transport.
costs_a_year <- 580000 + 5 * 465000 + 100000 + 80000 + 40000 + 32000 + 100000
posts_saved <- 0.75 + 2
state_share <- 0.2

probabilities <- c(0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95)
shortfall <- 0.05

# Matrices have a row per replication and a column per year, so that each year is contiguous.
simulate <- function(n) {
  programme <- rbeta(n, 17.1, 57 - 17.1)
  comparison <- rbeta(n, 3, 20 - 3)
  staying <- 1 - rbeta(n, 2, 20 - 2)
  starts <- rgamma(n, shape = 2, scale = 0.5)

  effect <- programme - comparison
  enters_and_stays <- abs(effect) * staying
  settled <- placed <- integer(n)
  person_years <- placement_years <- matrix(0, n, years)
  for (year in seq_len(years)) {
    adults <- rounded_at_random(n, intake[year])
    settled <- rbinom(n, settled, staying)
    entrants <- rbinom(n, adults, enters_and_stays)
    person_years[, year] <- sign(effect) * (settled + sums_of_uniforms(entrants))
    settled <- settled + entrants

    if (placement_profile[year] > 0) {
      avoided <- rpois(n, starts * placement_profile[year] * adults / intake[year])
      placement_years[, year] <- placed + sums_of_uniforms(avoided)
      placed <- placed + avoided
    } else {
      placement_years[, year] <- placed
    }
  }
  list(
    person_years = person_years,
    placement_years = placement_years,
    placements = placed,
    support = 12 * nonnegative_normal(n, 14575, 440),
    placement_price = lognormal(n, 450000, 90000),
    # Triangular on 0 to 1 with its mode at 1: the share of the posts that are in fact cut.
    casework = posts_saved * sqrt(runif(n)) * nonnegative_normal(n, 450000, 22500),
    costs = costs_a_year * pert(n, 0.95, 1, 1.25)
  )
}

# Whole numbers of adults with the mean kept: rounded down, plus one with the probability of the remainder.
rounded_at_random <- function(n, mean) {
  whole <- floor(mean)
  if (whole == mean) whole else whole + (runif(n) < mean - whole)
}

# The sum of so many uniforms for each replication: the rest of the year after as many random moments.
sums_of_uniforms <- function(counts) {
  ends <- cumsum(counts)
  running <- c(0, cumsum(runif(ends[length(ends)])))
  running[ends + 1] - running[ends - counts + 1]
}

# Normal truncated at zero, by rejection.
nonnegative_normal <- function(n, mean, sd) {
  draws <- rnorm(n, mean, sd)
  while (length(outside <- which(draws < 0))) draws[outside] <- rnorm(length(outside), mean, sd)
  draws
}

# Lognormal by mean and standard deviation of the quantity itself, not of its logarithm.
lognormal <- function(n, mean, sd) {
  variance <- log1p((sd / mean)^2)
  rlnorm(n, log(mean) - variance / 2, sqrt(variance))
}

# PERT: a beta stretched over [low, high] with weight 4 on the mode.
pert <- function(n, low, mode, high) {
  peak <- (mode - low) / (high - low)
  low + (high - low) * rbeta(n, 1 + 4 * peak, 5 - 4 * peak)
}

summarise <- function(results) {
  support <- results$person_years * results$support
  municipal <- (1 - state_share) * support + results$placement_years * results$placement_price + results$casework
  public <- municipal + state_share * support
  list(
    payers = list(
      municipality = account(municipal - results$costs, rowSums(municipal), years * results$costs),
      state = account(state_share * support, state_share * rowSums(support), 0),
      citizen = account(-support, 0, rowSums(support)),
      public_sector = account(public - results$costs, rowSums(public), years * results$costs)
    ),
    person_years = spread(rowSums(results$person_years)),
    placements = spread(results$placements)
  )
}

# One account from its net benefit, replications by years, and from what it gains and pays in all.
account <- function(yearly, gains, payments) {
  n <- nrow(yearly)
  cumulative <- yearly
  for (year in 2:years) cumulative[, year] <- cumulative[, year - 1] + yearly[, year]
  total <- cumulative[, years]
  by_end_of_year <- by_year(cumulative)

  # No year counts before money moves.
  moved <- rep(FALSE, n)
  even <- cumulative >= 0
  for (year in seq_len(years)) {
    moved <- moved | yearly[, year] != 0
    even[, year] <- even[, year] & moved
  }
  # Year of break-even from 1; years + 1 = not within the horizon. Lasting: the year after the last that is not even.
  first <- rep(years + 1L, n)
  for (year in years:1) first[even[, year]] <- year
  lasting <- rep(1L, n)
  for (year in 1:years) lasting[!even[, year]] <- year + 1L

  payback <- ifelse(first == 1L, 0, Inf)
  later <- which(first > 1L & first <= years)
  year <- first[later]
  before <- cumulative[cbind(later, year - 1L)]
  after <- cumulative[cbind(later, year)]
  payback[later] <- year - 1 + before / (before - after)

  lowest <- cumulative[, 1]
  for (year in 2:years) lowest <- pmin(lowest, cumulative[, year])
  peak <- pmax(-lowest, 0)

  worst <- floor(shortfall * n)
  positive <- mean(total > 0)
  list(
    net_benefit = c(
      by_end_of_year[[years]],
      probability_positive = positive,
      probability_positive_mcse = sqrt(positive * (1 - positive) / n),
      expected_shortfall_05 = mean(sort(total, partial = worst)[seq_len(worst)])
    ),
    yearly = by_year(yearly),
    cumulative = by_end_of_year,
    break_even = tabulate(first, years + 1) / n,
    lasting_break_even = tabulate(lasting, years + 1) / n,
    payback = quantiles(payback),
    peak_funding = list(mean = mean(peak), quantiles = quantiles(peak)),
    benefit_cost_ratio = if (any(payments != 0)) mean(gains) / mean(payments) else NA
  )
}

by_year <- function(columns) lapply(seq_len(years), function(year) spread(columns[, year]))

# Mean and standard deviation with their Monte Carlo standard errors, and quantiles.
spread <- function(values) {
  n <- length(values)
  centre <- mean(values)
  squares <- (values - centre)^2
  variance <- sum(squares) / (n - 1)
  list(
    mean = centre,
    mean_mcse = sqrt(variance / n),
    sd = sqrt(variance),
    sd_mcse = sqrt((mean(squares^2) - variance^2) / n) / (2 * sqrt(variance)),
    quantiles = quantiles(values)
  )
}

# Type 7, R's default.
quantiles <- function(values) quantile(values, probabilities, names = FALSE)

# JSON of nested lists, numbers and texts, which is all there is; infinite ("never") and NA become null.
json <- function(x) {
  if (is.list(x)) {
    parts <- vapply(x, json, "")
    if (is.null(names(x))) paste0("[", toString(parts), "]")
    else paste0("{", toString(paste0('"', names(x), '": ', parts)), "}")
  } else {
    parts <- if (is.character(x)) paste0('"', x, '"') else ifelse(is.finite(x), sprintf("%.17g", x), "null")
    if (length(x) == 1) parts else paste0("[", toString(parts), "]")
  }
}

option <- function(name, default) {
  given <- commandArgs(trailingOnly = TRUE)
  at <- match(paste0("--", name), given)
  if (is.na(at)) default else as.integer(given[at + 1])
}

n <- option("replications", 100000L)
set.seed(option("seed", 1L))
start <- proc.time()[["elapsed"]]
summary <- summarise(simulate(n))
seconds <- proc.time()[["elapsed"]] - start

headline <- c("mean", "mean_mcse", "sd", "sd_mcse", "probability_positive", "probability_positive_mcse")
facts <- list(
  peer = "r",
  versions = list(r = paste(R.version$major, R.version$minor, sep = ".")),
  replications = n,
  seconds = seconds
)
cat(json(c(facts, summary$payers$municipality$net_benefit[headline], summary = list(summary))), "\n", sep = "")
