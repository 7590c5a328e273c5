//! What a BIA starts from: processes, moments, impact categories, kinds of dependency.
//!
//! The shape follows the questions of a business impact analysis (ISO 22301, 8.2.2); the values in
//! `data/bia/` are examples to start a conversation, and every government decides its own.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

/// The number of scores on the impact scale: 0 to 4.
pub const SCORES: usize = 5;

/// Everything a BIA starts from.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
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
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProcessList {
    /// Version of the content, such as `1.0`.
    pub version: String,
    /// Groups of processes.
    pub domains: Vec<Domain>,
    /// The processes.
    pub processes: Vec<Process>,
}

/// `data/bia/scales.yaml`.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
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
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DependencyList {
    /// The types of dependency.
    pub types: Vec<DependencyType>,
}

/// A group of processes, such as the civil registry.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Domain {
    /// Permanent id in kebab case.
    pub id: String,
    /// Its name.
    pub name: String,
}

/// A process of the catalogue. All times and procedures are examples.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
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
    #[serde(default)]
    pub applications: Vec<String>,
    /// Parties outside the government that it depends on.
    #[serde(default)]
    pub external: Vec<String>,
    /// Example of the maximum tolerable period of disruption: id of a [`TimeScale`]. Absent where
    /// only the peak matters.
    #[serde(default)]
    pub mtpd: Option<String>,
    /// What the moment alone does not say, such as a shorter time than the first moment.
    #[serde(default)]
    pub mtpd_note: Option<String>,
    /// Example of the class in the quick sort.
    pub class: Class,
    /// Example of working without the usual means.
    pub emergency_procedure: String,
    /// When it is more critical than usual, if ever.
    #[serde(default)]
    pub peak: Option<Peak>,
    /// A legal term that keeps running, in words.
    #[serde(default)]
    pub legal_term: Option<String>,
    /// Whether it runs day and night, so that times are calendar hours.
    #[serde(default)]
    pub always_on: bool,
}

/// A period in which a process is more critical than usual.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Peak {
    /// When it is.
    pub when: String,
    /// Example of the shorter maximum in that period: id of a [`TimeScale`].
    #[serde(default)]
    pub mtpd: Option<String>,
    /// Example of the class in that period.
    #[serde(default)]
    pub class: Option<Class>,
}

/// How soon a process is missed. Own proposal: A within a day, B within three days, C within one or
/// two weeks, D after a month or more.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
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
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClassMeaning {
    /// The class.
    pub id: Class,
    /// What it means.
    pub label: String,
}

/// A moment after the start of an outage at which the impact is scored.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TimeScale {
    /// Permanent id, such as `1d`.
    pub id: String,
    /// What a person reads, such as `1 dag`.
    pub label: String,
    /// Hours since the start of the outage, in calendar time.
    pub hours: u32,
}

/// A kind of harm, with a descriptor for every score.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
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
    #[serde(default)]
    pub top_score_is_class_a: bool,
}

/// A kind of thing that a process needs.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
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

impl std::fmt::Display for CatalogueProblem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
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

#[cfg(test)]
mod tests {
    use super::*;

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
        serde_json::from_str(json).unwrap()
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
        assert!(serde_json::from_str::<ImpactCategory>(json).is_err());
    }

    #[test]
    fn unknown_keys_are_refused() {
        let json = r#"{"id":"4u","label":"4 uur","hours":4,"minutes":240}"#;
        assert!(serde_json::from_str::<TimeScale>(json).is_err());
    }
}
