//! What a BIA starts from: processes, moments, impact categories, kinds of dependency.
//!
//! The shape follows the questions of a business impact analysis (ISO 22301, 8.2.2); the values in
//! `data/bia/` are examples to start a conversation, and every government decides its own.

use std::collections::BTreeSet;
use std::fmt;

use crate::from_json;

/// The number of scores on the impact scale: 0 to 4.
pub const SCORES: usize = 5;

/// Everything a BIA starts from.
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema, serde::Serialize, serde::Deserialize),
    serde(deny_unknown_fields)
)]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Catalogue {
    /// Version of the content, such as `1.0`.
    pub version: String,
    /// Groups of processes, in the order in which they are shown.
    pub domains: Vec<Domain>,
    /// Processes that many municipalities have, in the order in which they are shown.
    pub processes: Vec<Process>,
    /// Moments at which the impact is scored, short to long.
    pub moments: Vec<TimeScale>,
    /// From this score on the impact is unacceptable. Own proposal: 3.
    pub threshold: u8,
    /// Kinds of harm.
    pub categories: Vec<ImpactCategory>,
    /// What the classes of the quick sort mean, A first.
    pub classes: Vec<ClassMeaning>,
    /// Kinds of things that a process needs.
    pub dependency_types: Vec<DependencyType>,
}

/// `data/bia/processes.yaml`.
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema, serde::Serialize, serde::Deserialize),
    serde(deny_unknown_fields)
)]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProcessList {
    /// Version of the content, such as `1.0`.
    pub version: String,
    /// Groups of processes.
    pub domains: Vec<Domain>,
    /// The processes.
    pub processes: Vec<Process>,
}

/// `data/bia/scales.yaml`.
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema, serde::Serialize, serde::Deserialize),
    serde(deny_unknown_fields)
)]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scales {
    /// The moments, short to long.
    pub moments: Vec<TimeScale>,
    /// From this score on the impact is unacceptable.
    pub threshold: u8,
    /// The impact categories.
    pub categories: Vec<ImpactCategory>,
    /// The classes of the quick sort.
    pub classes: Vec<ClassMeaning>,
}

/// `data/bia/dependencies.yaml`.
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema, serde::Serialize, serde::Deserialize),
    serde(deny_unknown_fields)
)]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DependencyList {
    /// The types of dependency.
    pub types: Vec<DependencyType>,
}

/// A group of processes, such as the civil registry.
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema, serde::Serialize, serde::Deserialize),
    serde(deny_unknown_fields)
)]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Domain {
    /// Permanent id in kebab case.
    pub id: String,
    /// Its name.
    pub name: String,
}

/// A process of the catalogue. All times and procedures are examples.
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema, serde::Serialize, serde::Deserialize),
    serde(deny_unknown_fields)
)]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Process {
    /// Permanent code, such as `BZ1`.
    pub code: String,
    /// Id of its [`Domain`].
    pub domain: String,
    /// Its name.
    pub name: String,
    /// Who notices when it stops.
    pub who_suffers: String,
    /// Kinds of application that it usually runs on; categories, not brands.
    #[cfg_attr(feature = "schema", serde(default))]
    pub applications: Vec<String>,
    /// Parties outside the government that it depends on.
    #[cfg_attr(feature = "schema", serde(default))]
    pub external: Vec<String>,
    /// Example of the maximum tolerable period of disruption: id of a [`TimeScale`]. Absent where
    /// only the peak matters.
    #[cfg_attr(feature = "schema", serde(default))]
    pub mtpd: Option<String>,
    /// What the moment alone does not say, such as a shorter time than the first moment.
    #[cfg_attr(feature = "schema", serde(default))]
    pub mtpd_note: Option<String>,
    /// Example of the class in the quick sort.
    pub class: Class,
    /// Example of working without the usual means.
    pub emergency_procedure: String,
    /// When it is more critical than usual, if ever.
    #[cfg_attr(feature = "schema", serde(default))]
    pub peak: Option<Peak>,
    /// A legal term that keeps running, in words.
    #[cfg_attr(feature = "schema", serde(default))]
    pub legal_term: Option<String>,
    /// Whether it runs day and night, so that times are calendar hours.
    #[cfg_attr(feature = "schema", serde(default))]
    pub always_on: bool,
}

/// A period in which a process is more critical than usual.
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema, serde::Serialize, serde::Deserialize),
    serde(deny_unknown_fields)
)]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Peak {
    /// When it is.
    pub when: String,
    /// Example of the shorter maximum in that period: id of a [`TimeScale`].
    #[cfg_attr(feature = "schema", serde(default))]
    pub mtpd: Option<String>,
    /// Example of the class in that period.
    #[cfg_attr(feature = "schema", serde(default))]
    pub class: Option<Class>,
}

/// How soon a process is missed. Own proposal: A within a day, B within three days, C within one or
/// two weeks, D after a month or more.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, serde::Serialize, serde::Deserialize))]
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// Within a day.
    A,
    /// Within three days.
    B,
    /// Within one or two weeks.
    C,
    /// After a month or more.
    D,
}

impl Class {
    /// The letter of the class.
    pub fn letter(self) -> &'static str {
        match self {
            Class::A => "A",
            Class::B => "B",
            Class::C => "C",
            Class::D => "D",
        }
    }
}

/// What a [`Class`] means, in words.
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema, serde::Serialize, serde::Deserialize),
    serde(deny_unknown_fields)
)]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClassMeaning {
    /// The class.
    pub id: Class,
    /// What it means.
    pub label: String,
}

/// A moment after the start of an outage at which the impact is scored.
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema, serde::Serialize, serde::Deserialize),
    serde(deny_unknown_fields)
)]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeScale {
    /// Permanent id, such as `1d`.
    pub id: String,
    /// What a person reads, such as `1 dag`.
    pub label: String,
    /// Hours since the start of the outage, in calendar time.
    pub hours: u32,
}

/// A kind of harm, with a descriptor for every score.
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema, serde::Serialize, serde::Deserialize),
    serde(deny_unknown_fields)
)]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImpactCategory {
    /// Permanent id in kebab case.
    pub id: String,
    /// Its name.
    pub label: String,
    /// What to ask oneself.
    pub question: String,
    /// What the scores 0, 1, 2, 3 and 4 mean.
    pub descriptors: [String; SCORES],
    /// Whether the highest score always means class A: a danger to life (own proposal).
    #[cfg_attr(feature = "schema", serde(default))]
    pub top_score_is_class_a: bool,
}

/// A kind of thing that a process needs.
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema, serde::Serialize, serde::Deserialize),
    serde(deny_unknown_fields)
)]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DependencyType {
    /// Permanent id in kebab case.
    pub id: String,
    /// Its name.
    pub label: String,
    /// What to ask at least.
    pub question: String,
    /// Usual alternatives.
    pub alternative: String,
}

/// What is wrong with a catalogue as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CatalogueProblem {
    /// An id or code occurs twice in its list.
    Duplicate(String),
    /// A process names a domain that is not there.
    UnknownDomain {
        /// Code of the process.
        process: String,
        /// The domain that it names.
        domain: String,
    },
    /// A process names a moment that is not there.
    UnknownMoment {
        /// Code of the process.
        process: String,
        /// The moment that it names.
        moment: String,
    },
    /// The moments do not go from short to long; the id is of the first that does not.
    MomentOrder(String),
    /// The threshold is not a score.
    Threshold(u8),
    /// A list without which there is no BIA is empty.
    Empty(&'static str),
}

impl fmt::Display for CatalogueProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CatalogueProblem::Duplicate(id) => write!(f, "`{id}` occurs twice"),
            CatalogueProblem::UnknownDomain { process, domain } => {
                write!(f, "process `{process}` names an unknown domain `{domain}`")
            }
            CatalogueProblem::UnknownMoment { process, moment } => {
                write!(f, "process `{process}` names an unknown moment `{moment}`")
            }
            CatalogueProblem::MomentOrder(id) => {
                write!(f, "moment `{id}` is not later than the one before it")
            }
            CatalogueProblem::Threshold(score) => write!(f, "threshold {score} is not a score"),
            CatalogueProblem::Empty(list) => write!(f, "the list `{list}` is empty"),
        }
    }
}

/// A length of time in calendar time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Duration {
    /// So many hours; 0 is at once.
    Hours(u32),
    /// Longer than the last moment of the scale.
    Longer,
}

/// Times beside the moments: contracts and tests know others.
const MORE_DURATIONS: [(&str, u32, &str); 4] =
    [("0h", 0, "Onmiddellijk"), ("1h", 1, "1 uur"), ("8h", 8, "8 uur"), ("48h", 48, "2 dagen")];

/// The code of [`Duration::Longer`].
const LONGER: &str = "longer";

impl Duration {
    /// At once.
    pub const ZERO: Duration = Duration::Hours(0);

    /// So many calendar days.
    pub fn days(days: u32) -> Duration {
        Duration::Hours(days.saturating_mul(24))
    }

    /// The hours, unless it is [`Duration::Longer`].
    pub fn hours(self) -> Option<u32> {
        match self {
            Duration::Hours(hours) => Some(hours),
            Duration::Longer => None,
        }
    }

    /// Both after each other.
    pub fn plus(self, other: Duration) -> Duration {
        match (self, other) {
            (Duration::Hours(a), Duration::Hours(b)) => Duration::Hours(a.saturating_add(b)),
            _ => Duration::Longer,
        }
    }

    /// What is left of it before something that takes `other`; never less than nothing.
    pub fn minus(self, other: Duration) -> Duration {
        match (self, other) {
            (Duration::Hours(a), Duration::Hours(b)) => Duration::Hours(a.saturating_sub(b)),
            (Duration::Hours(_), Duration::Longer) => Duration::ZERO,
            (Duration::Longer, _) => Duration::Longer,
        }
    }

    /// As it reads within a sentence: `1 dag`, `36 uur`, `langer dan 1 maand`.
    pub fn in_words(self, catalogue: &Catalogue) -> String {
        let Duration::Hours(hours) = self else {
            return catalogue.longer().map_or_else(|| "langer".to_owned(), |it| lower_first(&it));
        };
        let moment = catalogue.moments.iter().find(|it| it.hours == hours).map(|it| it.label.as_str());
        let more = || MORE_DURATIONS.iter().find(|it| it.1 == hours).map(|it| it.2);
        match moment.or_else(more) {
            Some(label) => lower_first(label),
            None if hours % 24 == 0 => format!("{} dagen", hours / 24),
            None => format!("{hours} uur"),
        }
    }
}

fn lower_first(text: &str) -> String {
    let mut lowered = String::with_capacity(text.len());
    for (at, letter) in text.chars().enumerate() {
        lowered.push(if at == 0 { crate::text::lower_letter(letter) } else { letter });
    }
    lowered
}

impl Catalogue {
    /// One catalogue out of the three files.
    pub fn from_parts(list: ProcessList, scales: Scales, dependencies: DependencyList) -> Catalogue {
        Catalogue {
            version: list.version,
            domains: list.domains,
            processes: list.processes,
            moments: scales.moments,
            threshold: scales.threshold,
            categories: scales.categories,
            classes: scales.classes,
            dependency_types: dependencies.types,
        }
    }

    /// The domain with this id.
    pub fn domain(&self, id: &str) -> Option<&Domain> {
        self.domains.iter().find(|it| it.id == id)
    }

    /// The process with this code.
    pub fn process(&self, code: &str) -> Option<&Process> {
        self.processes.iter().find(|it| it.code == code)
    }

    /// The moment with this id.
    pub fn moment(&self, id: &str) -> Option<&TimeScale> {
        self.moments.iter().find(|it| it.id == id)
    }

    /// The category with this id.
    pub fn category(&self, id: &str) -> Option<&ImpactCategory> {
        self.categories.iter().find(|it| it.id == id)
    }

    /// The type of dependency with this id.
    pub fn dependency_type(&self, id: &str) -> Option<&DependencyType> {
        self.dependency_types.iter().find(|it| it.id == id)
    }

    /// The length of time with this code: the id of a moment, hours such as `36h`, or `longer`.
    pub fn duration(&self, code: &str) -> Option<Duration> {
        if code == LONGER {
            return Some(Duration::Longer);
        }
        if let Some(moment) = self.moment(code) {
            return Some(Duration::Hours(moment.hours));
        }
        let digits = code.strip_suffix('h').filter(|it| it.bytes().all(|digit| digit.is_ascii_digit()))?;
        Some(Duration::Hours(digits.parse().ok()?))
    }

    /// The code of a length of time: the inverse of [`Catalogue::duration`].
    pub fn duration_code(&self, duration: Duration) -> String {
        let Duration::Hours(hours) = duration else { return LONGER.to_owned() };
        let moment = self.moments.iter().find(|it| it.hours == hours);
        moment.map_or_else(|| format!("{hours}h"), |it| it.id.clone())
    }

    /// The lengths of time to choose from, as code and label, short to long.
    pub fn durations(&self) -> Vec<(String, String)> {
        let moments = self.moments.iter().map(|it| (it.hours, it.id.clone(), it.label.clone()));
        let mut all: Vec<_> = moments.collect();
        for (code, hours, label) in MORE_DURATIONS {
            if all.iter().all(|it| it.0 != hours) {
                all.push((hours, code.to_owned(), label.to_owned()));
            }
        }
        crate::sort::sort(&mut all, |a, b| a.0 < b.0);
        let longer = self.longer().map(|it| (LONGER.to_owned(), it));
        all.into_iter().map(|it| (it.1, it.2)).chain(longer).collect()
    }

    fn longer(&self) -> Option<String> {
        self.moments.last().map(|it| format!("Langer dan {}", it.label))
    }

    /// Everything that is wrong with the catalogue as a whole, in the order of the lists.
    pub fn problems(&self) -> Vec<CatalogueProblem> {
        let mut problems = self.empty_lists();
        for ids in self.id_lists() {
            let mut seen = BTreeSet::new();
            let twice = ids.into_iter().filter(|it| !seen.insert(*it));
            problems.extend(twice.map(|it| CatalogueProblem::Duplicate(it.to_owned())));
        }
        problems.extend(self.processes.iter().flat_map(|it| self.process_problems(it)));
        for pair in self.moments.windows(2) {
            if pair[1].hours <= pair[0].hours {
                problems.push(CatalogueProblem::MomentOrder(pair[1].id.clone()));
            }
        }
        if usize::from(self.threshold) >= SCORES {
            problems.push(CatalogueProblem::Threshold(self.threshold));
        }
        problems
    }

    fn empty_lists(&self) -> Vec<CatalogueProblem> {
        let lists = [
            ("domains", self.domains.is_empty()),
            ("moments", self.moments.is_empty()),
            ("categories", self.categories.is_empty()),
            ("classes", self.classes.is_empty()),
            ("types", self.dependency_types.is_empty()),
        ];
        lists.into_iter().filter(|(_, is_empty)| *is_empty).map(|(name, _)| CatalogueProblem::Empty(name)).collect()
    }

    fn id_lists(&self) -> [Vec<&str>; 6] {
        [
            self.domains.iter().map(|it| it.id.as_str()).collect(),
            self.processes.iter().map(|it| it.code.as_str()).collect(),
            self.moments.iter().map(|it| it.id.as_str()).collect(),
            self.categories.iter().map(|it| it.id.as_str()).collect(),
            self.classes.iter().map(|it| it.id.letter()).collect(),
            self.dependency_types.iter().map(|it| it.id.as_str()).collect(),
        ]
    }

    fn process_problems(&self, process: &Process) -> Vec<CatalogueProblem> {
        let mut problems = Vec::new();
        if self.domain(&process.domain).is_none() {
            problems.push(CatalogueProblem::UnknownDomain {
                process: process.code.clone(),
                domain: process.domain.clone(),
            });
        }
        let peak = process.peak.as_ref().and_then(|it| it.mtpd.as_ref());
        for moment in process.mtpd.iter().chain(peak) {
            if self.moment(moment).is_none() {
                problems
                    .push(CatalogueProblem::UnknownMoment { process: process.code.clone(), moment: moment.clone() });
            }
        }
        problems
    }
}

from_json!(Catalogue { version, domains, processes, moments, threshold, categories, classes, dependency_types });
from_json!(Domain { id, name });
from_json!(Process {
    code,
    domain,
    name,
    who_suffers,
    applications,
    external,
    mtpd,
    mtpd_note,
    class,
    emergency_procedure,
    peak,
    legal_term,
    always_on
});
from_json!(Peak { when, mtpd, class });
from_json!(Class: "A" => A, "B" => B, "C" => C, "D" => D);
from_json!(ClassMeaning { id, label });
from_json!(TimeScale { id, label, hours });
from_json!(ImpactCategory { id, label, question, descriptors, top_score_is_class_a });
from_json!(DependencyType { id, label, question, alternative });

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::FromJson;

    fn small() -> Catalogue {
        let json = r#"{
            "version": "1.0",
            "domains": [{"id": "burgerzaken", "name": "Burgerzaken"}],
            "processes": [{"code": "BZ1", "domain": "burgerzaken", "name": "Overlijden",
                "who_suffers": "nabestaanden", "mtpd": "1d", "class": "A",
                "emergency_procedure": "papier", "peak": {"when": "weekend", "mtpd": "4u"}}],
            "moments": [{"id": "4u", "label": "4 uur", "hours": 4},
                {"id": "1d", "label": "1 dag", "hours": 24}],
            "threshold": 3,
            "categories": [{"id": "burger", "label": "Burger", "question": "?",
                "descriptors": ["a", "b", "c", "d", "e"]}],
            "classes": [{"id": "A", "label": "binnen een dag"}],
            "dependency_types": [{"id": "ict", "label": "ICT", "question": "?", "alternative": "papier"}]
        }"#;
        Catalogue::from_json(&serde_json::from_str(json).unwrap()).unwrap()
    }

    #[test]
    fn a_sound_catalogue_has_no_problems() {
        assert_eq!(small().problems(), []);
    }

    #[test]
    fn every_problem_is_found_at_once() {
        let mut catalogue = small();
        catalogue.processes.push(catalogue.processes[0].clone());
        catalogue.processes[0].domain = "elders".to_owned();
        catalogue.processes[0].mtpd = Some("1w".to_owned());
        catalogue.moments.swap(0, 1);
        catalogue.threshold = 5;
        catalogue.dependency_types.clear();
        let texts: Vec<String> = catalogue.problems().iter().map(ToString::to_string).collect();
        assert_eq!(
            texts,
            [
                "the list `types` is empty",
                "`BZ1` occurs twice",
                "process `BZ1` names an unknown domain `elders`",
                "process `BZ1` names an unknown moment `1w`",
                "moment `4u` is not later than the one before it",
                "threshold 5 is not a score",
            ]
        );
    }

    #[test]
    fn a_category_has_exactly_five_descriptors() {
        let json = r#"{"id":"a","label":"A","question":"?","descriptors":["a","b","c","d"]}"#;
        assert_eq!(ImpactCategory::from_json(&serde_json::from_str(json).unwrap()), None);
    }

    #[test]
    fn lengths_of_time_have_a_code_and_words() {
        let catalogue = small();
        for (code, words) in [
            ("0h", "onmiddellijk"),
            ("4u", "4 uur"),
            ("1d", "1 dag"),
            ("48h", "2 dagen"),
            ("36h", "36 uur"),
            ("longer", "langer dan 1 dag"),
        ] {
            let duration = catalogue.duration(code).unwrap();
            assert_eq!(duration.in_words(&catalogue), words);
            assert_eq!(catalogue.duration_code(duration), code);
        }
        for code in ["", "h", "-1h", "1x", "99999999999h"] {
            assert_eq!(catalogue.duration(code), None, "{code}");
        }
        let codes: Vec<String> = catalogue.durations().into_iter().map(|it| it.0).collect();
        assert_eq!(codes, ["0h", "1h", "4u", "8h", "1d", "48h", "longer"]);
        assert!(Duration::Hours(9999) < Duration::Longer);
    }

    #[cfg(feature = "schema")]
    #[test]
    fn unknown_keys_are_refused() {
        let json = r#"{"id":"4u","label":"4 uur","hours":4,"minutes":240}"#;
        assert!(serde_json::from_str::<TimeScale>(json).is_err());
    }
}
